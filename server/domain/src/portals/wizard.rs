//! The wizard's saves. Each keeps a draft and moves the step on; on a public portal each holds at once, so there the
//! whole of it is checked before.

use model::access::{AccessMode, Consent, RegistrationSettings, SignInMethods};
use model::people::Role;
use model::portals::{SESSION_MINUTES, TicketPermission, WizardStep, check_name};
use model::text::Slug;
use model::{AccessGroupId, DomainId, Fault, InboxId, PortalId, Problem};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    Unchanged,
};
use serde_json::json;

use super::finish::check_all;
use super::redirects;
use crate::access;
use crate::audit::{Actor, Entry};
use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::live::Change;
use crate::portico::Portico;
use crate::tables::{access_groups, consent_texts, domains, inboxes, portal_access_groups, portals};

/// Who sets a portal up: an admin at their desk, or the command line.
pub(crate) struct Builder<'a> {
    pub portico: &'a Portico,
    pub actor: Actor,
}

impl<'a> Builder<'a> {
    /// Refused below admin.
    pub fn at(desk: &'a UserDesk) -> Result<Self, Fault> {
        desk.require(Role::Admin)?;
        Ok(Self { portico: &desk.portico, actor: Actor::from(&desk.viewer) })
    }

    /// A draft with its name, the default slug, and an access group of its own.
    pub async fn create(&self, name: &str) -> Outcome<PortalId> {
        let name = check_name(name).map_err(|problem| Fault::invalid("name", problem))?;
        let now = self.portico.now();
        let tx = self.portico.store.begin().await?;
        let group = access::for_new_portal(&tx, now, &name).await?;
        let row = portals::ActiveModel {
            name: Set(name),
            status: Set("DRAFT".to_owned()),
            step: Set(WizardStep::Domain.word().to_owned()),
            slug: Set(Slug::DEFAULT.to_owned()),
            permission: Set(TicketPermission::default().word().to_owned()),
            access: Set(AccessMode::default().word().to_owned()),
            sign_in_methods: Set(methods_text(SignInMethods::default())?),
            session_minutes: Set(i64::from(SESSION_MINUTES[2])),
            customers_may_close: Set(true),
            reopen_days: Set(14),
            created_at: Set(now.0),
            ..Default::default()
        };
        let portal = row.insert(&tx).await?;
        add_groups(&tx, portal.id, [group]).await?;
        self.trail("portal_created", portal.id).write(&tx, now).await?;
        tx.commit().await?;
        Ok(PortalId(portal.id))
    }

    pub async fn save_name(&self, portal: PortalId, name: &str) -> Outcome<()> {
        let name = check_name(name).map_err(|problem| Fault::invalid("name", problem))?;
        let mut save = self.open(portal).await?;
        save.row.name = Set(name.clone());
        save.commit(WizardStep::Domain, json!({ "name": name })).await
    }

    /// The slug is unique on its domain by the database's own constraint, drafts included, and is not an address that
    /// leads to another public portal. A public portal keeps its old address as a redirect and moves to verified
    /// domains only.
    pub async fn save_domain(&self, portal: PortalId, domain: DomainId, slug: &str) -> Outcome<()> {
        let slug = Slug::parse(slug).map_err(|problem| Fault::invalid("slug", problem))?;
        let mut save = self.open(portal).await?;
        if domains::Entity::find_by_id(domain.0).one(&save.tx).await?.is_none() {
            return Err(Fault::invalid("domain", Problem::Unknown).into());
        }
        redirects::take_address(&save.tx, self.portico.now(), &save.before, domain.0, slug.as_str()).await?;
        save.row.domain_id = Set(Some(domain.0));
        save.row.slug = Set(slug.to_string());
        save.commit(WizardStep::Tickets, json!({ "domain": domain, "slug": slug })).await
    }

