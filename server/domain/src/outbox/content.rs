//! What a letter says: made at the moment of sending, from what the recipient may see then.
//!
//! Who lost the ticket, the portal or their account since the letter was caused gets none. A link that is a capability
//! is made here and stands in no row: what is stored is its hash.

use model::letters::{Author, Content, Envelope};
use model::mail::{LetterKind, MailProblem};
use model::people::Role;
use model::portals::TicketPermission;
use model::{ContactId, Language, PortalId, SessionId, TicketId, UserId, paths};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

use super::about::{about, replied};
use super::{accounts, notifications, status, unsubscribe};
use crate::access as entry;
use crate::contacts::display_name;
use crate::domains::language_of;
use crate::failure::{Failure, Outcome};
use crate::people::{Purpose, mailed_link};
use crate::portico::Portico;
use crate::tables::{contacts, domains, outbox, portals, registrations, tickets, users};
use crate::tickets::access;
use crate::viewer::{ContactViewer, UserViewer, Viewer};

pub(super) type Made = Result<(Envelope, Content), MailProblem>;

pub async fn make(portico: &Portico, kind: LetterKind, row: &outbox::Model) -> Outcome<Made> {
    let tx = portico.store.begin().await?;
    let made = match (row.user_id, row.contact_id) {
        _ if accounts::is_about(kind, row) => accounts::make(portico, &tx, kind, row).await?,
        (Some(user), _) => for_user(portico, &tx, row, user).await?,
        (None, Some(contact)) => for_contact(portico, &tx, kind, row, contact).await?,
        (None, None) => for_address(portico, &tx, kind, row).await?,
    };
    tx.commit().await?;
    Ok(made)
}

pub(super) fn language_of_user(user: &users::Model) -> Language {
    user.language.as_deref().and_then(|tag| Language::parse(tag).ok()).unwrap_or_default()
}

async fn for_user(portico: &Portico, tx: &DatabaseTransaction, row: &outbox::Model, user: i64) -> Outcome<Made> {
    let user = users::Entity::find_by_id(user).filter(users::Column::DisabledAt.is_null()).one(tx).await?;
    let (Some(user), Some(ticket)) = (user, row.ticket_id) else { return Ok(Err(MailProblem::NotAllowed)) };
    let role = Role::parse(&user.role).ok_or_else(|| Failure::internal(format!("unknown role {}", user.role)))?;
    let viewer = Viewer::User(UserViewer { user: UserId(user.id), role, session: SessionId(0) });
    let ticket = tickets::Entity::find_by_id(ticket).filter(access::visible_to(&viewer)).one(tx).await?;
    let Some(ticket) = ticket else { return Ok(Err(MailProblem::NotAllowed)) };
    let link = format!("{}{}", portico.settings.address.origin(), paths::desk_ticket(TicketId(ticket.id)));
    let Some((author, about)) = replied(portico, tx, &viewer, (row, &ticket, link)).await? else {
        return Ok(Err(MailProblem::NotAllowed));
    };
    let language = language_of_user(&user);
    let envelope =
        Envelope { mail_id: row.mail_id.clone(), to: user.email, to_name: user.name, portal: None, language, unsubscribe: None };
    Ok(Ok((envelope, Content::Replied { author, by: Author::Customer, about })))
}

/// To an address that is nobody's yet: who registers.
async fn for_address(portico: &Portico, tx: &DatabaseTransaction, kind: LetterKind, row: &outbox::Model) -> Outcome<Made> {
    let details: serde_json::Value = serde_json::from_str(&row.details).unwrap_or_default();
    let id = details.get("registration").and_then(serde_json::Value::as_i64);
    let (Some(id), Some(portal), LetterKind::Registration) = (id, row.portal_id, kind) else {
        return Ok(Err(MailProblem::NotAllowed));
    };
    let asked = registrations::Entity::find_by_id(id).filter(registrations::Column::ContactId.is_null()).one(tx).await?;
    let Some(asked) = asked else { return Ok(Err(MailProblem::NotAllowed)) };
    let Ok((portal, domain)) = crate::portals::public(tx, PortalId(portal)).await else {
        return Ok(Err(MailProblem::NotAllowed));
    };
    if portal.status != "LIVE" {
        return Ok(Err(MailProblem::NotAllowed));
    }
    let (until, token) =
        crate::people::issue_to_address(tx, portico.now(), Purpose::Registration, (PortalId(portal.id), asked.id), &asked.email)
            .await?;
    let path = paths::portal_register_link(&portal.slug, &token);
    let link = format!("{}{path}", portico.settings.address.origin_of(&domain.host));
    let envelope = Envelope {
        mail_id: row.mail_id.clone(),
        // A name that anybody may have typed says nothing to the address's owner, or too much.
        to_name: String::new(),
        to: asked.email,
        language: language_of(&domain),
        portal: Some(portal.name),
        unsubscribe: None,
    };
    Ok(Ok((envelope, Content::Registration { link, until })))
}

