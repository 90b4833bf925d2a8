//! Another e-mail address: confirmed at the new one, told to the old one.

use domain::testing::{PASSWORD, World, email, settings, signed};
use domain::{Failure, outbox::DueLetter};
use model::letters::Content;
use model::people::{OwnAccount, OwnStaffAccount, PortalDoor, StaffDoor};
use model::portals::TicketPermission;
use model::second_factor::OwnSecondFactor;
use model::{Fault, Problem, Refusal, Timestamp};

use crate::doors::{comes_back, enters, staff_enters, token_of};

const LINK: Fault = Fault::Refused(Refusal::LinkInvalid);
const WRONG: Fault = Fault::Refused(Refusal::WrongCredentials);
const NEW: &str = "ana.new@example.com";

async fn world() -> World {
    let mails = domain::Settings { mail_from: Some("help@example.com".into()), ..settings() };
    World::with_settings(TicketPermission::Own, mails).await
}

/// The letters that are due about an address, with their links.
async fn letters(world: &World) -> Vec<(String, String)> {
    let mut found = Vec::new();
    while let Some(DueLetter { id, envelope, content, .. }) = world.portico.next_letter().await.unwrap() {
        if let Content::EmailChange { link } | Content::EmailChanged { link } = content {
            found.push((envelope.to, link));
        }
        world.portico.letter_sent(id).await.unwrap();
    }
    found
}

async fn asked(world: &World, new: &str) -> String {
    world.contact_desk("ana").await.ask_email_change(new, PASSWORD).await.unwrap();
    let letters = letters(world).await;
    let [(to, link)] = letters.as_slice() else { panic!("{letters:?}") };
    assert_eq!(to, &new.to_lowercase());
    link.clone()
}

#[tokio::test]
async fn a_customer_confirms_a_new_address() {
    let world = world().await;
    world.second_portal("second").await;
    let (place, second) = (world.place().await, world.place_at("second").await);
    let there = second.sign_in(&email("ana"), PASSWORD).await.unwrap().secret;
    place.ask_reset(&email("ana")).await.unwrap();
    place.ask_sign_in_link(&email("ana")).await.unwrap_err();
    let reset = loop {
        let letter = world.portico.next_letter().await.unwrap().expect("a letter");
        if let Content::Reset { link } = letter.content {
            break link;
        }
    };
    let link = asked(&world, "Ana.New@Example.com").await;
    assert!(link.contains("/support/recovery/email/"), "{link}");
    for _ in 0..2 {
        assert_eq!(place.email_link(token_of(&link)).await.unwrap().email, NEW, "looking spends nothing");
    }
    assert_eq!(second.email_link(token_of(&link)).await.unwrap_err(), LINK, "at its own portal only");
    assert_eq!(place.reset_link(token_of(&link)).await.unwrap_err(), LINK, "for its own purpose only");
    assert!(place.sign_in(NEW, PASSWORD).await.is_err(), "nothing has changed yet");
    place.confirm_email(token_of(&link)).await.unwrap();
    assert_eq!(comes_back(&world, "ana").await, Err(Fault::SignedOut));
    assert_eq!(enters(&world, &second, &there).await, Err(Fault::SignedOut), "everywhere");
    assert_eq!(place.reset_link(token_of(&reset)).await.unwrap_err(), LINK, "what went to the old mailbox is worth nothing");
    assert_eq!(place.confirm_email(token_of(&link)).await, Err(LINK), "once");
    assert_eq!(place.sign_in(&email("ana"), PASSWORD).await, Err(WRONG));
    let secret = place.sign_in(NEW, PASSWORD).await.unwrap().secret;
    let desk = world.portico.contact_desk(&place, Some(&secret)).await.map_err(Failure::into_fault).unwrap();
    assert_eq!(desk.profile().email, NEW);
    let told = letters(&world).await;
    assert_eq!(told.iter().map(|(to, _)| to.as_str()).collect::<Vec<_>>(), [email("ana")], "the old address hears of it");
    assert!(told[0].1.ends_with("/support/sign-in"));
    let trail = world.trail().await;
    assert!(trail.contains(&"email_change_asked".to_owned()) && trail.contains(&"email_changed".to_owned()));
}