    /// Reads, and holds nothing: who saves may still come second.
    pub async fn check_slug(&self, portal: PortalId, domain: DomainId, slug: &str) -> Outcome<()> {
        let slug = Slug::parse(slug).map_err(|problem| Fault::invalid("slug", problem))?;
        let reader = self.portico.store.reader();
        let there = portals::Entity::find()
            .filter(portals::Column::DomainId.eq(domain.0))
            .filter(portals::Column::Slug.eq(slug.as_str()))
            .filter(portals::Column::Id.ne(portal.0));
        let taken = there.one(reader).await?.is_some()
            || redirects::leads_elsewhere(reader, portal.0, (domain.0, slug.to_string())).await?;
        if taken { Err(Fault::invalid("slug", Problem::Taken).into()) } else { Ok(()) }
    }

    pub async fn save_tickets(&self, portal: PortalId, inbox: InboxId, permission: TicketPermission) -> Outcome<()> {
        let mut save = self.open(portal).await?;
        let found = inboxes::Entity::find_by_id(inbox.0).filter(inboxes::Column::ArchivedAt.is_null()).one(&save.tx).await?;
        if found.is_none() {
            return Err(Fault::invalid("inbox", Problem::Unknown).into());
        }
        save.row.inbox_id = Set(Some(inbox.0));
        save.row.permission = Set(permission.word().to_owned());
        save.commit(WizardStep::Access, json!({ "inbox": inbox, "permission": permission.word() })).await
    }

    /// Groups are kept as chosen, also while the mode does not use them.
    pub async fn save_access(
        &self,
        portal: PortalId,
        access: AccessMode,
        groups: &[AccessGroupId],
        methods: SignInMethods,
    ) -> Outcome<()> {
        let mut save = self.open(portal).await?;
        let wanted = access_groups::Column::Id.is_in(groups.iter().map(|group| group.0));
        let known = access_groups::Entity::find().filter(wanted).all(&save.tx).await?;
        if groups.iter().any(|group| known.iter().all(|known| known.id != group.0)) {
            return Err(Fault::invalid("groups", Problem::Unknown).into());
        }
        let mine = portal_access_groups::Column::PortalId.eq(save.before.id);
        portal_access_groups::Entity::delete_many().filter(mine).exec(&save.tx).await?;
        add_groups(&save.tx, save.before.id, known.iter().map(|group| group.id)).await?;
        save.row.access = Set(access.word().to_owned());
        save.row.sign_in_methods = Set(methods_text(methods)?);
        let details = json!({ "access": access.word(), "groups": groups, "methods": methods });
        save.commit(WizardStep::Access, details).await
    }

    /// No line in the trail: nothing about the portal has changed.
    pub async fn leave_at(&self, portal: PortalId, step: WizardStep) -> Outcome<()> {
        let mut save = self.open(portal).await?;
        if save.before.status == "DRAFT" {
            save.row.step = Set(step.word().to_owned());
            save.row.update(&save.tx).await?;
        }
        save.tx.commit().await?;
        Ok(())
    }

    pub async fn save_session(&self, portal: PortalId, minutes: u32, customers_may_close: bool) -> Outcome<()> {
        if !SESSION_MINUTES.contains(&minutes) {
            return Err(Fault::invalid("session_minutes", Problem::Unknown).into());
        }
        let mut save = self.open(portal).await?;
        save.row.session_minutes = Set(i64::from(minutes));
        save.row.customers_may_close = Set(customers_may_close);
        let details = json!({ "session_minutes": minutes, "customers_may_close": customers_may_close });
        save.commit(WizardStep::Name, details).await
    }

