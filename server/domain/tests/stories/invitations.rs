//! Invitations and looking as a contact: what opens a portal without a password, and what does not.

use domain::operator;
use domain::testing::{PASSWORD, SLUG, World, email, settings};
use model::access::{AccessMode, SignInMethods};
use model::contacts::{ContactFields, Contacts};
use model::people::{OwnAccount, PortalDoor};
use model::portals::{Portals, TicketPermission};
use model::{Fault, Problem, Refusal, Timestamp};

use crate::doors::{comes_back, enters, token_of};

const INVALID: Fault = Fault::Refused(Refusal::LinkInvalid);

async fn dora(world: &World) -> model::ContactId {
    let fields = ContactFields { email: email("dora"), first_name: "Dora".into(), ..Default::default() };
    world.user_desk("agent").await.create_contact(&fields).await.unwrap()
}

#[tokio::test]
async fn an_invitation_is_read_often_and_spent_once() {
    let world = World::new().await;
    let contact = dora(&world).await;
    let agent = world.user_desk("agent").await;
    let made = agent.invite(world.portal, contact).await.unwrap();
    assert!(made.held, "the system domain sends no invitations");
    assert!(made.link.starts_with(&format!("http://127.0.0.1:3000/{SLUG}/invitation/")), "{}", made.link);
    assert_eq!(made.expires_at, world.now().plus(7 * Timestamp::DAY));
    let (letter, details, held) = world.letters().await.pop().unwrap();
    assert_eq!((letter.as_str(), held), ("invitation", true));
    let token = token_of(&made.link);
    assert!(!details.contains(token), "the outbox does not keep the capability");

    let place = world.place().await;
    for _ in 0..3 {
        let shown = place.invitation(token).await.unwrap();
        assert_eq!((shown.email, shown.has_password), (email("dora"), false));
    }
    let weak = place.accept_invitation(token, "12345678").await.unwrap_err();
    assert_eq!(weak, Fault::invalid("password", Problem::TooCommon));

    let shown = agent.contact(contact).await.unwrap();
    assert_eq!((shown.portals[0].may_enter, shown.portals[0].invitation_pending), (false, true));
    let admission = place.accept_invitation(token, PASSWORD).await.unwrap();
    assert_eq!(enters(&world, &place, &admission.secret).await, Ok(()));
    let shown = agent.contact(contact).await.unwrap();
    assert_eq!((shown.portals[0].may_enter, shown.portals[0].invitation_pending), (true, false));
    assert_eq!(place.accept_invitation(token, PASSWORD).await, Err(INVALID));
    assert_eq!(place.invitation(token).await, Err(INVALID));
    assert!(place.sign_in(&email("dora"), PASSWORD).await.is_ok());
}

#[tokio::test]
async fn of_two_who_accept_at_once_one_is_let_in() {
    let world = World::new().await;
    let contact = dora(&world).await;
    let link = world.user_desk("agent").await.invite(world.portal, contact).await.unwrap().link;
    let place = world.place().await;
    let both = tokio::join!(
        place.accept_invitation(token_of(&link), PASSWORD),
        place.accept_invitation(token_of(&link), "another fine secret"),
    );
    assert!(both.0.is_ok() != both.1.is_ok(), "{both:?}");
}

