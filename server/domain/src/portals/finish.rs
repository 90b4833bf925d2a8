//! Going live, pausing and resuming.

use model::access::AccessMode;
use model::fault::FieldErrors;
use model::portals::{WizardStep, check_name};
use model::text::Slug;
use model::{Fault, PortalId, Problem, Refusal};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, Unchanged};

use super::place::methods_of;
use super::wizard::{Builder, editable};
use crate::domains::is_verified;
use crate::failure::Outcome;
use crate::identity;
use crate::live::Change;
use crate::tables::{domains, inboxes, portal_access_groups, portals};

/// Every step once more. The fields are named as the steps' forms name them: `name`, `domain`, `slug`, `inbox`,
/// `permission`, `access`, `groups`, `methods`; all that are wrong are named at once.
pub(super) async fn check_all(tx: &impl ConnectionTrait, portal: &portals::Model, mails: bool) -> Outcome<()> {
    let mut errors = FieldErrors::default();
    errors.check("name", check_name(&portal.name));
    let domain = match portal.domain_id {
        Some(domain) => domains::Entity::find_by_id(domain).one(tx).await?.ok_or(Problem::Unknown),
        None => Err(Problem::Missing),
    };
    errors.check("domain", domain.and_then(|domain| if is_verified(&domain) { Ok(()) } else { Err(Problem::NotVerified) }));
    errors.check("slug", Slug::parse(&portal.slug));
    let inbox = match portal.inbox_id {
        Some(inbox) => {
            let present = inboxes::Entity::find_by_id(inbox).filter(inboxes::Column::ArchivedAt.is_null()).one(tx).await?;
            present.map(|_| ()).ok_or(Problem::Unknown)
        }
        None => Err(Problem::Missing),
    };
    errors.check("inbox", inbox);
    errors.check("permission", model::portals::TicketPermission::parse(&portal.permission).ok_or(Problem::Unknown));
    check_access(tx, portal, mails, &mut errors).await?;
    if errors.is_empty() { Ok(()) } else { Err(errors.into_fault().into()) }
}

/// *Only invited contacts* needs a group to invite to. *Single sign-on* needs a provider, and to be a way to sign in.
async fn check_access(tx: &impl ConnectionTrait, portal: &portals::Model, mails: bool, errors: &mut FieldErrors) -> Outcome<()> {
    let methods = methods_of(portal);
    let identified = identity::providers_on(tx, portal.id).await? > 0;
    match AccessMode::parse(&portal.access) {
        Some(AccessMode::Invited) => {
            let groups = portal_access_groups::Entity::find().filter(portal_access_groups::Column::PortalId.eq(portal.id));
            if groups.one(tx).await?.is_none() {
                errors.add("groups", Problem::Missing);
            }
        }
        Some(AccessMode::Register) => {}
        Some(AccessMode::SingleSignOn) if !identified => errors.add("access", Problem::NotVerified),
        Some(AccessMode::SingleSignOn) if !methods.single_sign_on => errors.add("methods", Problem::NotVerified),
        Some(AccessMode::SingleSignOn) => {}
        None => errors.add("access", Problem::Unknown),
    }
    // A link that nobody is sent lets nobody in, and neither does a provider that is not there.
    if !(methods.password || methods.magic_link && mails || methods.single_sign_on && identified) {
        errors.add("methods", Problem::Missing);
    }
    Ok(())
}

impl Builder<'_> {
    /// Checks every step again and goes live. Finishing a live portal again changes nothing.
    pub async fn finish(&self, portal: PortalId) -> Outcome<()> {
        let now = self.portico.now();
        let tx = self.portico.store.begin().await?;
        let portal = editable(&tx, portal).await?;
        check_all(&tx, &portal, self.portico.mails()).await?;
        match portal.status.as_str() {
            "LIVE" => return Ok(()),
            "DRAFT" => {}
            _ => return Err(Fault::Refused(Refusal::Stale).into()),
        }
        let row = portals::ActiveModel {
            id: Unchanged(portal.id),
            status: Set("LIVE".to_owned()),
            step: Set(WizardStep::Done.word().to_owned()),
            live_at: Set(Some(now.0)),
            ..Default::default()
        };
        row.update(&tx).await?;
        self.trail("portal_went_live", portal.id).write(&tx, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// From the next request on nobody is let in; the portal's address says so.
    pub async fn pause(&self, portal: PortalId) -> Outcome<()> {
        self.switch(portal, "LIVE", "PAUSED", "portal_paused").await
    }

    /// Sessions that have not run out meanwhile go on.
    pub async fn resume(&self, portal: PortalId) -> Outcome<()> {
        self.switch(portal, "PAUSED", "LIVE", "portal_resumed").await
    }

    async fn switch(&self, portal: PortalId, from: &str, to: &str, action: &str) -> Outcome<()> {
        let now = self.portico.now();
        let tx = self.portico.store.begin().await?;
        let portal = editable(&tx, portal).await?;
        if portal.status == to {
            return Ok(());
        }
        if portal.status != from {
            return Err(Fault::Refused(Refusal::Stale).into());
        }
        if to == "LIVE" {
            check_all(&tx, &portal, self.portico.mails()).await?;
        }
        let row = portals::ActiveModel { id: Unchanged(portal.id), status: Set(to.to_owned()), ..Default::default() };
        row.update(&tx).await?;
        self.trail(action, portal.id).write(&tx, now).await?;
        tx.commit().await?;
        self.portico.tell(&[Change::Access]).await;
        Ok(())
    }
}
