//! Which tickets a viewer sees. This rule is here and nowhere else: list, search, counts, page, thread, export, live
//! events and mail all go through it.
//!
//! ```text
//! own(c)      tickets associated with contact c
//! company(c)  tickets associated with the primary company of c
//! own         own(c)
//! company     own(c) ∪ company(c)
//! ```
//!
//! Associations are looked up by the database while it answers, never remembered: removing one holds from the next
//! query on. An archived ticket is seen by nobody, and an archived company shows nothing.

use model::helpdesk::{Explanation, Named};
use model::portals::TicketPermission;
use model::tickets::{Abilities, ReplyAbility, Tab};
use model::{CompanyId, ContactId, Fault, TicketId};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
};

use crate::failure::Outcome;
use crate::tables::{companies, contact_companies, messages, portals, ticket_companies, ticket_contacts, tickets};
use crate::viewer::{ContactViewer, Viewer};

/// A ticket that its viewer may see. Only [`find`] makes one, so whoever holds one has been through the rule.
#[derive(Clone, Debug)]
pub struct Visible<T>(T);

impl<T> std::ops::Deref for Visible<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// The rule, as a condition on `tickets`.
pub fn visible_to(viewer: &Viewer) -> Condition {
    within(ids_visible_to(viewer, Tab::Organization))
}

/// `own(c)` alone, within what the viewer sees: the *My tickets* tab.
pub fn own_of(viewer: &Viewer) -> Condition {
    within(ids_visible_to(viewer, Tab::Mine))
}

fn within(ids: Option<SelectStatement>) -> Condition {
    let present = Condition::all().add(tickets::Column::ArchivedAt.is_null());
    match ids {
        Some(ids) => present.add(tickets::Column::Id.in_subquery(ids)),
        None => present,
    }
}

/// The rule again, as the ids (column `ticket_id`, each once) of what a contact sees in a tab, archived ones included:
/// what a page of a contact's list is read from, so that it takes as long as they have tickets and not as long as there
/// are tickets. `None`: staff and integrations, who see all.
pub fn ids_visible_to(viewer: &Viewer, tab: Tab) -> Option<SelectStatement> {
    let Viewer::Contact(viewer) = viewer else {
        return None;
    };
    let mut ids = own(viewer.contact);
    if tab == Tab::Organization && viewer.permission == TicketPermission::Company {
        ids.union(UnionType::Distinct, of_primary_company(viewer.contact));
    }
    Some(ids)
}

/// The company whose tickets a contact sees beside their own, where the portal's permission gives them: their primary
/// one, unless it is archived.
pub async fn shared_company(connection: &impl ConnectionTrait, viewer: &Viewer) -> Outcome<Option<companies::Model>> {
    match viewer {
        Viewer::Contact(viewer) if viewer.permission == TicketPermission::Company => {
            primary_company(connection, viewer.contact).await
        }
        _ => Ok(None),
    }
}

/// The contact's primary company, unless it is archived.
pub async fn primary_company(connection: &impl ConnectionTrait, contact: ContactId) -> Outcome<Option<companies::Model>> {
    let primary = primary_company_id(contact);
    Ok(companies::Entity::find().filter(companies::Column::Id.in_subquery(primary)).one(connection).await?)
}

/// Ids of the tickets associated with a contact.
fn own(contact: ContactId) -> SelectStatement {
    Query::select()
        .column(ticket_contacts::Column::TicketId)
        .from(ticket_contacts::Entity)
        .and_where(ticket_contacts::Column::ContactId.eq(contact.0))
        .to_owned()
}

/// Ids of the tickets associated, under any label, with the contact's primary company.
fn of_primary_company(contact: ContactId) -> SelectStatement {
    Query::select()
        .column(ticket_companies::Column::TicketId)
        .from(ticket_companies::Entity)
        .and_where(ticket_companies::Column::CompanyId.in_subquery(primary_company_id(contact)))
        .to_owned()
}

