//! The team: inviting a colleague, roles, disabling, and a fresh proof before anybody is touched.

use domain::testing::{PASSWORD, World, email, settings, signed};
use model::letters::Content;
use model::mail::{LetterState, MailDesk, OutboxView};
use model::people::{OwnStaffAccount, PortalDoor, Role, StaffDoor};
use model::portals::TicketPermission;
use model::second_factor::OwnSecondFactor;
use model::staff::{AcceptedColleague, NewColleague, Staff};
use model::{Fault, Problem, Refusal, Timestamp};

use crate::doors::{staff_enters, token_of};

const ROLE: Fault = Fault::Refused(Refusal::Role);
const LINK: Fault = Fault::Refused(Refusal::LinkInvalid);
const PROOF: Fault = Fault::Refused(Refusal::ProofNeeded);

fn newcomer(role: Role) -> NewColleague {
    NewColleague { email: "Nina@Example.com".into(), name: "Nina New".into(), role }
}

fn accepted(link: &str) -> AcceptedColleague {
    AcceptedColleague { token: token_of(link).into(), name: "Nina New".into(), password: PASSWORD.into() }
}

#[tokio::test]
async fn a_colleague_is_invited_and_joins() {
    let world = World::new().await;
    let owner = world.user_desk("owner").await;
    let made = owner.invite_colleague(&newcomer(Role::Admin)).await.unwrap();
    assert!(made.link.starts_with("http://127.0.0.1:3000/sign-in/invitation/"), "{}", made.link);
    assert!(!made.mailed, "no mail server is set up");
    let team = owner.team().await.unwrap();
    assert_eq!((team.colleagues.len(), team.invitations.len()), (4, 1));
    assert_eq!(team.invitations[0].email, "nina@example.com");
    assert_eq!(team.roles, [Role::Agent, Role::Admin, Role::Owner]);

    let door = world.portico.staff_door();
    for _ in 0..3 {
        let shown = door.staff_invitation(token_of(&made.link)).await.unwrap();
        assert_eq!((shown.invited_by.as_str(), shown.role), ("Olivia Owner", Role::Admin), "looking spends nothing");
    }
    let admission = door.accept_staff_invitation(&accepted(&made.link)).await.unwrap();
    let nina = world.portico.user_desk(Some(&admission.secret)).await.unwrap();
    assert_eq!((nina.staff_profile().email.as_str(), nina.staff_profile().role), ("nina@example.com", Role::Admin));
    assert_eq!(door.accept_staff_invitation(&accepted(&made.link)).await, Err(LINK), "once");
    assert_eq!(door.staff_invitation(token_of(&made.link)).await.unwrap_err(), LINK);
    assert!(signed(door.staff_sign_in("nina@example.com", PASSWORD).await.unwrap()).secret.len() > 40);
    let trail = world.trail().await;
    assert!(trail.contains(&"colleague_invited".to_owned()) && trail.contains(&"staff_invitation_accepted".to_owned()));
}

#[tokio::test]
async fn an_invitation_ends_with_its_time_a_newer_one_and_its_withdrawal() {
    let world = World::new().await;
    let door = world.portico.staff_door();
    let owner = world.user_desk("owner").await;
    let first = owner.invite_colleague(&newcomer(Role::Agent)).await.unwrap();
    let second = owner.invite_colleague(&newcomer(Role::Agent)).await.unwrap();
    assert_eq!(door.staff_invitation(token_of(&first.link)).await.unwrap_err(), LINK, "a newer one took its place");
    let third = owner.renew_invitation(second.id).await.unwrap();
    assert_eq!(door.staff_invitation(token_of(&second.link)).await.unwrap_err(), LINK);
    assert_eq!(owner.team().await.unwrap().invitations.len(), 1);
    owner.withdraw_invitation(third.id).await.unwrap();
    assert_eq!(door.accept_staff_invitation(&accepted(&third.link)).await, Err(LINK));
    assert_eq!(owner.withdraw_invitation(third.id).await, Err(Fault::NotFound));

    let late = owner.invite_colleague(&newcomer(Role::Agent)).await.unwrap();
    world.advance(7 * Timestamp::DAY - 1);
    assert!(door.staff_invitation(token_of(&late.link)).await.is_ok());
    world.advance(1);
    assert_eq!(door.accept_staff_invitation(&accepted(&late.link)).await, Err(LINK));
    assert!(world.user_desk("owner").await.team().await.unwrap().invitations[0].expired);
    for wrong in ["", "x", &"A".repeat(43), &token_of(&late.link).to_lowercase(), &token_of(&late.link).repeat(2)] {
        assert_eq!(door.staff_invitation(wrong).await.unwrap_err(), LINK, "{wrong}");
    }
}