#[tokio::test]
async fn an_invitation_dies_with_time_a_newer_one_another_address_or_a_disabled_contact() {
    let world = World::new().await;
    let contact = dora(&world).await;
    let (agent, place) = (world.user_desk("agent").await, world.place().await);
    for garbage in ["", " ", "x", "../..", &"A".repeat(43), &"é".repeat(2000)] {
        assert_eq!(place.invitation(garbage).await, Err(INVALID), "{garbage:?}");
        assert_eq!(place.accept_invitation(garbage, PASSWORD).await, Err(INVALID), "{garbage:?}");
    }

    let older = agent.invite(world.portal, contact).await.unwrap().link;
    let newer = agent.invite(world.portal, contact).await.unwrap().link;
    assert_eq!(place.invitation(token_of(&older)).await, Err(INVALID));
    assert!(place.invitation(token_of(&newer)).await.is_ok());

    world.second_portal("second").await;
    let second = world.place_at("second").await;
    assert_eq!(second.accept_invitation(token_of(&newer), PASSWORD).await, Err(INVALID), "it belongs to another portal");

    let fields = ContactFields { email: email("dora.new"), first_name: "Dora".into(), ..Default::default() };
    agent.update_contact(contact, &fields).await.unwrap();
    assert_eq!(place.accept_invitation(token_of(&newer), PASSWORD).await, Err(INVALID));

    let link = agent.invite(world.portal, contact).await.unwrap().link;
    agent.set_contact_disabled(contact, true).await.unwrap();
    assert_eq!(place.accept_invitation(token_of(&link), PASSWORD).await, Err(INVALID));
    assert_eq!(agent.invite(world.portal, contact).await.err(), Some(Fault::Refused(Refusal::NoAccess)));
    agent.set_contact_disabled(contact, false).await.unwrap();
    assert_eq!(place.accept_invitation(token_of(&link), PASSWORD).await, Err(INVALID), "enabling revives no link");

    let link = agent.invite(world.portal, contact).await.unwrap().link;
    world.advance(7 * Timestamp::DAY - 1);
    assert!(place.invitation(token_of(&link)).await.is_ok());
    world.advance(1);
    assert_eq!(place.invitation(token_of(&link)).await, Err(INVALID));
    assert_eq!(place.accept_invitation(token_of(&link), PASSWORD).await, Err(INVALID));
}

#[tokio::test]
async fn who_has_a_password_proves_it_and_keeps_it() {
    let world = World::new().await;
    let link = world.user_desk("agent").await.invite(world.portal, world.contact("ana")).await.unwrap().link;
    let (place, token) = (world.place().await, token_of(&link));
    assert!(place.invitation(token).await.unwrap().has_password);
    let wrong = place.accept_invitation(token, "another fine secret").await;
    assert_eq!(wrong, Err(Fault::Refused(Refusal::WrongCredentials)));
    assert!(place.accept_invitation(token, PASSWORD).await.is_ok(), "the wrong password did not spend it");
    assert!(place.sign_in(&email("ana"), PASSWORD).await.is_ok());
}

#[tokio::test]
async fn guessing_through_an_invitation_is_counted_like_signing_in() {
    let world = World::new().await;
    let link = world.user_desk("agent").await.invite(world.portal, world.contact("ana")).await.unwrap().link;
    let place = world.place().await;
    for _ in 0..10 {
        let wrong = place.accept_invitation(token_of(&link), "another fine secret").await;
        assert_eq!(wrong, Err(Fault::Refused(Refusal::WrongCredentials)));
    }
    assert!(matches!(place.accept_invitation(token_of(&link), PASSWORD).await, Err(Fault::Busy { .. })));
    assert!(matches!(place.sign_in(&email("ana"), PASSWORD).await, Err(Fault::Busy { .. })));
}

#[tokio::test]
async fn invitations_go_to_public_portals_and_to_contacts_with_an_address() {
    let world = World::new().await;
    let admin = world.user_desk("admin").await;
    let draft = admin.create_portal("Draft").await.unwrap();
    let ana = world.contact("ana");
    assert_eq!(admin.invite(draft, ana).await.err(), Some(Fault::NotFound));
    assert_eq!(admin.view_as(draft, ana).await.err(), Some(Fault::NotFound));
    assert_eq!(admin.invite(model::PortalId(99), ana).await.err(), Some(Fault::NotFound));
    assert_eq!(admin.invite(world.portal, model::ContactId(99)).await.err(), Some(Fault::NotFound));
    let nameless = ContactFields { first_name: "Nobody".into(), ..Default::default() };
    let nobody = admin.create_contact(&nameless).await.unwrap();
    assert_eq!(admin.invite(world.portal, nobody).await.err(), Some(Fault::invalid("email", Problem::Missing)));
}