/// The contact's own portal, as the letter sees it.
pub struct Place {
    pub contact: contacts::Model,
    pub portal: portals::Model,
    pub domain: domains::Model,
}

impl Place {
    pub fn url(&self, portico: &Portico, path: &str) -> String {
        format!("{}{path}", portico.settings.address.origin_of(&self.domain.host))
    }

    fn viewer(&self) -> Viewer {
        Viewer::Contact(ContactViewer {
            contact: ContactId(self.contact.id),
            portal: PortalId(self.portal.id),
            permission: TicketPermission::parse(&self.portal.permission).unwrap_or_default(),
            session: SessionId(0),
            view_only: true,
        })
    }
}

async fn for_contact(
    portico: &Portico,
    tx: &DatabaseTransaction,
    kind: LetterKind,
    row: &outbox::Model,
    contact: i64,
) -> Outcome<Made> {
    let contact = contacts::Entity::find_by_id(contact)
        .filter(contacts::Column::DisabledAt.is_null())
        .filter(contacts::Column::ArchivedAt.is_null())
        .filter(contacts::Column::Email.is_not_null())
        .one(tx)
        .await?;
    let Some(contact) = contact else { return Ok(Err(MailProblem::NotAllowed)) };
    if notifications::are_off(tx, ContactId(contact.id), kind).await? {
        return Ok(Err(MailProblem::TurnedOff));
    }
    let mut problem = MailProblem::NotAllowed;
    for place in places(tx, row, contact).await? {
        // An invitation is for those who may not enter yet; everything else is for those who may.
        let invites = matches!(kind, LetterKind::Invitation | LetterKind::InvitationReminder);
        if !invites && !entry::may_enter(tx, &place.portal, ContactId(place.contact.id)).await? {
            continue;
        }
        let made = match row.ticket_id {
            Some(ticket) => about_ticket(portico, tx, kind, row, &place, ticket).await?,
            None => about_account(portico, tx, kind, row, &place).await?,
        };
        match made {
            Ok(content) => {
                let unsubscribe = unsubscribe::link(portico, tx, kind, &place).await?;
                return Ok(Ok((envelope(row, place, unsubscribe), content)));
            }
            Err(found) if problem == MailProblem::NotAllowed => problem = found,
            Err(_) => {}
        }
    }
    Ok(Err(problem))
}

/// The live portals in question: the letter's own, or, where staff caused it, the one at which the ticket was filed. Where
/// it was filed at none, or at one that is no more, any that shows it to the contact.
async fn places(tx: &DatabaseTransaction, row: &outbox::Model, contact: contacts::Model) -> Outcome<Vec<Place>> {
    let live = portals::Entity::find().filter(portals::Column::Status.eq("LIVE")).order_by_asc(portals::Column::Id);
    let own = match (row.portal_id, row.ticket_id) {
        (None, Some(ticket)) => filed_at(tx, ticket).await?,
        (portal, _) => portal,
    };
    let live = match own {
        Some(portal) => live.filter(portals::Column::Id.eq(portal)),
        None => live,
    };
    let mut places = Vec::new();
    for portal in live.all(tx).await? {
        let domain = domains::Entity::find_by_id(portal.domain_id.unwrap_or_default()).one(tx).await?;
        places.extend(domain.map(|domain| Place { contact: contact.clone(), portal, domain }));
    }
    Ok(places)
}

async fn filed_at(tx: &DatabaseTransaction, ticket: i64) -> Outcome<Option<i64>> {
    let Some(portal) = tickets::Entity::find_by_id(ticket).one(tx).await?.and_then(|ticket| ticket.portal_id) else {
        return Ok(None);
    };
    let there = portals::Entity::find_by_id(portal).filter(portals::Column::Status.ne("ARCHIVED")).one(tx).await?;
    Ok(there.map(|portal| portal.id))
}