#[tokio::test]
async fn an_invitation_is_for_somebody_who_is_not_there_and_from_somebody_who_still_is() {
    let world = World::new().await;
    let door = world.portico.staff_door();
    let owner = world.user_desk("owner").await;
    let taken = NewColleague { email: email("agent"), ..newcomer(Role::Agent) };
    assert_eq!(owner.invite_colleague(&taken).await, Err(Fault::invalid("email", Problem::Taken)));
    let nobody = NewColleague { email: "x".into(), name: " ".into(), role: Role::Agent };
    let refused = owner.invite_colleague(&nobody).await.unwrap_err();
    assert!(refused.problem_of("email").is_some() && refused.problem_of("name").is_some(), "{refused}");

    let made = world.user_desk("admin").await.invite_colleague(&newcomer(Role::Agent)).await.unwrap();
    let weak = AcceptedColleague { password: "short".into(), name: String::new(), ..accepted(&made.link) };
    let refused = door.accept_staff_invitation(&weak).await.unwrap_err();
    assert!(refused.problem_of("password").is_some() && refused.problem_of("name").is_some(), "{refused}");
    owner.change_role(world.user("admin"), Role::Agent).await.unwrap();
    assert_eq!(door.accept_staff_invitation(&accepted(&made.link)).await, Err(LINK), "whoever invited may not any more");

    let made = owner.invite_colleague(&newcomer(Role::Agent)).await.unwrap();
    domain::operator::create_user(&world.portico, "nina@example.com", "Nina", Role::Agent, PASSWORD).await.unwrap();
    assert_eq!(door.accept_staff_invitation(&accepted(&made.link)).await, Err(LINK), "the address is somebody's meanwhile");
}

#[tokio::test]
async fn of_two_who_accept_at_once_one_joins() {
    let world = World::new().await;
    let made = world.user_desk("owner").await.invite_colleague(&newcomer(Role::Agent)).await.unwrap();
    let (door, accepted) = (world.portico.staff_door(), accepted(&made.link));
    let (one, other) = tokio::join!(door.accept_staff_invitation(&accepted), door.accept_staff_invitation(&accepted));
    assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|joined| **joined).count(), 1);
}

