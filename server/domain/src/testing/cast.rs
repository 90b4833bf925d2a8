//! How the cast comes in: through the verbs that people use.

use model::access::{AccessMode, SignInMethods};
use model::companies::{Companies, CompanyFields};
use model::contacts::{ContactFields, Contacts};
use model::people::{NewOwner, PortalDoor, StaffDoor};
use model::portals::{Portals, TicketPermission};
use model::{CompanyId, ContactId, PortalId};

use super::{HOST, PASSWORD, SLUG};
use crate::desks::UserDesk;
use crate::portals::PortalFound;
use crate::portico::Portico;

/// The address of somebody of the cast.
pub fn email(name: &str) -> String {
    format!("{name}@example.com")
}

pub(super) fn full_name(name: &str) -> &'static str {
    match name {
        "owner" => "Olivia Owner",
        "admin" => "Ada Admin",
        "agent" => "Adam Agent",
        "colleague" => "Cora Colleague",
        "ana" => "Ana Alves",
        "bruno" => "Bruno Bianchi",
        _ => "Carla Costa",
    }
}

pub(super) async fn first_run(portico: &Portico) -> String {
    let token = portico.install().await.expect("an installation").expect("a setup token");
    let owner = NewOwner { token, name: full_name("owner").into(), email: email("owner"), password: PASSWORD.into() };
    portico.staff_door().create_owner(&owner).await.expect("the owner").secret
}

pub(super) async fn live_portal(owner: &UserDesk, permission: TicketPermission) -> PortalId {
    let portal = owner.create_portal("Help center").await.expect("a portal");
    let settings = owner.portal(portal).await.expect("the draft");
    let (domain, inbox) = (settings.choices.domains[0].id, settings.choices.inboxes[0].id);
    owner.save_domain(portal, domain, SLUG).await.expect("a domain");
    owner.save_tickets(portal, inbox, permission).await.expect("an inbox");
    let methods = SignInMethods::default();
    owner.save_access(portal, AccessMode::Invited, &settings.groups, methods).await.expect("an access group");
    owner.finish(portal).await.expect("a live portal");
    portal
}

pub(super) async fn company(owner: &UserDesk, name: &str, domain: &str) -> CompanyId {
    let fields = CompanyFields { name: name.into(), domain: domain.into(), ..Default::default() };
    owner.create_company(&fields).await.expect("a company")
}

/// A contact with a primary company who has accepted an invitation; answers the session's secret too.
pub(super) async fn customer(owner: &UserDesk, portal: PortalId, name: &str, employer: CompanyId) -> (ContactId, String) {
    let (first, last) = full_name(name).split_once(' ').expect("two names");
    let fields = ContactFields { email: email(name), first_name: first.into(), last_name: last.into(), ..Default::default() };
    let contact = owner.create_contact(&fields).await.expect("a contact");
    owner.join_company(contact, employer, true).await.expect("an employer");
    let invitation = owner.invite(portal, contact).await.expect("an invitation");
    let token = invitation.link.rsplit('/').next().expect("a token").to_owned();
    let PortalFound::Live(place) = owner.portico.portal_at(HOST, SLUG).await.expect("an answer") else {
        panic!("the portal is not live");
    };
    let admission = place.accept_invitation(&token, PASSWORD).await.expect("a customer let in");
    (contact, admission.secret)
}