fn primary_company_id(contact: ContactId) -> SelectStatement {
    Query::select()
        .column((contact_companies::Entity, contact_companies::Column::CompanyId))
        .from(contact_companies::Entity)
        .inner_join(
            companies::Entity,
            Expr::col((companies::Entity, companies::Column::Id))
                .equals((contact_companies::Entity, contact_companies::Column::CompanyId)),
        )
        .and_where(contact_companies::Column::ContactId.eq(contact.0))
        .and_where(contact_companies::Column::IsPrimary.eq(true))
        .and_where(companies::Column::ArchivedAt.is_null())
        .to_owned()
}

/// The ticket, if the viewer sees it; missing and hidden are the same [`Fault::NotFound`].
pub async fn find(connection: &impl ConnectionTrait, viewer: &Viewer, ticket: TicketId) -> Outcome<Visible<tickets::Model>> {
    let found = tickets::Entity::find_by_id(ticket.0).filter(visible_to(viewer)).one(connection).await?;
    Ok(Visible(found.ok_or(Fault::NotFound)?))
}

/// As [`find`], and nobody else changes the ticket until the transaction ends.
pub async fn find_to_change(tx: &DatabaseTransaction, viewer: &Viewer, ticket: TicketId) -> Outcome<Visible<tickets::Model>> {
    let found = tickets::Entity::find_by_id(ticket.0).filter(visible_to(viewer)).lock_exclusive().one(tx).await?;
    Ok(Visible(found.ok_or(Fault::NotFound)?))
}

/// Why a contact sees a ticket at a portal, or why not. `may_enter` is what the portal's access says.
pub async fn explain(
    connection: &impl ConnectionTrait,
    viewer: &ContactViewer,
    ticket: TicketId,
    may_enter: bool,
) -> Outcome<Explanation> {
    let seen = |condition: Condition| tickets::Entity::find_by_id(ticket.0).filter(condition).count(connection);
    let as_contact = Viewer::Contact(viewer.clone());
    let own = seen(own_of(&as_contact)).await? > 0;
    let company = match primary_company(connection, viewer.contact).await? {
        Some(company) => {
            let associated = seen(within(Some(of_primary_company(viewer.contact)))).await? > 0;
            Some((Named { id: CompanyId(company.id), name: company.name }, associated))
        }
        None => None,
    };
    Ok(Explanation {
        visible: may_enter && seen(visible_to(&as_contact)).await? > 0,
        may_enter,
        own,
        primary_company: company,
        company_permission: viewer.permission == TicketPermission::Company,
    })
}

/// The messages of a visible ticket that the viewer may read. Internal comments stop here; of the events, customers
/// get changes of the stage only.
pub fn messages_visible_to(viewer: &Viewer) -> Condition {
    match viewer {
        Viewer::User(_) | Viewer::Token(_) => Condition::all(),
        Viewer::Contact(_) => Condition::any().add(messages::Column::Kind.eq("MESSAGE")).add(
            Condition::all().add(messages::Column::Kind.eq("EVENT")).add(messages::Column::Event.like("{\"StageChanged\"%")),
        ),
    }
}

/// What a customer may do with a visible ticket at a portal.
///
/// A closed ticket takes replies, and reopens, for `reopen_days` after it was closed; later a reply files a linked one.
pub fn abilities(viewer: &Viewer, ticket: &Visible<tickets::Model>, portal: &portals::Model, now: model::Timestamp) -> Abilities {
    let none = Abilities { reply: ReplyAbility::No, close: false, reopen: false };
    let Viewer::Contact(contact) = viewer else {
        return none;
    };
    if contact.view_only || portal.status != "LIVE" {
        return none;
    }
    let closed_at = ticket.closed_at.unwrap_or(ticket.last_activity_at);
    let still_reopens = now.0 <= closed_at.saturating_add(portal.reopen_days.saturating_mul(model::Timestamp::DAY));
    match (ticket.is_open, still_reopens) {
        (true, _) => Abilities { reply: ReplyAbility::Posts, close: portal.customers_may_close, reopen: false },
        (false, true) => Abilities { reply: ReplyAbility::PostsAndReopens, close: false, reopen: true },
        (false, false) => Abilities { reply: ReplyAbility::FilesLinkedTicket, close: false, reopen: false },
    }
}