#[tokio::test]
async fn nobody_reaches_above_their_own_role() {
    let world = World::new().await;
    let (owner, admin, agent) = (world.user("owner"), world.user("admin"), world.user("agent"));
    for name in ["agent", "colleague"] {
        let desk = world.user_desk(name).await;
        assert_eq!(desk.team().await, Err(ROLE));
        assert_eq!(desk.invite_colleague(&newcomer(Role::Agent)).await, Err(ROLE));
        assert_eq!(desk.change_role(agent, Role::Agent).await, Err(ROLE));
        assert_eq!(desk.set_colleague_disabled(agent, true).await, Err(ROLE));
        assert_eq!(desk.end_colleague_sessions(agent).await, Err(ROLE));
        assert_eq!(desk.reset_second_factor(agent).await, Err(ROLE));
    }
    let desk = world.user_desk("admin").await;
    assert_eq!(desk.team().await.unwrap().roles, [Role::Agent, Role::Admin]);
    assert_eq!(desk.invite_colleague(&newcomer(Role::Owner)).await, Err(ROLE));
    assert_eq!(desk.change_role(agent, Role::Owner).await, Err(ROLE));
    assert_eq!(desk.change_role(admin, Role::Owner).await, Err(ROLE), "not even oneself");
    assert_eq!(desk.change_role(owner, Role::Agent).await, Err(ROLE));
    assert_eq!(desk.set_colleague_disabled(owner, true).await, Err(ROLE));
    assert_eq!(desk.end_colleague_sessions(owner).await, Err(ROLE));
    assert_eq!(desk.reset_second_factor(owner).await, Err(ROLE));
    let invited = world.user_desk("owner").await.invite_colleague(&newcomer(Role::Owner)).await.unwrap();
    assert_eq!(desk.renew_invitation(invited.id).await, Err(ROLE));
    assert_eq!(desk.withdraw_invitation(invited.id).await, Err(ROLE));
    assert_eq!(desk.invite_colleague(&newcomer(Role::Agent)).await, Err(ROLE), "that would withdraw an owner's invitation");
    assert!(!desk.team().await.unwrap().invitations[0].within_reach);

    desk.change_role(agent, Role::Admin).await.unwrap();
    assert_eq!(world.user_desk("agent").await.staff_profile().role, Role::Admin, "from the next request on");
    desk.change_role(agent, Role::Agent).await.unwrap();
    assert_eq!(world.user_desk("agent").await.team().await, Err(ROLE));
    assert_eq!(desk.change_role(model::UserId(999), Role::Agent).await, Err(Fault::NotFound));
}

#[tokio::test]
async fn there_is_always_an_owner() {
    let world = World::new().await;
    let owner = world.user_desk("owner").await;
    let last = Err(Fault::Refused(Refusal::LastOwner));
    assert_eq!(owner.change_role(world.user("owner"), Role::Agent).await, last);
    assert_eq!(owner.set_colleague_disabled(world.user("owner"), true).await, last);
    owner.change_role(world.user("admin"), Role::Owner).await.unwrap();
    assert_eq!(owner.set_colleague_disabled(world.user("owner"), true).await, Err(ROLE), "nobody disables themselves");
    owner.set_colleague_disabled(world.user("admin"), true).await.unwrap();
    assert_eq!(owner.change_role(world.user("owner"), Role::Agent).await, last, "a disabled owner is none");
    owner.set_colleague_disabled(world.user("admin"), false).await.unwrap();
    let (one, other) = (world.user_desk("owner").await, world.user_desk("admin").await);
    let (lowered, too) =
        tokio::join!(one.change_role(world.user("admin"), Role::Agent), other.change_role(world.user("owner"), Role::Agent));
    assert_eq!([lowered.is_ok(), too.is_ok()].iter().filter(|done| **done).count(), 1, "{lowered:?} {too:?}");
}

#[tokio::test]
async fn whoever_is_disabled_is_out_with_the_next_request() {
    let world = World::new().await;
    let admin = world.user_desk("admin").await;
    let mut changes = world.portico.changes();
    admin.set_colleague_disabled(world.user("agent"), true).await.unwrap();
    assert_eq!(changes.try_recv(), Ok(domain::Change::Access), "open streams look again");
    assert_eq!(staff_enters(&world, world.secret("agent")).await, Err(Fault::SignedOut));
    let wrong = Fault::Refused(Refusal::WrongCredentials);
    assert_eq!(world.portico.staff_door().staff_sign_in(&email("agent"), PASSWORD).await, Err(wrong));
    let team = admin.team().await.unwrap();
    let disabled = team.colleagues.iter().find(|colleague| colleague.disabled).unwrap();
    assert_eq!((disabled.id, disabled.sessions), (world.user("agent"), 0));
    admin.set_colleague_disabled(world.user("agent"), false).await.unwrap();
    assert_eq!(staff_enters(&world, world.secret("agent")).await, Err(Fault::SignedOut), "enabling revives no session");
    assert!(world.portico.staff_door().staff_sign_in(&email("agent"), PASSWORD).await.is_ok());

    admin.end_colleague_sessions(world.user("colleague")).await.unwrap();
    assert_eq!(staff_enters(&world, world.secret("colleague")).await, Err(Fault::SignedOut));
    admin.end_colleague_sessions(world.user("admin")).await.unwrap();
    assert_eq!(staff_enters(&world, world.secret("admin")).await, Ok(()), "this one goes on");
}