    /// What was agreed to before stays agreed to in its own version.
    pub async fn save_registration(&self, portal: PortalId, settings: &RegistrationSettings, consent_text: &str) -> Outcome<()> {
        let text = Consent::check(consent_text).map_err(|problem| Fault::invalid("consent_text", problem))?;
        let mut save = self.open(portal).await?;
        let newest = consent_texts::Entity::find()
            .filter(consent_texts::Column::PortalId.eq(portal.0))
            .order_by_desc(consent_texts::Column::Version)
            .one(&save.tx)
            .await?;
        let (version, before) = newest.map_or((0, String::new()), |newest| (newest.version, newest.text));
        let renewed = before != text;
        if renewed {
            let row = consent_texts::ActiveModel {
                portal_id: Set(portal.0),
                version: Set(version + 1),
                text: Set(text),
                created_at: Set(self.portico.now().0),
                ..Default::default()
            };
            row.insert(&save.tx).await?;
        }
        let written = serde_json::to_string(settings).map_err(|error| Failure::internal(error.to_string()))?;
        save.row.registration = Set(written);
        save.commit(WizardStep::Name, json!({ "registration": settings, "consent_renewed": renewed })).await
    }

    async fn open(&self, portal: PortalId) -> Outcome<Save<'_, 'a>> {
        let tx = self.portico.store.begin().await?;
        let before = editable(&tx, portal).await?;
        let row = portals::ActiveModel { id: Unchanged(before.id), ..Default::default() };
        Ok(Save { builder: self, tx, before, row })
    }

    pub fn trail<'e>(&self, action: &'e str, portal: i64) -> Entry<'e> {
        Entry::new(self.actor, action, format!("portal:{portal}")).at(PortalId(portal))
    }
}

/// One save, in one transaction.
struct Save<'b, 'a> {
    builder: &'b Builder<'a>,
    tx: DatabaseTransaction,
    before: portals::Model,
    row: portals::ActiveModel,
}

impl Save<'_, '_> {
    /// Writes the row and the step that it leads to (never back), checks everything if the portal is public, and leaves
    /// a line in the trail.
    async fn commit(mut self, next: WizardStep, details: serde_json::Value) -> Outcome<()> {
        let reached = WizardStep::parse(&self.before.step).unwrap_or_default();
        self.row.step = Set(reached.max(next).word().to_owned());
        let after = self.row.update(&self.tx).await.map_err(taken)?;
        if self.before.status != "DRAFT" {
            check_all(&self.tx, &after, self.builder.portico.mails()).await?;
        }
        let now = self.builder.portico.now();
        self.builder.trail("portal_changed", self.before.id).with(details).write(&self.tx, now).await?;
        self.tx.commit().await?;
        // Whatever was saved may decide what somebody sees. A draft is seen by nobody.
        if self.before.status != "DRAFT" {
            self.builder.portico.tell(&[Change::Access]).await;
        }
        Ok(())
    }
}

/// A portal that can be changed, locked until the transaction ends; archived ones are not found.
pub(super) async fn editable(tx: &DatabaseTransaction, portal: PortalId) -> Outcome<portals::Model> {
    let found =
        portals::Entity::find_by_id(portal.0).filter(portals::Column::Status.ne("ARCHIVED")).lock_exclusive().one(tx).await?;
    Ok(found.ok_or(Fault::NotFound)?)
}

async fn add_groups(tx: &impl ConnectionTrait, portal: i64, groups: impl IntoIterator<Item = i64>) -> Outcome<()> {
    let row = |group| portal_access_groups::ActiveModel { portal_id: Set(portal), group_id: Set(group) };
    let rows: Vec<_> = groups.into_iter().map(row).collect();
    if !rows.is_empty() {
        portal_access_groups::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn methods_text(methods: SignInMethods) -> Outcome<String> {
    if !(methods.password || methods.magic_link || methods.single_sign_on) {
        return Err(Fault::invalid("methods", Problem::Missing).into());
    }
    serde_json::to_string(&methods).map_err(|error| Failure::internal(error.to_string()))
}

/// The one constraint that a portal's row can break: its address.
fn taken(error: sea_orm::DbErr) -> Failure {
    if Failure::is_duplicate(&error) { Fault::invalid("slug", Problem::Taken).into() } else { error.into() }
}
