//! Portals as the admin's pages show them.

use model::access::AccessMode;
use model::inboxes::{Inbox, InboxKind};
use model::portals::{Choices, PortalRow, PortalSettings, PortalStatus, TicketPermission, WizardStep};
use model::{AccessGroupId, DomainId, Fault, InboxId, PortalId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::impact;
use super::place::methods_of;
use crate::failure::Outcome;
use crate::portico::Portico;
use crate::tables::{domains, inboxes, portal_access_groups, portals};
use crate::{access, domains as domain_feature, identity, people};

pub(crate) fn status_of(portal: &portals::Model) -> PortalStatus {
    match portal.status.as_str() {
        "LIVE" => PortalStatus::Live,
        "PAUSED" => PortalStatus::Paused,
        "ARCHIVED" => PortalStatus::Archived,
        _ => PortalStatus::Draft,
    }
}

fn url_of(portico: &Portico, portal: &portals::Model, domains: &[domains::Model]) -> Option<String> {
    let domain = domains.iter().find(|domain| Some(domain.id) == portal.domain_id)?;
    let origin = portico.settings.address.origin_of(&domain.host);
    Some(format!("{origin}{}", model::paths::portal(&portal.slug)))
}

/// All portals that are not archived, oldest first.
pub(crate) async fn list(portico: &Portico) -> Outcome<Vec<PortalRow>> {
    let reader = portico.store.reader();
    let domains = domains::Entity::find().all(reader).await?;
    let portals = portals::Entity::find()
        .filter(portals::Column::Status.ne("ARCHIVED"))
        .order_by_asc(portals::Column::Id)
        .all(reader)
        .await?;
    let row = |portal: portals::Model| PortalRow {
        id: PortalId(portal.id),
        status: status_of(&portal),
        url: url_of(portico, &portal, &domains),
        step: WizardStep::parse(&portal.step).unwrap_or_default(),
        name: portal.name,
    };
    Ok(portals.into_iter().map(row).collect())
}

/// One portal with all that its pages offer to choose.
pub(crate) async fn settings(portico: &Portico, portal: PortalId) -> Outcome<PortalSettings> {
    let reader = portico.store.reader();
    let portal = portals::Entity::find_by_id(portal.0).one(reader).await?.ok_or(Fault::NotFound)?;
    let domains = domains::Entity::find().order_by_asc(domains::Column::Id).all(reader).await?;
    let groups = portal_access_groups::Entity::find()
        .filter(portal_access_groups::Column::PortalId.eq(portal.id))
        .order_by_asc(portal_access_groups::Column::GroupId)
        .all(reader)
        .await?;
    let choices = choices(portico, reader, portal.id, &domains).await?;
    Ok(PortalSettings {
        id: PortalId(portal.id),
        status: status_of(&portal),
        step: WizardStep::parse(&portal.step).unwrap_or_default(),
        domain: portal.domain_id.map(DomainId),
        inbox: portal.inbox_id.map(InboxId),
        permission: TicketPermission::parse(&portal.permission).unwrap_or_default(),
        access: AccessMode::parse(&portal.access).unwrap_or_default(),
        groups: groups.into_iter().map(|row| AccessGroupId(row.group_id)).collect(),
        methods: methods_of(&portal),
        session_minutes: u32::try_from(portal.session_minutes).unwrap_or_default(),
        customers_may_close: portal.customers_may_close,
        registration: access::settings_of(&portal),
        consent: people::consent(reader, PortalId(portal.id)).await?,
        url: url_of(portico, &portal, &domains),
        choices,
        name: portal.name,
        slug: portal.slug,
    })
}

async fn choices(portico: &Portico, reader: &impl ConnectionTrait, portal: i64, domains: &[domains::Model]) -> Outcome<Choices> {
    let inboxes = inboxes::Entity::find()
        .filter(inboxes::Column::ArchivedAt.is_null())
        .order_by_asc(inboxes::Column::Id)
        .all(reader)
        .await?;
    let inbox = |inbox: inboxes::Model| Inbox {
        id: InboxId(inbox.id),
        kind: if inbox.kind == "HELP_DESK" { InboxKind::HelpDesk } else { InboxKind::Inbox },
        name: inbox.name,
    };
    let (own, company) = impact::of_permissions(portico).await?;
    Ok(Choices {
        domains: domains.iter().map(|domain| domain_feature::shown(domain, &portico.settings)).collect(),
        inboxes: inboxes.into_iter().map(inbox).collect(),
        groups: access::groups(reader).await?,
        own,
        company,
        scheme: portico.settings.address.scheme().to_owned(),
        port: portico.settings.address.port,
        mails: portico.mails(),
        identity_providers: identity::providers_on(reader, portal).await?,
    })
}