#[tokio::test]
async fn people_are_touched_only_by_who_has_just_shown_who_they_are() {
    let world = World::new().await;
    let agent = world.user("agent");
    let invited = world.user_desk("admin").await.invite_colleague(&newcomer(Role::Agent)).await.unwrap();
    world.advance(10 * Timestamp::MINUTE);
    let desk = world.user_desk("admin").await;
    assert!(desk.team().await.is_ok(), "looking needs none");
    assert_eq!(desk.invite_colleague(&newcomer(Role::Agent)).await.unwrap_err(), PROOF);
    assert_eq!(desk.renew_invitation(invited.id).await.unwrap_err(), PROOF);
    assert_eq!(desk.withdraw_invitation(invited.id).await, Err(PROOF));
    assert_eq!(desk.change_role(agent, Role::Agent).await, Err(PROOF));
    assert_eq!(desk.set_colleague_disabled(agent, true).await, Err(PROOF));
    assert_eq!(desk.end_colleague_sessions(agent).await, Err(PROOF));
    assert_eq!(desk.reset_second_factor(agent).await, Err(PROOF));

    assert_eq!(desk.prove("").await, Ok(()), "no attempt");
    assert_eq!(desk.prove("something else").await, Err(Fault::invalid("proof", Problem::Wrong)));
    assert_eq!(world.user_desk("admin").await.withdraw_invitation(invited.id).await, Err(PROOF));
    desk.prove(PASSWORD).await.unwrap();
    let other = signed(world.portico.staff_door().staff_sign_in(&email("admin"), PASSWORD).await.unwrap());
    world.advance(5 * Timestamp::MINUTE);
    assert_eq!(world.user_desk("admin").await.set_colleague_disabled(agent, true).await, Ok(()));
    world.advance(5 * Timestamp::MINUTE);
    assert_eq!(world.user_desk("admin").await.set_colleague_disabled(agent, false).await, Err(PROOF));
    let other = world.portico.user_desk(Some(&other.secret)).await.unwrap();
    other.prove(PASSWORD).await.unwrap();
    assert_eq!(world.user_desk("admin").await.withdraw_invitation(invited.id).await, Err(PROOF), "for that session only");
    let guesses = futures::future::join_all((0..20).map(|_| desk.prove("wrong guess"))).await;
    assert!(guesses.iter().any(|guess| matches!(guess, Err(Fault::Busy { .. }))), "counted like signing in");
    let trail = world.trail().await;
    assert!(trail.contains(&"proof_given".to_owned()) && trail.contains(&"proof_failed".to_owned()));
}

