//! Two portals in one installation: who is let into one is not in the other, and neither speaks for the other.

use domain::PortalFound;
use domain::operator::{self, NewPortal, PortalMade};
use domain::testing::{HOST, PASSWORD, World, email, settings};
use model::access::{AccessGroups, AccessMode, SignInMethods};
use model::helpdesk::HelpDesk;
use model::people::PortalDoor;
use model::portals::{Portals, TicketPermission};
use model::tickets::{NewTicket, Tickets};
use model::{Fault, PortalId, Refusal};

async fn make(world: &World, slug: &str, access: AccessMode) -> PortalId {
    let new = NewPortal {
        name: format!("Brand {slug}"),
        host: HOST.to_owned(),
        slug: slug.to_owned(),
        inbox: "help-desk".to_owned(),
        permission: TicketPermission::Own,
        access,
        primary_language: None,
    };
    match operator::create_portal(&world.portico, &new).await.unwrap() {
        PortalMade::Live(settings) => settings.id,
        PortalMade::WaitsForDomain { .. } => panic!("the domain is the system's"),
    }
}

#[tokio::test]
async fn who_was_let_into_one_is_not_in_the_other() {
    let world = World::new().await;
    let (first, second) = (make(&world, "first", AccessMode::Invited).await, make(&world, "other", AccessMode::Invited).await);
    let admin = world.user_desk("admin").await;
    let groups = [
        admin.portal(world.portal).await.unwrap().groups,
        admin.portal(first).await.unwrap().groups,
        admin.portal(second).await.unwrap().groups,
    ];
    assert!(groups.iter().all(|groups| groups.len() == 1), "{groups:?}");
    assert!(groups[0] != groups[1] && groups[1] != groups[2] && groups[0] != groups[2], "{groups:?}");
    let names: Vec<String> = admin.access_groups().await.unwrap().into_iter().map(|group| group.name).collect();
    assert_eq!(names, ["Invited contacts", "Invited to Brand first", "Invited to Brand other"]);
    let PortalFound::Live(place) = world.portico.portal_at(HOST, "first").await.unwrap() else { panic!("no portal") };
    assert_eq!(place.sign_in(&email("ana"), PASSWORD).await, Err(Fault::Refused(Refusal::WrongCredentials)));
    // The name of a group is one group's.
    let again = admin.create_portal("Brand first").await.unwrap();
    let own = admin.portal(again).await.unwrap().groups[0];
    let name = admin.access_groups().await.unwrap().into_iter().find(|group| group.id == own).unwrap().name;
    assert_eq!(name, "Invited to Brand first 2");
}

#[tokio::test]
async fn letters_speak_for_the_portal_at_which_a_ticket_was_filed_and_for_no_other() {
    let settings = domain::Settings { mail_from: Some("help@example.com".into()), ..settings() };
    let world = World::with_settings(TicketPermission::Own, settings).await;
    let (admin, agent) = (world.user_desk("admin").await, world.user_desk("agent").await);
    let second = make(&world, "open", AccessMode::Register).await;
    let groups = admin.portal(world.portal).await.unwrap().groups;
    admin.save_access(second, AccessMode::Register, &groups, SignInMethods::default()).await.unwrap();
    let ticket = NewTicket { subject: "A".into(), description: "B".into(), priority: None, key: "key-of-a-ticket".into() };
    let ticket = world.contact_desk("ana").await.open(&ticket).await.unwrap();
    let next = async || world.portico.next_letter().await.unwrap();
    let received = next().await.unwrap();
    world.portico.letter_sent(received.id).await.unwrap();

    agent.answer(ticket, "Here", "key-of-the-first", None).await.unwrap();
    let letter = next().await.unwrap();
    assert_eq!(letter.envelope.portal.as_deref(), Some("Help center"));
    world.portico.letter_sent(letter.id).await.unwrap();

    admin.pause(world.portal).await.unwrap();
    agent.answer(ticket, "Paused", "key-of-the-second", None).await.unwrap();
    assert!(next().await.is_none(), "the other portal, which admits her, does not speak for a paused one");
    admin.resume(world.portal).await.unwrap();

    let own = admin.create_access_group("Of the second alone", None).await.unwrap();
    admin.save_access(world.portal, AccessMode::Invited, &[own], SignInMethods::default()).await.unwrap();
    agent.answer(ticket, "Removed", "key-of-the-third", None).await.unwrap();
    assert!(next().await.is_none(), "nor for one that admits her no more");
}
