//! Letters: written with their cause, sent to whom they may be sent, tried again, and given up.

use domain::outbox::DueLetter;
use domain::testing::{PASSWORD, World, email, settings};
use model::contacts::{ContactFields, Contacts};
use model::helpdesk::HelpDesk;
use model::letters::{Author, Content};
use model::mail::{LetterKind, LetterState, MailDesk, MailProblem, OutboxView};
use model::people::{OwnAccount, OwnStaffAccount, PortalDoor, StaffDoor};
use model::portals::TicketPermission;
use model::tickets::{NewTicket, Tickets};
use model::{Fault, Problem, Refusal, Timestamp};

use crate::doors::{comes_back, enters, token_of};

const INVALID: Fault = Fault::Refused(Refusal::LinkInvalid);

/// Where mail goes out.
async fn world() -> World {
    let settings = domain::Settings { mail_from: Some("help@example.com".into()), ..settings() };
    World::with_settings(TicketPermission::Company, settings).await
}

async fn next(world: &World) -> Option<DueLetter> {
    world.portico.next_letter().await.unwrap()
}

async fn files(world: &World, who: &str, subject: &str) -> model::TicketId {
    let ticket =
        NewTicket { subject: subject.into(), description: "It broke".into(), priority: None, key: format!("key-of-{subject}") };
    world.contact_desk(who).await.open(&ticket).await.unwrap()
}

async fn answers(world: &World, ticket: model::TicketId, text: &str) {
    let key = format!("key-of-{}", text.replace(' ', "-"));
    world.user_desk("agent").await.answer(ticket, text, &key, None).await.unwrap();
}

