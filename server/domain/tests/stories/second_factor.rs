//! What staff show beside their password: codes of an app, and recovery codes.

use domain::StaffDoorPlace;
use domain::operator;
use domain::testing::{App, PASSWORD, World, email, settings, signed};
use model::people::StaffDoor;
use model::portals::TicketPermission;
use model::second_factor::{OwnSecondFactor, StaffEntry, StepTicket};
use model::staff::Staff;
use model::{Fault, Problem, Refusal, Timestamp};

use crate::doors::staff_enters;

const PROOF: Fault = Fault::Refused(Refusal::ProofNeeded);
const AGAIN: Fault = Fault::SignedOut;

fn wrong_code() -> Fault {
    Fault::invalid("code", Problem::Wrong)
}

async fn half_way(world: &World, name: &str) -> StepTicket {
    match world.portico.staff_door().staff_sign_in(&email(name), PASSWORD).await.unwrap() {
        StaffEntry::SecondStep(ticket) => ticket,
        StaffEntry::Signed(_) => panic!("nothing else was asked for"),
    }
}

/// The door as the browser sees it that has the ticket.
fn with(world: &World, ticket: &StepTicket) -> StaffDoorPlace {
    world.portico.staff_door().with_browser(None, None, Some(&ticket.secret))
}

#[tokio::test]
async fn a_code_is_asked_for_once_an_app_is_set_up() {
    let world = World::new().await;
    let desk = world.user_desk("agent").await;
    desk.begin_authenticator().await.unwrap();
    let enrolment = desk.own_factors().await.unwrap().enrolment.unwrap();
    assert!(enrolment.url.starts_with("otpauth://totp/Portico") && enrolment.url.contains("agent"), "{}", enrolment.url);
    assert!(enrolment.code.size >= 21 && enrolment.code.path.starts_with("M0 0h1v1h-1z"), "a finder in the corner");
    let app = App::of(&desk).await;
    signed(world.portico.staff_door().staff_sign_in(&email("agent"), PASSWORD).await.unwrap());
    assert_eq!(desk.confirm_authenticator("000000").await, Err(wrong_code()), "nothing is asked for before a code was right");
    let codes = desk.confirm_authenticator(&app.code(world.now())).await.unwrap();
    assert_eq!(codes.len(), 10);
    let own = desk.own_factors().await.unwrap();
    assert!(own.factors.authenticator && own.codes_left == 10 && own.enrolment.is_none(), "the secret is not shown again");
    assert_eq!(desk.begin_authenticator().await, Err(Fault::Refused(Refusal::Stale)), "it is removed first");

    let ticket = half_way(&world, "agent").await;
    assert_eq!(staff_enters(&world, &ticket.secret).await, Err(AGAIN), "a ticket is no session");
    let door = with(&world, &ticket);
    assert_eq!(door.second_step().await.unwrap().email, email("agent"));
    assert_eq!(door.pass_second_step(&app.code(world.now())).await, Err(wrong_code()), "the code that set it up is used");
    world.advance(30 * Timestamp::SECOND);
    let admission = door.pass_second_step(&format!(" {} ", app.code(world.now()))).await.unwrap();
    assert_eq!(staff_enters(&world, &admission.secret).await, Ok(()));
    assert_eq!(door.second_step().await, Err(AGAIN), "the ticket is spent");
    let trail = world.trail().await;
    for action in ["authenticator_begun", "authenticator_added", "second_step_asked", "second_step_failed", "signed_in"] {
        assert!(trail.contains(&action.to_owned()), "{action}");
    }
}

#[tokio::test]
async fn a_code_is_good_one_step_to_either_side_and_never_twice() {
    let world = World::new().await;
    let (app, _) = world.enrol("agent").await;
    world.advance(5 * Timestamp::MINUTE);
    let now = world.now();
    let door = with(&world, &half_way(&world, "agent").await);
    for far in [-60, 60, -3600] {
        assert_eq!(door.pass_second_step(&app.code(now.plus(far * Timestamp::SECOND))).await, Err(wrong_code()), "{far}");
    }
    door.pass_second_step(&app.code(now.plus(30 * Timestamp::SECOND))).await.unwrap();
    for used in [-30, 0, 30] {
        let door = with(&world, &half_way(&world, "agent").await);
        let code = app.code(now.plus(used * Timestamp::SECOND));
        assert_eq!(door.pass_second_step(&code).await, Err(wrong_code()), "{used}: not after a later one was taken");
    }
    world.advance(Timestamp::MINUTE);
    let (one, other) = (half_way(&world, "agent").await, half_way(&world, "agent").await);
    let code = app.code(world.now());
    let (one, other) = (with(&world, &one), with(&world, &other));
    let (first, second) = tokio::join!(one.pass_second_step(&code), other.pass_second_step(&code));
    assert_eq!([first.is_ok(), second.is_ok()].iter().filter(|passed| **passed).count(), 1, "{first:?} {second:?}");
}

