//! Sessions, signing in, and one's own account.

use std::net::IpAddr;

use domain::PortalFound;
use domain::testing::{HOST, PASSWORD, SLUG, World, email, settings, signed};
use model::access::{AccessMode, SignInMethods};
use model::contacts::{ContactFields, Contacts};
use model::people::{OwnAccount, OwnStaffAccount, PortalDoor, StaffDoor};
use model::portals::{Portals, TicketPermission};
use model::{Fault, Language, Problem, Refusal, Timestamp};

use crate::doors::{comes_back, enters, staff_enters};

const WRONG: Fault = Fault::Refused(Refusal::WrongCredentials);
const OTHER: &str = "another fine secret";

#[tokio::test]
async fn the_cast_sits_at_its_desks() {
    let world = World::new().await;
    for (name, full_name) in [("ana", "Ana Alves"), ("bruno", "Bruno Bianchi"), ("carla", "Carla Costa")] {
        let profile = world.contact_desk(name).await.profile();
        assert_eq!((profile.name.as_str(), profile.view_only), (full_name, false));
    }
    for name in ["owner", "admin", "agent", "colleague"] {
        world.user_desk(name).await;
    }
}

#[tokio::test]
async fn a_hash_that_costs_too_little_is_made_anew_when_its_password_is_seen() {
    let world = World::new().await;
    world.keep_cheap_hashes().await;
    let before = world.hashes().await;
    assert_eq!(world.place().await.sign_in(&email("ana"), OTHER).await, Err(WRONG));
    assert_eq!(world.hashes().await, before, "only who knows it can");
    assert!(world.place().await.sign_in(&email("ana"), PASSWORD).await.is_ok());
    signed(world.portico.staff_door().staff_sign_in(&email("agent"), PASSWORD).await.unwrap());
    let after = world.hashes().await;
    assert!(after.iter().all(|hash| hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")), "{after:?}");
    assert!(world.place().await.sign_in(&email("ana"), PASSWORD).await.is_ok());
    assert_eq!(world.hashes().await, after, "once");
}

#[tokio::test]
async fn wrong_unknown_disabled_and_not_admitted_are_one_answer() {
    let world = World::new().await;
    let place = world.place().await;
    assert!(place.sign_in(" ANA@example.com ", PASSWORD).await.is_ok());
    assert_eq!(place.sign_in(&email("ana"), OTHER).await, Err(WRONG));
    assert_eq!(place.sign_in(&email("nobody"), PASSWORD).await, Err(WRONG));
    assert_eq!(place.sign_in("", "").await, Err(WRONG));
    assert_eq!(place.sign_in(&email("agent"), PASSWORD).await, Err(WRONG), "staff are no contacts");
    assert_eq!(place.sign_in(&email("ana"), &"x".repeat(100_000)).await, Err(WRONG));
    world.user_desk("agent").await.set_contact_disabled(world.contact("ana"), true).await.unwrap();
    assert_eq!(place.sign_in(&email("ana"), PASSWORD).await, Err(WRONG));
    world.remove_from_groups("bruno").await;
    assert_eq!(place.sign_in(&email("bruno"), PASSWORD).await, Err(WRONG));
    let staff = world.portico.staff_door();
    assert_eq!(staff.staff_sign_in(&email("ana"), PASSWORD).await, Err(WRONG), "contacts are no staff");
    assert_eq!(staff.staff_sign_in(&email("agent"), OTHER).await, Err(WRONG));
    assert!(staff.staff_sign_in("Agent@Example.com", PASSWORD).await.is_ok());
    assert!(world.trail().await.contains(&"sign_in_failed".to_owned()));
}

#[tokio::test]
async fn whoever_guesses_locks_an_account_for_all_but_the_browsers_that_it_knows() {
    let world = World::new().await;
    let place = world.place().await;
    let account = place.sign_in(&email("ana"), PASSWORD).await.unwrap().account.unwrap();
    let known = world.portico.known_device(&account).unwrap();
    let staff = world.portico.known_device("user:1").unwrap();
    for number in 0..10 {
        assert_eq!(place.sign_in(&email("ana"), &format!("a guess {number}")).await, Err(WRONG));
    }
    let busy = |outcome: Result<_, Fault>| matches!(outcome, Err(Fault::Busy { .. }));
    assert!(busy(place.sign_in(&email("ana"), PASSWORD).await), "locked");
    let own = place.clone().with_browser(None, Some(&known));
    assert!(own.sign_in(&email("ana"), PASSWORD).await.is_ok(), "a browser in which she was before");
    let bruno = world.portico.known_device(&format!("contact:{}", world.contact("bruno"))).unwrap();
    for other in [&bruno, &staff, "", "x", &known.to_uppercase(), &format!("{known}{known}")] {
        let other = place.clone().with_browser(None, Some(other));
        assert!(busy(other.sign_in(&email("ana"), PASSWORD).await), "not one of hers");
    }
    // It is no way to guess without end, either.
    for number in 0..10 {
        assert_eq!(own.sign_in(&email("ana"), &format!("another guess {number}")).await, Err(WRONG));
    }
    assert!(busy(own.sign_in(&email("ana"), PASSWORD).await));
    let signed_in = world.contact_desk("ana").await;
    assert!(signed_in.change_password(PASSWORD, OTHER).await.is_ok(), "whoever is in is not shut out");
}

#[tokio::test]
async fn anyone_with_a_password_enters_a_portal_open_to_registration() {
    let mails = domain::Settings { mail_from: Some("help@example.com".into()), ..settings() };
    let world = World::with_settings(TicketPermission::Own, mails).await;
    world.remove_from_groups("bruno").await;
    let admin = world.user_desk("admin").await;
    admin.save_access(world.portal, AccessMode::Register, &[], SignInMethods::default()).await.unwrap();
    assert_eq!(comes_back(&world, "bruno").await, Ok(()));
    assert!(world.place().await.sign_in(&email("bruno"), PASSWORD).await.is_ok());
    let links_only = SignInMethods { password: false, magic_link: true, single_sign_on: false };
    admin.save_access(world.portal, AccessMode::Register, &[], links_only).await.unwrap();
    assert_eq!(world.place().await.sign_in(&email("bruno"), PASSWORD).await, Err(WRONG), "passwords are off");
}

#[tokio::test]
async fn a_session_belongs_to_one_portal_and_one_kind_of_person() {
    let world = World::new().await;
    world.second_portal("second").await;
    let (first, second) = (world.place().await, world.place_at("second").await);
    assert_eq!(enters(&world, &first, world.secret("ana")).await, Ok(()));
    assert_eq!(enters(&world, &second, world.secret("ana")).await, Err(Fault::SignedOut));
    assert_eq!(enters(&world, &first, world.secret("agent")).await, Err(Fault::SignedOut));
    assert_eq!(staff_enters(&world, world.secret("ana")).await, Err(Fault::SignedOut));
    for forged in ["", "x", &"A".repeat(43), &world.secret("ana").to_lowercase()] {
        assert_eq!(enters(&world, &first, forged).await, Err(Fault::SignedOut));
        assert_eq!(staff_enters(&world, forged).await, Err(Fault::SignedOut));
    }
    let none = world.portico.contact_desk(&first, None).await.map(|_| ()).unwrap_err();
    assert_eq!(none.into_fault(), Fault::SignedOut);
    assert!(second.sign_in(&email("ana"), PASSWORD).await.is_ok(), "the group admits ana there too");
}

#[tokio::test]
async fn a_customers_session_idles_out_and_ends_after_thirty_days() {
    let world = World::new().await;
    for _ in 0..3 {
        world.advance(59 * Timestamp::MINUTE);
        assert_eq!(comes_back(&world, "ana").await, Ok(()));
    }
    world.advance(60 * Timestamp::MINUTE + 1);
    assert_eq!(comes_back(&world, "ana").await, Err(Fault::SignedOut));

    world.user_desk("admin").await.save_session(world.portal, 1440, true).await.unwrap();
    let place = world.place().await;
    let secret = place.sign_in(&email("ana"), PASSWORD).await.unwrap().secret;
    for _ in 0..29 {
        world.advance(Timestamp::DAY);
        assert_eq!(enters(&world, &place, &secret).await, Ok(()));
    }
    world.advance(Timestamp::DAY);
    assert_eq!(enters(&world, &place, &secret).await, Err(Fault::SignedOut));
}

#[tokio::test]
async fn a_staff_session_idles_out_after_eight_hours_and_ends_after_twelve() {
    let world = World::new().await;
    world.advance(8 * Timestamp::HOUR);
    assert_eq!(staff_enters(&world, world.secret("agent")).await, Ok(()));
    world.advance(4 * Timestamp::HOUR - 1);
    assert_eq!(staff_enters(&world, world.secret("agent")).await, Ok(()));
    assert_eq!(staff_enters(&world, world.secret("admin")).await, Err(Fault::SignedOut), "idle since the start");
    world.advance(1);
    assert_eq!(staff_enters(&world, world.secret("agent")).await, Err(Fault::SignedOut));
}

#[tokio::test]
async fn what_the_browser_held_ends_when_a_new_session_begins() {
    let world = World::new().await;
    let place = world.place().await.visited_by(None, Some(world.secret("ana")));
    let admission = place.sign_in(&email("ana"), PASSWORD).await.unwrap();
    assert_ne!(admission.secret, world.secret("ana"));
    assert_eq!(comes_back(&world, "ana").await, Err(Fault::SignedOut));
    assert_eq!(enters(&world, &place, &admission.secret).await, Ok(()));

    let door = world.portico.staff_door().visited_by(None, Some(world.secret("agent")));
    let admission = signed(door.staff_sign_in(&email("agent"), PASSWORD).await.unwrap());
    assert_eq!(staff_enters(&world, world.secret("agent")).await, Err(Fault::SignedOut));
    assert_eq!(staff_enters(&world, &admission.secret).await, Ok(()));
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let world = World::new().await;
    world.contact_desk("ana").await.sign_out().await.unwrap();
    assert_eq!(comes_back(&world, "ana").await, Err(Fault::SignedOut));
    assert_eq!(comes_back(&world, "bruno").await, Ok(()));
    world.user_desk("agent").await.staff_sign_out().await.unwrap();
    assert_eq!(staff_enters(&world, world.secret("agent")).await, Err(Fault::SignedOut));
}

#[tokio::test]
async fn a_lost_right_holds_from_the_next_request() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    world.remove_from_groups("bruno").await;
    assert_eq!(comes_back(&world, "bruno").await, Err(Fault::Refused(Refusal::NoAccess)));

    agent.set_contact_disabled(world.contact("ana"), true).await.unwrap();
    assert_eq!(comes_back(&world, "ana").await, Err(Fault::SignedOut));
    agent.set_contact_disabled(world.contact("ana"), false).await.unwrap();
    assert_eq!(comes_back(&world, "ana").await, Err(Fault::SignedOut), "enabling revives no session");

    let carla = world.contact("carla");
    let renamed = ContactFields { email: email("carla"), first_name: "Carola".into(), ..Default::default() };
    agent.update_contact(carla, &renamed).await.unwrap();
    assert_eq!(comes_back(&world, "carla").await, Ok(()), "another name is the same person");
    agent.update_contact(carla, &ContactFields { email: email("carola"), ..renamed }).await.unwrap();
    assert_eq!(comes_back(&world, "carla").await, Err(Fault::SignedOut));
}

#[tokio::test]
async fn a_paused_portal_is_found_and_lets_nobody_in() {
    let world = World::new().await;
    let admin = world.user_desk("admin").await;
    admin.pause(world.portal).await.unwrap();
    let place = world.place().await;
    assert!(place.face().paused);
    let paused = Fault::Refused(Refusal::Paused);
    assert_eq!(comes_back(&world, "ana").await, Err(paused.clone()));
    assert_eq!(place.sign_in(&email("ana"), PASSWORD).await, Err(paused.clone()));
    assert_eq!(place.sign_in(&email("nobody"), PASSWORD).await, Err(paused.clone()));
    let link = admin.invite(world.portal, world.contact("ana")).await.unwrap().link;
    assert_eq!(place.accept_invitation(crate::doors::token_of(&link), PASSWORD).await, Err(paused));
    admin.resume(world.portal).await.unwrap();
    assert_eq!(comes_back(&world, "ana").await, Ok(()));
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    let world = World::new().await;
    let place = world.place().await;
    let other = place.sign_in(&email("ana"), PASSWORD).await.unwrap().secret;
    let desk = world.contact_desk("ana").await;
    assert_eq!(desk.change_password(OTHER, "yet another secret").await, Err(Fault::invalid("current", Problem::Wrong)));
    let short = desk.change_password(PASSWORD, "short").await;
    assert_eq!(short, Err(Fault::invalid("new", Problem::TooShort { min: 8 })));
    let kept = desk.change_password(PASSWORD, OTHER).await.unwrap();
    assert_eq!(enters(&world, &place, &kept.secret).await, Ok(()));
    assert_eq!(enters(&world, &place, &other).await, Err(Fault::SignedOut));
    assert_eq!(comes_back(&world, "bruno").await, Ok(()));
    assert_eq!(place.sign_in(&email("ana"), PASSWORD).await, Err(WRONG));
    assert!(place.sign_in(&email("ana"), OTHER).await.is_ok());
}

#[tokio::test]
async fn a_staff_members_own_account() {
    let world = World::new().await;
    let door = world.portico.staff_door();
    let other = signed(door.staff_sign_in(&email("agent"), PASSWORD).await.unwrap()).secret;
    let desk = world.user_desk("agent").await;
    assert_eq!(desk.change_staff_password(OTHER, OTHER).await, Err(Fault::invalid("current", Problem::Wrong)));
    let kept = desk.change_staff_password(PASSWORD, OTHER).await.unwrap();
    assert_eq!(staff_enters(&world, &kept.secret).await, Ok(()));
    assert_eq!(staff_enters(&world, &other).await, Err(Fault::SignedOut));
    assert_eq!(door.staff_sign_in(&email("agent"), PASSWORD).await, Err(WRONG));

    assert_eq!(desk.staff_language(), None);
    desk.set_staff_language(Some(Language::Italian)).await.unwrap();
    let again = || async { world.portico.user_desk(Some(&kept.secret)).await.unwrap().staff_language() };
    assert_eq!(again().await, Some(Language::Italian));
    desk.set_staff_language(None).await.unwrap();
    assert_eq!(again().await, None);
}

#[tokio::test]
async fn of_forty_guesses_at_once_ten_reach_the_hash() {
    let world = World::new().await;
    let place = world.place().await;
    for account in [email("ana"), email("nobody")] {
        let guesses = (0..40).map(|n| {
            let place = place.visited_by(Some(IpAddr::from([192, 0, 2, n])), None);
            let account = account.clone();
            async move { place.sign_in(&account, OTHER).await.unwrap_err() }
        });
        let answers = futures::future::join_all(guesses).await;
        assert_eq!(answers.iter().filter(|answer| **answer == WRONG).count(), 10, "{account}");
        let busy = |answer: &&Fault| matches!(answer, Fault::Busy { retry_after_seconds: 1..=61 });
        assert_eq!(answers.iter().filter(busy).count(), 30, "{account}");
    }
    assert!(matches!(place.sign_in(&email("ana"), PASSWORD).await, Err(Fault::Busy { .. })));
    assert_eq!(comes_back(&world, "ana").await, Ok(()), "a stranger's guesses end nobody's work");
    assert!(place.sign_in(&email("bruno"), PASSWORD).await.is_ok());
    let desk = world.contact_desk("ana").await;
    let mut refused = 0;
    for number in 0..20 {
        refused += u32::from(matches!(desk.change_password(&format!("guess {number}"), OTHER).await, Err(Fault::Busy { .. })));
    }
    assert_eq!(refused, 10, "who took somebody's session guesses no longer there");
    world.advance(61 * Timestamp::SECOND);
    assert!(place.sign_in(&email("ana"), PASSWORD).await.is_ok());
}

#[tokio::test]
async fn staff_guesses_are_counted_apart_from_the_customers() {
    let world = World::new().await;
    let door = world.portico.staff_door();
    let answers = futures::future::join_all((0..40).map(|_| door.staff_sign_in("ana@example.com", OTHER))).await;
    assert_eq!(answers.iter().filter(|answer| **answer == Err(WRONG)).count(), 10);
    assert!(world.place().await.sign_in(&email("ana"), PASSWORD).await.is_ok());
}

#[tokio::test]
async fn starting_again_opens_no_locked_account() {
    let world = World::new().await;
    let place = world.place().await;
    for _ in 0..10 {
        assert!(place.sign_in(&email("ana"), "another fine secret").await.is_err());
    }
    let again = world.started_again().await;
    let PortalFound::Live(place) = again.portal_at(HOST, SLUG).await.unwrap() else { panic!("no portal") };
    assert!(matches!(place.sign_in(&email("ana"), PASSWORD).await, Err(Fault::Busy { .. })));
    assert!(place.sign_in(&email("bruno"), PASSWORD).await.is_ok());
    world.advance(61_000);
    assert!(place.sign_in(&email("ana"), PASSWORD).await.is_ok(), "one a minute");
    let third = world.started_again().await;
    let PortalFound::Live(place) = third.portal_at(HOST, SLUG).await.unwrap() else { panic!("no portal") };
    assert!(place.sign_in(&email("ana"), PASSWORD).await.is_ok(), "who has proven themselves is not locked any more");
}

/// The same work for everybody: the quickest of all turns, compared within one run. What else the machine does can only
/// lengthen a turn, so with more turns a difference that is not the product's own goes away, and one that is stays.
#[tokio::test]
async fn a_refusal_takes_as_long_for_the_known_as_for_the_unknown() {
    let settings = domain::Settings { mail_from: Some("help@example.com".into()), ..settings() };
    let world = World::with_settings(TicketPermission::Own, settings).await;
    world.user_desk("agent").await.set_contact_disabled(world.contact("carla"), true).await.unwrap();
    let fields = ContactFields { email: email("passwordless"), ..Default::default() };
    world.user_desk("agent").await.create_contact(&fields).await.unwrap();
    let (mut signing_in, mut asking) = ([f64::MAX; 4], [f64::MAX; 4]);
    for _ in 0..8 {
        let (now_signing_in, now_asking) = quickest(&world).await;
        for at in 0..PEOPLE.len() {
            signing_in[at] = signing_in[at].min(now_signing_in[at]);
            asking[at] = asking[at].min(now_asking[at]);
        }
        if spread(&signing_in) < 1.5 && spread(&asking) < 2.5 {
            return;
        }
    }
    panic!("signing in, and asking for a reset, for {PEOPLE:?}: {signing_in:?}, {asking:?}");
}

const PEOPLE: [&str; 4] = ["ana", "nobody", "carla", "passwordless"];

/// In seconds, for each of [`PEOPLE`].
async fn quickest(world: &World) -> ([f64; 4], [f64; 4]) {
    let place = world.place().await;
    let (mut signing_in, mut asking) = ([f64::MAX; 4], [f64::MAX; 4]);
    for _ in 0..9 {
        // As many as an account takes, and a visitor may ask.
        world.advance(Timestamp::DAY);
        for (at, address) in PEOPLE.map(email).iter().enumerate() {
            let begun = std::time::Instant::now();
            let refused = place.sign_in(address, OTHER).await.map(|_| ());
            signing_in[at] = begun.elapsed().as_secs_f64().min(signing_in[at]);
            assert_eq!(refused, Err(WRONG), "{address}");
            let begun = std::time::Instant::now();
            assert_eq!(place.ask_reset(address).await, Ok(()));
            asking[at] = begun.elapsed().as_secs_f64().min(asking[at]);
        }
    }
    (signing_in, asking)
}

fn spread(seconds: &[f64; 4]) -> f64 {
    seconds.iter().copied().fold(0.0, f64::max) / seconds.iter().copied().fold(f64::MAX, f64::min)
}