fn link_of(letter: &DueLetter) -> &str {
    match &letter.content {
        Content::Invitation { link, .. } | Content::Reset { link } | Content::SignInLink { link } => link,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_answer_is_mailed_to_those_who_may_read_it_then() {
    let world = world().await;
    let ticket = files(&world, "ana", "printer").await;
    let received = next(&world).await.unwrap();
    assert_eq!(received.envelope.to, email("ana"));
    assert!(
        matches!(&received.content, Content::TicketReceived(about) if about.subject == "printer" && about.text == "It broke")
    );
    world.portico.letter_sent(received.id).await.unwrap();

    answers(&world, ticket, "Try again").await;
    let letter = next(&world).await.unwrap();
    match &letter.content {
        Content::Replied { author, by: Author::Team, about } => {
            assert_eq!((author.as_str(), about.text.as_str()), ("Adam Agent", "Try again"));
            assert!(about.link.ends_with(&format!("/{ticket}")), "{}", about.link);
        }
        other => panic!("{other:?}"),
    }
    world.portico.letter_sent(letter.id).await.unwrap();
    assert!(next(&world).await.is_none());

    answers(&world, ticket, "And again").await;
    world.user_desk("agent").await.set_contact_disabled(world.contact("ana"), true).await.unwrap();
    assert!(next(&world).await.is_none(), "who was shut out is written nothing");
    let outbox = world.user_desk("admin").await.outbox(OutboxView::All, None).await.unwrap();
    assert_eq!(outbox.rows[0].kind, Some(LetterKind::AgentReplied));
    assert!(matches!(outbox.rows[0].state, LetterState::Failed { problem: MailProblem::NotAllowed, .. }));
}

#[tokio::test]
async fn the_outbox_is_looked_through_by_what_became_of_letters() {
    let world = world().await;
    let admin = world.user_desk("admin").await;
    let shown = async |view| -> Vec<Option<LetterKind>> {
        admin.outbox(view, None).await.unwrap().rows.into_iter().map(|row| row.kind).collect()
    };
    files(&world, "ana", "printer").await;
    // The portal is on the system domain, which mails no invitations.
    world.user_desk("agent").await.invite(world.portal, world.contact("carla")).await.unwrap();
    assert_eq!(shown(OutboxView::Waiting).await, [Some(LetterKind::TicketReceived)]);
    assert_eq!(shown(OutboxView::Held).await, [Some(LetterKind::Invitation); 4], "the cast's own are there, too");
    assert_eq!(shown(OutboxView::GivenUp).await, []);
    world.user_desk("agent").await.set_contact_disabled(world.contact("ana"), true).await.unwrap();
    assert!(next(&world).await.is_none());
    assert_eq!(shown(OutboxView::GivenUp).await, [Some(LetterKind::TicketReceived)]);
    assert_eq!(shown(OutboxView::Waiting).await, []);
    assert_eq!(shown(OutboxView::All).await.len(), 5);
}

#[tokio::test]
async fn a_comment_causes_no_letter() {
    let world = world().await;
    let ticket = files(&world, "ana", "printer").await;
    world.portico.letter_sent(next(&world).await.unwrap().id).await.unwrap();
    world.user_desk("agent").await.comment(ticket, "Between us", "key-of-comment").await.unwrap();
    assert!(next(&world).await.is_none());
}

#[tokio::test]
async fn trouble_is_put_off_ever_longer_and_others_do_not_wait() {
    let world = world().await;
    files(&world, "ana", "first").await;
    files(&world, "bruno", "second").await;
    let first = next(&world).await.unwrap();
    assert_eq!((first.attempt, first.envelope.to.as_str()), (1, email("ana").as_str()));
    let problem = MailProblem::Refused { code: 451, said: "later".into() };
    world.portico.letter_put_off(&first, &problem).await.unwrap();
    let second = next(&world).await.unwrap();
    assert_eq!(second.envelope.to, email("bruno"));
    world.portico.letter_sent(second.id).await.unwrap();
    assert!(next(&world).await.is_none(), "not before its time");

    world.advance(37 * Timestamp::SECOND);
    let again = next(&world).await.unwrap();
    assert_eq!((again.id, again.attempt, &again.envelope.mail_id), (first.id, 2, &first.envelope.mail_id));
    world.portico.letter_put_off(&again, &problem).await.unwrap();
    world.advance(37 * Timestamp::SECOND);
    assert!(next(&world).await.is_none(), "twice as long");
    let admin = world.user_desk("admin").await;
    let row = admin.outbox(OutboxView::All, None).await.unwrap().rows.into_iter().find(|row| row.id.0 == first.id).unwrap();
    assert!(matches!(row.state, LetterState::Waiting { problem: Some(MailProblem::Refused { code: 451, .. }), .. }));
    admin.retry_letter(row.id).await.unwrap();
    let third = next(&world).await.unwrap();
    assert_eq!(third.attempt, 3);
    world.portico.letter_given_up(third.id, &MailProblem::Refused { code: 550, said: "no such user".into() }).await.unwrap();
    world.advance(Timestamp::DAY);
    assert!(next(&world).await.is_none());
    let outbox = world.user_desk("admin").await.outbox(OutboxView::All, None).await.unwrap();
    assert_eq!((outbox.waiting, outbox.failed), (0, 1));
}

#[tokio::test]
async fn a_letter_that_waits_goes_to_the_address_as_it_was_corrected() {
    let world = world().await;
    let ticket = files(&world, "ana", "printer").await;
    let received = next(&world).await.unwrap();
    world.portico.letter_sent(received.id).await.unwrap();
    answers(&world, ticket, "Try again").await;
    let letter = next(&world).await.unwrap();
    world.portico.letter_put_off(&letter, &MailProblem::Unreachable { reason: "refused".into() }).await.unwrap();
    let agent = world.user_desk("agent").await;
    let mut fields = agent.contact(world.contact("ana")).await.unwrap().fields;
    fields.email = "ana.right@example.com".into();
    agent.update_contact(world.contact("ana"), &fields).await.unwrap();
    world.advance(Timestamp::MINUTE);
    let mut sent = Vec::new();
    while let Some(letter) = next(&world).await {
        world.portico.letter_sent(letter.id).await.unwrap();
        sent.push((letter.envelope.to, matches!(letter.content, Content::EmailChanged { .. })));
    }
    // She signs in with it, so the address that she had is told. She may read the answer as before.
    assert_eq!(sent, [(email("ana"), true), ("ana.right@example.com".to_owned(), false)]);
    // Who never came in is not known by an address that somebody typed.
    let fields = ContactFields { email: "typed@example.com".into(), first_name: "Tia".into(), ..Default::default() };
    let typed = agent.create_contact(&fields).await.unwrap();
    let fields = ContactFields { email: "tia@example.com".into(), ..fields };
    agent.update_contact(typed, &fields).await.unwrap();
    assert!(next(&world).await.is_none());
}

#[tokio::test]
async fn letters_to_one_person_about_one_ticket_go_in_order() {
    let world = world().await;
    let ticket = files(&world, "ana", "printer").await;
    answers(&world, ticket, "one").await;
    let first = next(&world).await.unwrap();
    assert!(matches!(first.content, Content::TicketReceived(_)));
    assert!(next(&world).await.is_none(), "the answer waits for what goes before it");
    world.portico.letter_put_off(&first, &MailProblem::Unreachable { reason: "gone".into() }).await.unwrap();
    assert!(next(&world).await.is_none());
    world.advance(37 * Timestamp::SECOND);
    world.portico.letter_sent(next(&world).await.unwrap().id).await.unwrap();
    assert!(matches!(next(&world).await.unwrap().content, Content::Replied { .. }));
}

#[tokio::test]
async fn a_lease_that_ran_out_is_taken_over_and_old_news_is_not_sent() {
    let world = world().await;
    files(&world, "ana", "printer").await;
    let lost = next(&world).await.unwrap();
    assert!(next(&world).await.is_none(), "leased");
    world.advance(2 * Timestamp::MINUTE);
    let taken = next(&world).await.unwrap();
    assert_eq!((taken.id, taken.attempt, &taken.envelope.mail_id), (lost.id, 2, &lost.envelope.mail_id));
    world.advance(3 * Timestamp::DAY + 1);
    assert!(next(&world).await.is_none());
    let outbox = world.user_desk("admin").await.outbox(OutboxView::All, None).await.unwrap();
    assert!(matches!(outbox.rows[0].state, LetterState::Failed { problem: MailProblem::TooOld, .. }));
    assert_eq!(world.user_desk("agent").await.outbox(OutboxView::All, None).await.err(), Some(Fault::Refused(Refusal::Role)));
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_once_and_ends_every_session() {
    let world = world().await;
    let place = world.place().await;
    place.ask_reset(&email("ana").to_uppercase()).await.unwrap();
    let letter = next(&world).await.unwrap();
    assert_eq!(letter.envelope.to, email("ana"));
    let token = token_of(link_of(&letter)).to_owned();
    assert!(link_of(&letter).contains("/recovery/password/"), "{}", link_of(&letter));
    world.portico.letter_sent(letter.id).await.unwrap();
    assert!(!world.letters().await.iter().any(|(_, details, _)| details.contains(&token)), "no capability is kept");

    for _ in 0..3 {
        assert_eq!(place.reset_link(&token).await.unwrap().email, email("ana"));
    }
    assert_eq!(place.sign_in_link(&token).await, Err(Fault::NotFound), "this portal has no sign-in links");
    assert_eq!(place.reset_password(&token, "12345678").await, Err(Fault::invalid("password", Problem::TooCommon)));
    for _ in 0..10 {
        let _ = place.sign_in(&email("ana"), "wrong").await;
    }
    assert!(matches!(place.sign_in(&email("ana"), PASSWORD).await, Err(Fault::Busy { .. })), "locked");
    assert_eq!(comes_back(&world, "ana").await, Ok(()));
    place.reset_password(&token, "an entirely new secret").await.unwrap();
    assert_eq!(comes_back(&world, "ana").await, Err(Fault::SignedOut), "sessions end");
    assert_eq!(place.reset_password(&token, "once more, with feeling").await, Err(INVALID));
    assert!(place.sign_in(&email("ana"), "an entirely new secret").await.is_ok(), "and the lock is gone");

    let told = next(&world).await.unwrap();
    assert!(matches!(told.content, Content::PasswordChanged { .. }));
    assert!(world.trail().await.contains(&"password_reset".to_owned()));
}

#[tokio::test]
async fn asking_says_the_same_to_everybody_and_mails_only_who_may_enter() {
    let world = world().await;
    let place = world.place().await;
    world.user_desk("agent").await.set_contact_disabled(world.contact("bruno"), true).await.unwrap();
    world.remove_from_groups("carla").await;
    for who in [email("nobody"), email("bruno"), email("carla"), email("agent")] {
        assert_eq!(place.ask_reset(&who).await, Ok(()), "{who}");
    }
    assert!(next(&world).await.is_none());
    assert_eq!(place.ask_reset("no address").await, Err(Fault::invalid("email", Problem::Malformed)));
    assert_eq!(place.ask_sign_in_link(&email("ana")).await, Err(Fault::NotFound), "this portal has no sign-in links");

    // Nobody's mailbox is filled by a stranger.
    for _ in 0..20 {
        assert_eq!(place.ask_reset(&email("ana")).await, Ok(()));
    }
    let mut sent = 0;
    while let Some(letter) = next(&world).await {
        world.portico.letter_sent(letter.id).await.unwrap();
        sent += 1;
    }
    assert_eq!(sent, 3);
}

#[tokio::test]
async fn a_reset_link_dies_with_time_use_another_address_another_portal_and_a_disabled_contact() {
    let world = world().await;
    let place = world.place().await;
    let ask = async || {
        world.advance(Timestamp::HOUR);
        place.ask_reset(&email("ana")).await.unwrap();
        let letter = next(&world).await.unwrap();
        world.portico.letter_sent(letter.id).await.unwrap();
        token_of(link_of(&letter)).to_owned()
    };
    let (older, newer) = (ask().await, ask().await);
    assert!(place.reset_link(&older).await.is_ok(), "letters arrive in any order");
    assert!(place.reset_link(&newer).await.is_ok());
    for garbage in ["", " ", "x", &newer.to_uppercase(), &format!("{newer}{newer}"), &"é".repeat(2000)] {
        assert_eq!(place.reset_password(garbage, "an entirely new secret").await, Err(INVALID), "{garbage:?}");
    }
    world.second_portal("second").await;
    assert_eq!(world.place_at("second").await.reset_password(&newer, "an entirely new secret").await, Err(INVALID));
    assert_eq!(place.accept_invitation(&newer, PASSWORD).await, Err(INVALID), "a token has one purpose");
    world.advance(24 * Timestamp::HOUR);
    assert_eq!(place.reset_link(&newer).await, Err(INVALID));
    let (used, beside) = (ask().await, ask().await);
    assert!(place.reset_password(&used, "an entirely new secret").await.is_ok());
    assert_eq!(place.reset_link(&beside).await, Err(INVALID), "one is spent, and they all are");
    while let Some(letter) = next(&world).await {
        world.portico.letter_sent(letter.id).await.unwrap();
    }
    let token = ask().await;
    world.user_desk("agent").await.set_contact_disabled(world.contact("ana"), true).await.unwrap();
    assert_eq!(place.reset_password(&token, "an entirely new secret").await, Err(INVALID));
}

#[tokio::test]
async fn a_sign_in_link_lets_in_once_where_the_portal_has_them() {
    let world = world().await;
    let admin = world.user_desk("admin").await;
    let methods = model::access::SignInMethods { password: true, magic_link: true, single_sign_on: false };
    let groups = model::portals::Portals::portal(&admin, world.portal).await.unwrap().groups;
    let mode = model::access::AccessMode::Invited;
    model::portals::Portals::save_access(&admin, world.portal, mode, &groups, methods).await.unwrap();
    let place = world.place().await;
    assert!(place.face().magic_link);
    place.ask_sign_in_link(&email("ana")).await.unwrap();
    let letter = next(&world).await.unwrap();
    let token = token_of(link_of(&letter)).to_owned();
    assert_eq!(place.sign_in_link(&token).await.unwrap().email, email("ana"));
    let admission = place.enter_by_link(&token).await.unwrap();
    assert_eq!(enters(&world, &place, &admission.secret).await, Ok(()));
    assert_eq!(place.enter_by_link(&token).await, Err(INVALID));
    world.portico.letter_sent(letter.id).await.unwrap();

    place.ask_sign_in_link(&email("ana")).await.unwrap();
    world.advance(15 * Timestamp::MINUTE + 1);
    assert!(next(&world).await.is_none(), "nobody waits for it any more");
}

#[tokio::test]
async fn a_changed_password_is_told() {
    let world = world().await;
    world.contact_desk("ana").await.change_password(PASSWORD, "an entirely new secret").await.unwrap();
    let letter = next(&world).await.unwrap();
    assert!(matches!(letter.content, Content::PasswordChanged { .. }));
    assert_eq!(letter.envelope.to, email("ana"));
}

#[tokio::test]
async fn a_changed_password_voids_the_links_that_were_mailed_for_the_old_one() {
    let world = world().await;
    let place = world.place().await;
    place.ask_reset(&email("ana")).await.unwrap();
    let letter = next(&world).await.unwrap();
    let reset = token_of(link_of(&letter)).to_owned();
    world.portico.letter_sent(letter.id).await.unwrap();
    world.portico.staff_door().ask_staff_reset(&email("agent")).await.unwrap();
    let letter = next(&world).await.unwrap();
    let of_staff = token_of(link_of(&letter)).to_owned();
    assert!(place.reset_link(&reset).await.is_ok() && world.portico.staff_door().staff_reset_link(&of_staff).await.is_ok());
    world.contact_desk("ana").await.change_password(PASSWORD, "an entirely new secret").await.unwrap();
    assert_eq!(place.reset_link(&reset).await.err(), Some(INVALID));
    world.user_desk("agent").await.change_staff_password(PASSWORD, "an entirely new secret").await.unwrap();
    assert_eq!(world.portico.staff_door().staff_reset_link(&of_staff).await.err(), Some(INVALID));
}

#[tokio::test]
async fn without_a_mail_server_nothing_is_offered() {
    let world = World::new().await;
    let place = world.place().await;
    assert!(!place.face().may_reset && !place.face().magic_link);
    assert_eq!(place.ask_reset(&email("ana")).await, Err(Fault::NotFound));
    let links_only = model::access::SignInMethods { password: false, magic_link: true, single_sign_on: false };
    let admin = world.user_desk("admin").await;
    let refused =
        model::portals::Portals::save_access(&admin, world.portal, model::access::AccessMode::Register, &[], links_only).await;
    assert_eq!(refused, Err(Fault::invalid("methods", Problem::Missing)), "a link that nobody is sent lets nobody in");
}

#[tokio::test]
async fn the_owner_hears_of_a_customers_answer_and_a_colleague_too() {
    let world = world().await;
    let ticket = files(&world, "ana", "printer").await;
    world.portico.letter_sent(next(&world).await.unwrap().id).await.unwrap();
    let agent = world.user_desk("agent").await;
    agent.assign(ticket, Some(world.user("agent")), None).await.unwrap();
    agent.add_contact(ticket, world.contact("bruno")).await.unwrap();
    let reply = model::tickets::NewReply { text: "Still broken".into(), key: "key-of-reply".into() };
    world.contact_desk("ana").await.reply(ticket, &reply).await.unwrap();
    let mut told = Vec::new();
    while let Some(letter) = next(&world).await {
        world.portico.letter_sent(letter.id).await.unwrap();
        match letter.content {
            Content::Replied { by, about, .. } => {
                assert_eq!(about.text, "Still broken");
                told.push((letter.envelope.to, by, about.link.contains("/desk/")));
            }
            other => panic!("{other:?}"),
        }
    }
    let (owner, colleague) = ((email("agent"), Author::Customer, true), (email("bruno"), Author::Colleague, false));
    assert_eq!(told, [owner, colleague]);
}