#[tokio::test]
async fn the_second_step_belongs_to_the_browser_that_typed_the_password() {
    let world = World::new().await;
    let (app, _) = world.enrol("agent").await;
    world.advance(Timestamp::MINUTE);
    let code = app.code(world.now());
    let ticket = half_way(&world, "agent").await;
    for none in [None, Some(""), Some("x"), Some(world.secret("agent")), Some("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")] {
        let door = world.portico.staff_door().with_browser(None, None, none);
        assert_eq!(door.second_step().await, Err(AGAIN), "{none:?}");
        assert_eq!(door.pass_second_step(&code).await, Err(AGAIN), "{none:?}");
    }
    assert_eq!(
        with(&world, &ticket)
            .accept_staff_invitation(&model::staff::AcceptedColleague {
                token: ticket.secret.clone(),
                name: "Eve".into(),
                password: PASSWORD.into(),
            })
            .await,
        Err(Fault::Refused(Refusal::LinkInvalid)),
        "a ticket is for its own step"
    );
    world.user_desk("owner").await.set_colleague_disabled(world.user("agent"), true).await.unwrap();
    assert_eq!(with(&world, &ticket).pass_second_step(&code).await, Err(AGAIN), "disabled meanwhile");
    world.user_desk("owner").await.set_colleague_disabled(world.user("agent"), false).await.unwrap();
    let ticket = half_way(&world, "agent").await;
    world.advance(10 * Timestamp::MINUTE);
    assert_eq!(with(&world, &ticket).second_step().await, Err(AGAIN), "ten minutes are over");
}

#[tokio::test]
async fn codes_are_counted_before_they_are_looked_at() {
    let world = World::new().await;
    let (app, _) = world.enrol("agent").await;
    world.advance(Timestamp::MINUTE);
    let ticket = half_way(&world, "agent").await;
    let door = with(&world, &ticket);
    let guesses = futures::future::join_all((0..30).map(|n| {
        let door = door.clone();
        async move { door.pass_second_step(&format!("{:06}", n * 31)).await.unwrap_err() }
    }))
    .await;
    assert_eq!(guesses.iter().filter(|guess| **guess == wrong_code()).count(), 10);
    assert!(matches!(door.pass_second_step(&app.code(world.now())).await, Err(Fault::Busy { .. })), "the right one, too");
    assert!(world.portico.staff_door().staff_sign_in(&email("colleague"), PASSWORD).await.is_ok());
    world.advance(61 * Timestamp::SECOND);
    assert!(door.pass_second_step(&app.code(world.now())).await.is_ok());
}

#[tokio::test]
async fn a_stranger_with_the_password_locks_nobody_out_of_their_own_browser() {
    let world = World::new().await;
    let (app, _) = world.enrol("agent").await;
    world.advance(Timestamp::MINUTE);
    let known = world.portico.known_device(&format!("user:{}", world.user("agent"))).unwrap();
    let stranger = with(&world, &half_way(&world, "agent").await);
    while stranger.pass_second_step("000000").await == Err(wrong_code()) {}
    let ticket = half_way(&world, "agent").await;
    let own = world.portico.staff_door().visited_by(None, None).with_browser(None, Some(&known), Some(&ticket.secret));
    assert_eq!(own.pass_second_step("000000").await, Err(wrong_code()), "it has tries of its own");
    let wrong = futures::future::join_all((0..20).map(|_| own.pass_second_step("000000"))).await;
    assert_eq!(wrong.iter().filter(|guess| **guess == Err(wrong_code())).count(), 9, "and no more than ten");
    // A right password gives no codes back.
    half_way(&world, "agent").await;
    assert!(matches!(own.pass_second_step("000000").await, Err(Fault::Busy { .. })));
    world.advance(2 * Timestamp::MINUTE);
    own.pass_second_step(&app.code(world.now())).await.unwrap();
    assert!(matches!(stranger.pass_second_step("000000").await, Err(AGAIN | Fault::Busy { .. } | Fault::Invalid(_))));
}