#[tokio::test]
async fn a_taken_address_is_answered_like_a_free_one() {
    let world = world().await;
    let desk = world.contact_desk("ana").await;
    assert_eq!(desk.ask_email_change(&email("bruno"), PASSWORD).await, Ok(()));
    assert_eq!(letters(&world).await, [], "nobody is written to");
    assert_eq!(desk.ask_email_change(&email("ana"), PASSWORD).await, Err(Fault::invalid("email", Problem::Taken)));
    assert!(desk.ask_email_change("nonsense", PASSWORD).await.unwrap_err().problem_of("email").is_some());
    assert_eq!(desk.ask_email_change(NEW, "wrong").await, Err(Fault::invalid("password", Problem::Wrong)));
    assert_eq!(desk.ask_email_change(NEW, "").await, Err(Fault::invalid("password", Problem::Wrong)));
    assert_eq!(letters(&world).await, []);

    let link = asked(&world, NEW).await;
    let taken = model::contacts::ContactFields { email: NEW.into(), first_name: "Nina".into(), ..Default::default() };
    model::contacts::Contacts::create_contact(&world.user_desk("agent").await, &taken).await.unwrap();
    assert_eq!(world.place().await.confirm_email(token_of(&link)).await, Err(LINK), "somebody has it meanwhile");
    assert_eq!(comes_back(&world, "ana").await, Ok(()));
}

#[tokio::test]
async fn a_link_dies_with_a_newer_one_its_time_and_another_change() {
    let world = world().await;
    let place = world.place().await;
    let first = asked(&world, NEW).await;
    let second = asked(&world, "ana.other@example.com").await;
    assert_eq!(place.confirm_email(token_of(&first)).await, Err(LINK));
    let carla =
        model::contacts::ContactFields { email: "moved@example.com".into(), first_name: "Ana".into(), ..Default::default() };
    model::contacts::Contacts::update_contact(&world.user_desk("agent").await, world.contact("ana"), &carla).await.unwrap();
    assert_eq!(place.confirm_email(token_of(&second)).await, Err(LINK), "staff changed the address");

    world.contact_desk("bruno").await.ask_email_change("b@example.com", PASSWORD).await.unwrap();
    let late = letters(&world).await.remove(0).1;
    world.advance(24 * Timestamp::HOUR);
    assert_eq!(place.email_link(token_of(&late)).await.unwrap_err(), LINK);
    for wrong in ["", "x", &"A".repeat(43)] {
        assert_eq!(place.confirm_email(wrong).await, Err(LINK), "{wrong}");
    }
}

#[tokio::test]
async fn nobodys_mailbox_is_filled_by_it() {
    let world = world().await;
    let desk = world.contact_desk("ana").await;
    for n in 0..10 {
        desk.ask_email_change(&format!("victim{n}@example.com"), PASSWORD).await.unwrap();
    }
    assert!(letters(&world).await.len() <= 3);
}

#[tokio::test]
async fn where_no_mail_goes_out_or_somebody_only_looks_nothing_changes() {
    let world = World::new().await;
    assert_eq!(world.contact_desk("ana").await.ask_email_change(NEW, PASSWORD).await, Err(Fault::NotFound));
    assert_eq!(world.contact_desk("ana").await.email_change(), None);
    assert_eq!(world.user_desk("agent").await.ask_staff_email_change(NEW).await, Err(Fault::NotFound));
    let agent = world.user_desk("agent").await;
    let link = model::contacts::Contacts::view_as(&agent, world.portal, world.contact("ana")).await.unwrap();
    let place = world.place().await;
    let look = place.begin_view(token_of(&link)).await.unwrap();
    let desk = world.portico.contact_desk(&place, Some(&look.secret)).await.unwrap();
    assert_eq!(desk.ask_email_change(NEW, PASSWORD).await, Err(Fault::Refused(Refusal::ViewOnly)));
}

#[tokio::test]
async fn a_staff_member_confirms_a_new_address() {
    let world = world().await;
    let door = world.portico.staff_door();
    world.advance(10 * Timestamp::MINUTE);
    let desk = world.user_desk("agent").await;
    assert_eq!(desk.ask_staff_email_change("adam@example.com").await, Err(Fault::Refused(Refusal::ProofNeeded)));
    desk.prove(PASSWORD).await.unwrap();
    let desk = world.user_desk("agent").await;
    desk.ask_staff_email_change(&email("admin")).await.unwrap();
    assert_eq!(letters(&world).await, [], "a taken address is answered like a free one");
    desk.ask_staff_email_change("adam@example.com").await.unwrap();
    let link = letters(&world).await.remove(0).1;
    assert!(link.contains("/sign-in/email/"), "{link}");
    assert_eq!(door.staff_email_link(token_of(&link)).await.unwrap().email, "adam@example.com");
    assert_eq!(door.staff_invitation(token_of(&link)).await.unwrap_err(), LINK);
    door.confirm_staff_email(token_of(&link)).await.unwrap();
    assert_eq!(door.confirm_staff_email(token_of(&link)).await, Err(LINK));
    assert_eq!(staff_enters(&world, world.secret("agent")).await, Err(Fault::SignedOut));
    assert_eq!(door.staff_sign_in(&email("agent"), PASSWORD).await, Err(WRONG));
    signed(door.staff_sign_in("adam@example.com", PASSWORD).await.unwrap());
    assert_eq!(letters(&world).await[0].0, email("agent"));
}
