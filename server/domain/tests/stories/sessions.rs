//! One's own sessions, listed and ended.

use std::net::IpAddr;

use domain::testing::{PASSWORD, World, email, signed};
use model::people::{OwnAccount, OwnStaffAccount, PortalDoor, StaffDoor};
use model::sessions::{OwnSessions, SessionPlace};
use model::{Fault, Refusal, SessionId, Timestamp};

use crate::doors::{comes_back, enters, staff_enters};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

#[tokio::test]
async fn a_customer_sees_their_sessions_and_ends_one() {
    let world = World::new().await;
    let place = world.place().await.visited_by(Some(IpAddr::from([192, 0, 2, 7])), None).with_browser(Some(FIREFOX), None);
    world.advance(Timestamp::MINUTE);
    let other = place.sign_in(&email("ana"), PASSWORD).await.unwrap().secret;
    let desk = world.contact_desk("ana").await;
    let rows = desk.sessions().await.unwrap();
    assert_eq!(rows.len(), 2);
    assert!(rows[0].is_this && !rows[1].is_this);
    assert_eq!((rows[1].browser.as_deref(), rows[1].system.as_deref()), (Some("Firefox"), Some("Linux")));
    assert_eq!((rows[1].address.as_deref(), &rows[1].at), (Some("192.0.2.7"), &SessionPlace::Here));
    assert_eq!((rows[0].browser.clone(), rows[0].address.clone()), (None, None), "what is not known is not made up");

    let mut changes = world.portico.changes();
    desk.end_session(rows[1].id).await.unwrap();
    assert_eq!(changes.try_recv(), Ok(domain::Change::Access), "its streams end");
    assert_eq!(enters(&world, &place, &other).await, Err(Fault::SignedOut));
    assert_eq!(comes_back(&world, "ana").await, Ok(()));
    assert_eq!(desk.end_session(rows[1].id).await, Err(Fault::NotFound), "it has ended");
    assert!(world.trail().await.contains(&"session_ended".to_owned()));
}

#[tokio::test]
async fn nobody_ends_or_sees_the_session_of_another() {
    let world = World::new().await;
    let bruno = world.contact_desk("bruno").await.sessions().await.unwrap()[0].id;
    let agent = world.user_desk("agent").await.sessions().await.unwrap()[0].id;
    let (ana, colleague) = (world.contact_desk("ana").await, world.user_desk("colleague").await);
    for theirs in [bruno, agent, SessionId(0), SessionId(-1), SessionId(i64::MAX)] {
        assert_eq!(ana.end_session(theirs).await, Err(Fault::NotFound), "{theirs}");
        assert_eq!(colleague.end_session(theirs).await, Err(Fault::NotFound), "{theirs}");
    }
    assert_eq!(ana.sessions().await.unwrap().len(), 1);
    ana.end_other_sessions().await.unwrap();
    for name in ["ana", "bruno", "carla"] {
        assert_eq!(comes_back(&world, name).await, Ok(()), "{name}");
    }
}

#[tokio::test]
async fn a_portal_is_named_to_who_may_enter_it_only() {
    let world = World::new().await;
    world.second_portal("second").await;
    let second = world.place_at("second").await;
    let there = second.sign_in(&email("ana"), PASSWORD).await.unwrap().secret;
    let rows = world.contact_desk("ana").await.sessions().await.unwrap();
    assert_eq!(rows[1].at, SessionPlace::Portal("Second".into()));
    let admin = world.user_desk("admin").await;
    model::portals::Portals::pause(&admin, second.id()).await.unwrap();
    assert_eq!(world.contact_desk("ana").await.sessions().await.unwrap()[1].at, SessionPlace::Elsewhere);
    model::portals::Portals::resume(&admin, second.id()).await.unwrap();
    world.contact_desk("ana").await.end_other_sessions().await.unwrap();
    assert_eq!(enters(&world, &second, &there).await, Err(Fault::SignedOut), "at all portals");
    assert_eq!(comes_back(&world, "ana").await, Ok(()));
}

#[tokio::test]
async fn who_only_looks_sees_no_sessions_and_is_in_nobodys_list() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    let link = model::contacts::Contacts::view_as(&agent, world.portal, world.contact("ana")).await.unwrap();
    let place = world.place().await;
    let look = place.begin_view(crate::doors::token_of(&link)).await.unwrap();
    let desk = world.portico.contact_desk(&place, Some(&look.secret)).await.unwrap();
    let only_looks = Fault::Refused(Refusal::ViewOnly);
    assert_eq!(desk.sessions().await, Err(only_looks.clone()));
    assert_eq!(desk.end_other_sessions().await, Err(only_looks.clone()));
    assert_eq!(desk.end_session(SessionId(1)).await, Err(only_looks));
    assert_eq!(world.contact_desk("ana").await.sessions().await.unwrap().len(), 1);
}

#[tokio::test]
async fn staff_see_and_end_their_own() {
    let world = World::new().await;
    let door = world.portico.staff_door().visited_by(Some(IpAddr::from([192, 0, 2, 9])), None);
    let door = door.with_browser(Some(&FIREFOX.repeat(20)), None, None);
    let other = signed(door.staff_sign_in(&email("agent"), PASSWORD).await.unwrap()).secret;
    let desk = world.user_desk("agent").await;
    let rows = desk.sessions().await.unwrap();
    assert_eq!((rows.len(), rows[1].browser.as_deref()), (2, Some("Firefox")));
    desk.end_other_sessions().await.unwrap();
    assert_eq!(staff_enters(&world, &other).await, Err(Fault::SignedOut));
    assert_eq!(staff_enters(&world, world.secret("agent")).await, Ok(()));
    assert_eq!(desk.end_other_sessions().await, Ok(()), "there is none");
}

#[tokio::test]
async fn a_changed_password_gives_the_session_another_secret() {
    let world = World::new().await;
    let place = world.place().await;
    let new = world.contact_desk("ana").await.change_password(PASSWORD, "another fine secret").await.unwrap();
    assert_eq!(comes_back(&world, "ana").await, Err(Fault::SignedOut), "the old one is worth nothing");
    assert_eq!(enters(&world, &place, &new.secret).await, Ok(()));
    let new = world.user_desk("agent").await.change_staff_password(PASSWORD, "another fine secret").await.unwrap();
    assert_eq!(staff_enters(&world, world.secret("agent")).await, Err(Fault::SignedOut));
    assert_eq!(staff_enters(&world, &new.secret).await, Ok(()));
}

#[tokio::test]
async fn sessions_that_are_over_are_forgotten_after_thirty_days() {
    let world = World::new().await;
    world.contact_desk("ana").await.sign_out().await.unwrap();
    world.advance(30 * Timestamp::DAY);
    assert_eq!(world.portico.forget_old_sessions().await.unwrap(), 0);
    world.advance(1);
    assert_eq!(world.portico.forget_old_sessions().await.unwrap(), 1, "the one that ended");
    world.advance(30 * Timestamp::DAY);
    assert_eq!(world.portico.forget_old_sessions().await.unwrap(), 6, "those that ran out");
    assert_eq!(world.portico.forget_old_sessions().await.unwrap(), 0);
}