#[tokio::test]
async fn a_recovery_code_opens_once() {
    let world = World::new().await;
    let (_, codes) = world.enrol("agent").await;
    let door = with(&world, &half_way(&world, "agent").await);
    let admission = door.pass_second_step(&codes[0].to_lowercase().replace('-', " ")).await.unwrap();
    let door = with(&world, &half_way(&world, "agent").await);
    assert_eq!(door.pass_second_step(&codes[0]).await, Err(wrong_code()));
    let desk = world.portico.user_desk(Some(&admission.secret)).await.unwrap();
    assert_eq!(desk.own_factors().await.unwrap().codes_left, 9);
    let fresh = desk.new_recovery_codes().await.unwrap();
    assert_eq!(door.pass_second_step(&codes[1]).await, Err(wrong_code()), "new ones end the old ones");
    assert!(door.pass_second_step(&fresh[9]).await.is_ok());
    let (_, others) = world.enrol("colleague").await;
    let door = with(&world, &half_way(&world, "agent").await);
    assert_eq!(door.pass_second_step(&others[0]).await, Err(wrong_code()), "somebody else's");
    assert_eq!(door.pass_second_step("").await, Err(wrong_code()));
}

#[tokio::test]
async fn changes_need_a_fresh_proof_and_a_code_is_one() {
    let world = World::new().await;
    let (app, _) = world.enrol("agent").await;
    world.advance(10 * Timestamp::MINUTE);
    let desk = world.user_desk("agent").await;
    assert_eq!(desk.begin_authenticator().await, Err(PROOF));
    assert_eq!(desk.confirm_authenticator("123456").await, Err(PROOF));
    assert_eq!(desk.new_recovery_codes().await, Err(PROOF));
    assert_eq!(desk.remove_authenticator().await, Err(PROOF));
    let code = app.code(world.now());
    desk.prove(&code).await.unwrap();
    assert_eq!(desk.prove(&code).await, Err(Fault::invalid("proof", Problem::Wrong)), "taken once, wherever");
    world.user_desk("agent").await.remove_authenticator().await.unwrap();
    let own = world.user_desk("agent").await.own_factors().await.unwrap();
    assert!(!own.factors.any() && own.codes_left == 0);
    signed(world.portico.staff_door().staff_sign_in(&email("agent"), PASSWORD).await.unwrap());
    assert_eq!(world.user_desk("agent").await.new_recovery_codes().await, Err(Fault::Refused(Refusal::Stale)));
}

#[tokio::test]
async fn other_sessions_end_when_an_app_is_set_up() {
    let world = World::new().await;
    let other = signed(world.portico.staff_door().staff_sign_in(&email("agent"), PASSWORD).await.unwrap());
    world.enrol("agent").await;
    assert_eq!(staff_enters(&world, &other.secret).await, Err(AGAIN));
    assert_eq!(staff_enters(&world, world.secret("agent")).await, Ok(()));
}

#[tokio::test]
async fn an_administrator_and_the_operator_take_a_lost_one_away() {
    let mails = domain::Settings { mail_from: Some("help@example.com".into()), ..settings() };
    let world = World::with_settings(TicketPermission::Own, mails).await;
    world.enrol("agent").await;
    let ticket = half_way(&world, "agent").await;
    let admin = world.user_desk("admin").await;
    let agent = |team: model::staff::Team| team.colleagues.into_iter().find(|one| one.id == world.user("agent")).unwrap();
    assert!(agent(admin.team().await.unwrap()).second_factors.authenticator);
    admin.reset_second_factor(world.user("agent")).await.unwrap();
    assert!(!agent(admin.team().await.unwrap()).second_factors.any());
    assert_eq!(staff_enters(&world, world.secret("agent")).await, Err(AGAIN));
    assert_eq!(with(&world, &ticket).second_step().await, Err(AGAIN));
    signed(world.portico.staff_door().staff_sign_in(&email("agent"), PASSWORD).await.unwrap());

    world.enrol("owner").await;
    assert_eq!(admin.reset_second_factor(world.user("owner")).await, Err(Fault::Refused(Refusal::Role)));
    operator::reset_second_factor(&world.portico, "OWNER@example.com").await.unwrap();
    signed(world.portico.staff_door().staff_sign_in(&email("owner"), PASSWORD).await.unwrap());
    let unknown = operator::reset_second_factor(&world.portico, "nobody@example.com").await.unwrap_err();
    assert_eq!(unknown.into_fault(), Fault::invalid("email", Problem::Unknown));

    let letters = world.letters().await;
    assert_eq!(letters.iter().filter(|(letter, ..)| letter == "second_factor_reset").count(), 2, "both are told");
    let mut told = Vec::new();
    while let Some(letter) = world.portico.next_letter().await.unwrap() {
        if matches!(letter.content, model::letters::Content::SecondFactorReset { .. }) {
            told.push(letter.envelope.to);
        }
    }
    assert_eq!(told, [email("agent"), email("owner")]);
    assert_eq!(world.trail().await.iter().filter(|action| *action == "second_factor_reset").count(), 2);
}