fn envelope(row: &outbox::Model, place: Place, unsubscribe: Option<String>) -> Envelope {
    let language = place.contact.language.as_deref().and_then(|tag| Language::parse(tag).ok());
    Envelope {
        mail_id: row.mail_id.clone(),
        to_name: display_name(&place.contact),
        to: place.contact.email.unwrap_or_default(),
        language: language.unwrap_or_else(|| language_of(&place.domain)),
        portal: Some(place.portal.name),
        unsubscribe,
    }
}

async fn about_ticket(
    portico: &Portico,
    tx: &DatabaseTransaction,
    kind: LetterKind,
    row: &outbox::Model,
    place: &Place,
    ticket: i64,
) -> Outcome<Result<Content, MailProblem>> {
    let found = tickets::Entity::find_by_id(ticket).filter(access::visible_to(&place.viewer())).one(tx).await?;
    let Some(ticket) = found else { return Ok(Err(MailProblem::NotAllowed)) };
    let link = place.url(portico, &paths::portal_ticket(&place.portal.slug, TicketId(ticket.id)));
    if kind.is_of_status() {
        return status::make(tx, row, place, &ticket, link).await;
    }
    if kind == LetterKind::TicketReceived {
        let text = ticket.content.clone();
        return Ok(Ok(Content::TicketReceived(about(&ticket, &text, link))));
    }
    let by = if kind == LetterKind::AgentReplied { Author::Team } else { Author::Colleague };
    let replied = replied(portico, tx, &place.viewer(), (row, &ticket, link)).await?;
    Ok(replied.map(|(author, about)| Content::Replied { author, by, about }).ok_or(MailProblem::NotAllowed))
}

async fn about_account(
    portico: &Portico,
    tx: &DatabaseTransaction,
    kind: LetterKind,
    row: &outbox::Model,
    place: &Place,
) -> Outcome<Result<Content, MailProblem>> {
    let purpose = match kind {
        LetterKind::Invitation => Purpose::Invitation,
        // From the system domain nobody is written to on their own account.
        LetterKind::InvitationReminder if place.domain.kind == "SYSTEM" => return Ok(Err(MailProblem::Overtaken)),
        LetterKind::InvitationReminder => Purpose::Invitation,
        LetterKind::Reset => Purpose::Reset,
        LetterKind::SignInLink => Purpose::SignIn,
        LetterKind::PasswordChanged => {
            let link = place.url(portico, &paths::portal_sign_in(&place.portal.slug));
            return Ok(Ok(Content::PasswordChanged { link }));
        }
        LetterKind::AlreadyRegistered | LetterKind::Approved => {
            let link = place.url(portico, &paths::portal_sign_in(&place.portal.slug));
            return Ok(Ok(match kind {
                LetterKind::Approved => Content::Approved { link },
                _ => Content::AlreadyRegistered { link },
            }));
        }
        LetterKind::TicketReceived
        | LetterKind::AgentReplied
        | LetterKind::ColleagueReplied
        | LetterKind::CustomerReplied
        | LetterKind::Registration
        | LetterKind::StatusChanged
        | LetterKind::TicketClosed
        | LetterKind::TicketReopened
        | LetterKind::StaffInvitation
        | LetterKind::SecondFactorReset
        | LetterKind::EmailChange
        | LetterKind::EmailChanged
        | LetterKind::WebhooksPaused => return Ok(Err(MailProblem::NotAllowed)),
    };
    let (until, token) = match mailed_link(tx, portico.now(), purpose, row, &place.contact).await? {
        Ok(made) => made,
        Err(problem) => return Ok(Err(problem)),
    };
    let slug = &place.portal.slug;
    let invitation = || place.url(portico, &paths::portal_invitation(slug, &token));
    Ok(Ok(match kind {
        LetterKind::Invitation => Content::Invitation { link: invitation(), until },
        LetterKind::InvitationReminder => Content::InvitationReminder { link: invitation(), until },
        LetterKind::Reset => Content::Reset { link: place.url(portico, &paths::portal_recovery_link(slug, "password", &token)) },
        _ => Content::SignInLink { link: place.url(portico, &paths::portal_recovery_link(slug, "link", &token)) },
    }))
}