#[tokio::test]
async fn a_letter_invites_with_a_link_of_its_own() {
    let mails = domain::Settings { mail_from: Some("help@example.com".into()), ..settings() };
    let world = World::with_settings(TicketPermission::Own, mails).await;
    let owner = world.user_desk("owner").await;
    let made = owner.invite_colleague(&newcomer(Role::Agent)).await.unwrap();
    assert!(made.mailed);
    let shown = owner.outbox(OutboxView::All, None).await.unwrap();
    let row = shown.rows.iter().find(|row| row.to.as_deref() == Some("nina@example.com")).expect("the letter");
    assert!(matches!(row.state, LetterState::Waiting { .. }));
    let letter = loop {
        let letter = world.portico.next_letter().await.unwrap().expect("a letter");
        if letter.envelope.to == "nina@example.com" {
            break letter;
        }
    };
    let model::letters::Content::StaffInvitation { link, by, .. } = letter.content else { panic!("{letter:?}") };
    assert_eq!(by, "Olivia Owner");
    assert_ne!(link, made.link);
    let door = world.portico.staff_door();
    assert!(door.staff_invitation(token_of(&made.link)).await.is_ok(), "both are good");
    door.accept_staff_invitation(&accepted(&link)).await.unwrap();
    assert_eq!(door.staff_invitation(token_of(&made.link)).await.unwrap_err(), LINK, "and end together");

    let other = NewColleague { email: "late@example.com".into(), ..newcomer(Role::Agent) };
    let late = owner.invite_colleague(&other).await.unwrap();
    owner.withdraw_invitation(late.id).await.unwrap();
    while let Some(letter) = world.portico.next_letter().await.unwrap() {
        assert_ne!(letter.envelope.to, "late@example.com", "a withdrawn invitation is not sent");
    }
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_a_link_in_the_mailbox() {
    let mails = domain::Settings { mail_from: Some("help@example.com".into()), ..settings() };
    let world = World::with_settings(TicketPermission::Own, mails).await;
    let door = world.portico.staff_door();
    let next = async || {
        let letter = world.portico.next_letter().await.unwrap()?;
        world.portico.letter_sent(letter.id).await.unwrap();
        Some(letter)
    };
    for nobody in [email("nobody"), email("ana")] {
        assert_eq!(door.ask_staff_reset(&nobody).await, Ok(()), "the same answer");
    }
    assert!(next().await.is_none(), "customers have a door of their own");
    door.ask_staff_reset(" AGENT@example.com").await.unwrap();
    let letter = next().await.unwrap();
    assert_eq!((letter.envelope.to.as_str(), letter.envelope.portal.as_deref()), ("agent@example.com", None));
    let Content::Reset { link } = letter.content else { panic!("{:?}", letter.content) };
    let token = token_of(&link).to_owned();
    assert!(link.starts_with("http://127.0.0.1:3000/sign-in/recovery/"), "{link}");
    for _ in 0..3 {
        assert_eq!(door.staff_reset_link(&token).await.unwrap().email, email("agent"), "looking spends nothing");
    }
    for wrong in ["", "x", &token.to_uppercase(), &token.repeat(2)] {
        assert_eq!(door.reset_staff_password(wrong, "an entirely new secret").await, Err(LINK), "{wrong}");
    }
    assert_eq!(world.place().await.reset_password(&token, "an entirely new secret").await, Err(LINK), "no customer's");
    let weak = door.reset_staff_password(&token, "12345678").await;
    assert_eq!(weak, Err(Fault::invalid("password", Problem::TooCommon)));
    for guess in 0..11 {
        let _ = door.staff_sign_in(&email("agent"), &format!("guess number {guess}")).await;
    }
    door.reset_staff_password(&token, "an entirely new secret").await.unwrap();
    assert_eq!(staff_enters(&world, world.secret("agent")).await, Err(Fault::SignedOut), "every session ends");
    signed(door.staff_sign_in(&email("agent"), "an entirely new secret").await.expect("the lock is gone"));
    assert_eq!(door.reset_staff_password(&token, "yet another secret").await, Err(LINK), "once");
    assert!(matches!(next().await.unwrap().content, Content::PasswordChanged { .. }));

    world.advance(Timestamp::HOUR);
    door.ask_staff_reset(&email("agent")).await.unwrap();
    let Content::Reset { link } = next().await.unwrap().content else { panic!("no link") };
    world.user_desk("owner").await.prove(PASSWORD).await.unwrap();
    world.user_desk("owner").await.set_colleague_disabled(world.user("agent"), true).await.unwrap();
    assert_eq!(door.staff_reset_link(token_of(&link)).await.unwrap_err(), LINK);
    world.advance(Timestamp::HOUR);
    door.ask_staff_reset(&email("agent")).await.unwrap();
    assert!(next().await.is_none(), "who was shut out is written nothing");
    let silent = World::new().await;
    assert_eq!(silent.portico.staff_door().ask_staff_reset(&email("agent")).await, Err(Fault::NotFound), "no mail goes out");
}