#[tokio::test]
async fn the_operator_invites_an_address_and_finds_the_contact_again() {
    let world = World::new().await;
    let first = operator::invite(&world.portico, SLUG, "New@Example.com").await.unwrap();
    let second = operator::invite(&world.portico, SLUG, "new@example.com").await.unwrap();
    let place = world.place().await;
    assert_eq!(place.invitation(token_of(&first.link)).await, Err(INVALID));
    assert_eq!(place.invitation(token_of(&second.link)).await.unwrap().email, "new@example.com");
    let missing = operator::invite(&world.portico, "nowhere", "new@example.com").await.map(|_| ());
    assert_eq!(missing.unwrap_err().into_fault(), Fault::NotFound);
    let malformed = operator::invite(&world.portico, SLUG, "new").await.map(|_| ());
    assert_eq!(malformed.unwrap_err().into_fault(), Fault::invalid("email", Problem::Malformed));
}

#[tokio::test]
async fn a_look_as_a_contact_is_begun_once_writes_nothing_and_ends_by_itself() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    let address = agent.view_as(world.portal, world.contact("ana")).await.unwrap();
    assert!(address.starts_with(&format!("http://127.0.0.1:3000/{SLUG}/view/")), "{address}");
    let (place, token) = (world.place().await, token_of(&address));
    assert_eq!(place.accept_invitation(token, PASSWORD).await, Err(INVALID), "a token has one purpose");
    let look = place.begin_view(token).await.unwrap();
    assert_eq!(place.begin_view(token).await, Err(INVALID));

    let desk = world.portico.contact_desk(&place, Some(&look.secret)).await.unwrap();
    assert!(desk.profile().view_only);
    assert_eq!(desk.change_password(PASSWORD, "another fine secret").await, Err(Fault::Refused(Refusal::ViewOnly)));
    assert_eq!(comes_back(&world, "ana").await, Ok(()), "ana's own session goes on");

    world.advance(30 * Timestamp::MINUTE);
    assert_eq!(enters(&world, &place, &look.secret).await, Err(Fault::SignedOut));
    let trail = world.trail().await;
    assert!(trail.contains(&"view_as_prepared".to_owned()) && trail.contains(&"view_as_begun".to_owned()));

    let late = agent.view_as(world.portal, world.contact("ana")).await.unwrap();
    world.advance(5 * Timestamp::MINUTE);
    assert_eq!(place.begin_view(token_of(&late)).await, Err(INVALID));
}

#[tokio::test]
async fn two_staff_members_can_look_as_one_contact_and_one_need_not_be_admitted() {
    let world = World::new().await;
    world.remove_from_groups("ana").await;
    let place = world.place().await;
    let one = world.user_desk("agent").await.view_as(world.portal, world.contact("ana")).await.unwrap();
    let two = world.user_desk("colleague").await.view_as(world.portal, world.contact("ana")).await.unwrap();
    for address in [one, two] {
        let look = place.begin_view(token_of(&address)).await.unwrap();
        assert_eq!(enters(&world, &place, &look.secret).await, Ok(()));
    }
    let agent = world.user_desk("agent").await;
    agent.set_contact_disabled(world.contact("ana"), true).await.unwrap();
    let refused = agent.view_as(world.portal, world.contact("ana")).await;
    assert_eq!(refused, Err(Fault::Refused(Refusal::NoAccess)));
}

#[tokio::test]
async fn where_no_passwords_are_used_an_invitation_takes_none() {
    let settings = domain::Settings { mail_from: Some("help@example.com".into()), ..settings() };
    let world = World::with_settings(TicketPermission::Own, settings).await;
    let admin = world.user_desk("admin").await;
    let groups = admin.portal(world.portal).await.unwrap().groups;
    let methods = SignInMethods { password: false, magic_link: true, single_sign_on: false };
    admin.save_access(world.portal, AccessMode::Invited, &groups, methods).await.unwrap();
    let link = admin.invite(world.portal, dora(&world).await).await.unwrap().link;
    let there = world.place().await;
    assert!(!there.invitation(token_of(&link)).await.unwrap().takes_password);
    let admission = there.accept_invitation(token_of(&link), "a password that nobody asked for").await.unwrap();
    assert_eq!(enters(&world, &there, &admission.secret).await, Ok(()));
    // Where they are used again, there is none that would open the account.
    admin.save_access(world.portal, AccessMode::Invited, &groups, SignInMethods::default()).await.unwrap();
    let sign_in = world.place().await.sign_in(&email("dora"), "a password that nobody asked for").await;
    assert_eq!(sign_in.map(drop), Err(Fault::Refused(Refusal::WrongCredentials)));
}
