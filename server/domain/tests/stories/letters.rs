//! Letters about a ticket's status, reminders, and what bounds them.

use domain::outbox::DueLetter;
use domain::testing::{PASSWORD, World, email, settings};
use model::contacts::Contacts;
use model::helpdesk::HelpDesk;
use model::letters::{Content, StatusNews};
use model::mail::{LetterKind, LetterState, MailDesk, MailProblem, OutboxView};
use model::people::PortalDoor;
use model::portals::TicketPermission;
use model::tickets::{NewTicket, Tickets, Turn};
use model::{Fault, Refusal, StageId, TicketId, Timestamp};

use crate::doors::token_of;

/// HubSpot's default pipeline.
const NEW: StageId = StageId(1);
const ON_US: StageId = StageId(3);
const CLOSED: StageId = StageId(4);

pub async fn world() -> World {
    let settings = domain::Settings { mail_from: Some("help@example.com".into()), ..settings() };
    World::with_settings(TicketPermission::Company, settings).await
}

pub async fn next(world: &World) -> Option<DueLetter> {
    world.portico.next_letter().await.unwrap()
}

/// Sends everything that is due by now.
pub async fn deliver(world: &World) -> Vec<DueLetter> {
    let mut sent = Vec::new();
    while let Some(letter) = next(world).await {
        world.portico.letter_sent(letter.id).await.unwrap();
        sent.push(letter);
    }
    sent
}

pub async fn files(world: &World, who: &str) -> TicketId {
    let ticket =
        NewTicket { subject: "printer".into(), description: "It broke".into(), priority: None, key: "key-of-it-1".into() };
    world.contact_desk(who).await.open(&ticket).await.unwrap()
}

/// A ticket of Ana's that Bruno is on, too; nothing is left to be sent.
async fn shared(world: &World) -> TicketId {
    let ticket = files(world, "ana").await;
    world.user_desk("agent").await.add_contact(ticket, world.contact("bruno")).await.unwrap();
    deliver(world).await;
    ticket
}

async fn moves(world: &World, ticket: TicketId, stage: StageId) {
    world.user_desk("agent").await.set_stage(ticket, stage, None).await.unwrap();
}

fn status_of(letter: &DueLetter) -> (&str, StatusNews, Turn) {
    match &letter.content {
        Content::Status { news, status, .. } => (&letter.envelope.to, *news, status.turn),
        other => panic!("{other:?}"),
    }
}

pub async fn problem(world: &World, kind: LetterKind) -> Option<MailProblem> {
    let rows = world.user_desk("admin").await.outbox(OutboxView::All, None).await.unwrap().rows;
    let row = rows.into_iter().find(|row| row.kind == Some(kind))?;
    match row.state {
        LetterState::Failed { problem, .. } => Some(problem),
        _ => None,
    }
}

#[tokio::test]
async fn several_changes_of_the_status_are_one_letter_to_each() {
    let world = world().await;
    let ticket = shared(&world).await;
    moves(&world, ticket, ON_US).await;
    world.advance(5 * Timestamp::SECOND);
    moves(&world, ticket, CLOSED).await;
    assert!(next(&world).await.is_none(), "it waits for the next change");
    world.advance(6 * Timestamp::SECOND);
    let sent = deliver(&world).await;
    let told: Vec<_> = sent.iter().map(status_of).collect();
    let closed = StatusNews::Closed { reopen_days: 14 };
    let (ana, bruno) = (email("ana"), email("bruno"));
    assert_eq!(told, [(ana.as_str(), closed, Turn::Closed), (bruno.as_str(), closed, Turn::Closed)]);

    moves(&world, ticket, ON_US).await;
    world.advance(11 * Timestamp::SECOND);
    assert!(deliver(&world).await.iter().all(|letter| status_of(letter).1 == StatusNews::Reopened));
}

#[tokio::test]
async fn a_change_that_was_taken_back_is_no_news() {
    let world = world().await;
    let ticket = shared(&world).await;
    moves(&world, ticket, CLOSED).await;
    moves(&world, ticket, NEW).await;
    world.advance(11 * Timestamp::SECOND);
    assert!(next(&world).await.is_none());
    assert_eq!(problem(&world, LetterKind::StatusChanged).await, Some(MailProblem::Overtaken));
}

#[tokio::test]
async fn after_a_failure_only_the_last_word_is_said() {
    let world = world().await;
    let ticket = shared(&world).await;
    world.user_desk("agent").await.remove_contact(ticket, world.contact("bruno")).await.unwrap();
    moves(&world, ticket, ON_US).await;
    world.advance(11 * Timestamp::SECOND);
    let first = next(&world).await.unwrap();
    world.portico.letter_put_off(&first, &MailProblem::Unreachable { reason: "gone".into() }).await.unwrap();
    moves(&world, ticket, CLOSED).await;
    world.advance(Timestamp::MINUTE);
    let sent = deliver(&world).await;
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert_eq!(status_of(&sent[0]).1, StatusNews::Closed { reopen_days: 14 });
}

#[tokio::test]
async fn who_closes_a_ticket_is_not_told_and_the_others_are() {
    let world = world().await;
    let ticket = shared(&world).await;
    world.contact_desk("ana").await.close(ticket).await.unwrap();
    world.advance(11 * Timestamp::SECOND);
    let sent = deliver(&world).await;
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert_eq!(status_of(&sent[0]).0, email("bruno"));
}

#[tokio::test]
async fn an_answer_that_waits_for_the_customer_says_so_itself_and_one_that_closes_is_followed_by_a_letter() {
    let world = world().await;
    let ticket = files(&world, "ana").await;
    deliver(&world).await;
    let agent = world.user_desk("agent").await;
    agent.answer(ticket, "Try again", "key-of-one", None).await.unwrap();
    world.advance(11 * Timestamp::SECOND);
    assert!(deliver(&world).await.iter().all(|letter| matches!(letter.content, Content::Replied { .. })));
    agent.answer(ticket, "Done", "key-of-two", Some(CLOSED)).await.unwrap();
    world.advance(11 * Timestamp::SECOND);
    let sent = deliver(&world).await;
    assert!(matches!(sent[0].content, Content::Replied { .. }));
    assert_eq!(status_of(&sent[1]).1, StatusNews::Closed { reopen_days: 14 });
    assert_eq!(sent.len(), 2);
}

#[tokio::test]
async fn who_lost_the_ticket_before_it_was_sent_hears_nothing() {
    let world = world().await;
    let ticket = shared(&world).await;
    moves(&world, ticket, ON_US).await;
    world.user_desk("agent").await.remove_contact(ticket, world.contact("bruno")).await.unwrap();
    world.remove_from_groups("ana").await;
    world.advance(11 * Timestamp::SECOND);
    let sent = deliver(&world).await;
    // Bruno still sees what his company's tickets are.
    let to: Vec<&str> = sent.iter().map(|letter| letter.envelope.to.as_str()).collect();
    assert_eq!(to, [email("bruno")]);
    let ana = world.user_desk("agent").await.contact_mail(world.contact("ana")).await.unwrap().letters.remove(0);
    assert!(matches!(ana.state, LetterState::Failed { problem: MailProblem::NotAllowed, .. }), "{ana:?}");
}

#[tokio::test]
async fn ten_tickets_at_once_are_acknowledged_once_and_once_more_after_an_hour() {
    let world = world().await;
    let desk = world.contact_desk("ana").await;
    let filing = (0..10).map(|number| {
        let desk = desk.clone();
        tokio::spawn(async move {
            let ticket = NewTicket {
                subject: format!("printer {number}"),
                description: "It broke".into(),
                priority: None,
                key: format!("key-of-ticket-{number}"),
            };
            desk.open(&ticket).await.unwrap()
        })
    });
    for filed in filing.collect::<Vec<_>>() {
        filed.await.unwrap();
    }
    assert_eq!(deliver(&world).await.len(), 1);
    world.advance(Timestamp::HOUR - 1);
    files(&world, "ana").await;
    assert!(deliver(&world).await.is_empty());
    files(&world, "bruno").await;
    assert_eq!(deliver(&world).await.len(), 1, "another sender's is another's");
    world.advance(2);
    let again = NewTicket { subject: "again".into(), description: "It broke".into(), priority: None, key: "key-of-again".into() };
    world.contact_desk("ana").await.open(&again).await.unwrap();
    assert_eq!(deliver(&world).await.len(), 1);
}

#[tokio::test]
async fn an_invitation_is_remembered_after_three_and_seven_days_and_renewed_at_last() {
    let world = world().await;
    let place = world.connect_domain().await;
    let newcomer = invited(&world).await;
    let sent = deliver(&world).await;
    assert!(matches!(sent[0].content, Content::Invitation { .. }));
    world.advance(3 * Timestamp::DAY - 1);
    assert!(deliver(&world).await.is_empty());
    world.advance(1);
    let first = deliver(&world).await;
    let day = Timestamp::DAY;
    match &first[..] {
        [letter] => match &letter.content {
            Content::InvitationReminder { link, until } => {
                assert_eq!(until.0, world.now().0 + 4 * day, "the same time as the first");
                assert!(place.invitation(token_of(link)).await.is_ok());
            }
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
    world.advance(4 * day);
    let due = next(&world).await.unwrap();
    world.portico.letter_put_off(&due, &MailProblem::Unreachable { reason: "gone".into() }).await.unwrap();
    world.advance(Timestamp::MINUTE);
    let last = deliver(&world).await;
    let Content::InvitationReminder { link, until } = &last[0].content else { panic!("{last:?}") };
    assert_eq!(last[0].envelope.mail_id, due.envelope.mail_id);
    assert_eq!(until.0, world.now().0 + 7 * day - Timestamp::MINUTE, "renewed once");
    place.accept_invitation(token_of(link), PASSWORD).await.unwrap();
    world.advance(30 * day);
    assert!(deliver(&world).await.is_empty(), "there is no third");
    assert!(world.trail().await.contains(&"invitation_renewed".to_owned()));
    let letters = world.user_desk("agent").await.contact_mail(newcomer).await.unwrap().letters;
    assert_eq!(letters.len(), 3);
}

async fn invited(world: &World) -> model::ContactId {
    let agent = world.user_desk("agent").await;
    let fields = model::contacts::ContactFields { email: email("newcomer"), ..Default::default() };
    let newcomer = agent.create_contact(&fields).await.unwrap();
    agent.invite(world.portal, newcomer).await.unwrap();
    newcomer
}

#[tokio::test]
async fn nobody_is_reminded_of_an_invitation_that_is_over_held_or_replaced() {
    for end in ["accepted", "disabled", "invited again", "readdressed"] {
        let world = world().await;
        let place = world.connect_domain().await;
        let newcomer = invited(&world).await;
        let sent = deliver(&world).await;
        let Content::Invitation { link, .. } = &sent[0].content else { panic!("{sent:?}") };
        let agent = world.user_desk("agent").await;
        let mut reminders = 0;
        match end {
            "accepted" => drop(place.accept_invitation(token_of(link), PASSWORD).await.unwrap()),
            "disabled" => agent.set_contact_disabled(newcomer, true).await.unwrap(),
            "invited again" => {
                agent.invite(world.portal, newcomer).await.unwrap();
                deliver(&world).await;
                // The second invitation's own.
                reminders = 1;
            }
            _ => {
                let fields = model::contacts::ContactFields { email: email("elsewhere"), ..Default::default() };
                agent.update_contact(newcomer, &fields).await.unwrap();
            }
        }
        world.advance(3 * Timestamp::DAY);
        assert_eq!(deliver(&world).await.len(), reminders, "{end}");
    }
    let world = world().await;
    invited(&world).await;
    world.advance(3 * Timestamp::DAY);
    assert!(deliver(&world).await.is_empty(), "held: the system domain mails no invitations");
}

#[tokio::test]
async fn a_letter_of_another_version_stops_neither_the_worker_nor_the_page() {
    let world = world().await;
    let ticket = files(&world, "ana").await;
    deliver(&world).await;
    world.letter_of_another_version(ticket).await;
    world.user_desk("agent").await.answer(ticket, "Try again", "key-of-answer", None).await.unwrap();
    assert_eq!(deliver(&world).await.len(), 1);
    let rows = world.user_desk("admin").await.outbox(OutboxView::All, None).await.unwrap().rows;
    let other = rows.iter().find(|row| row.kind.is_none()).unwrap();
    assert!(matches!(other.state, LetterState::Waiting { .. }), "it is left to its own version");
}

#[tokio::test]
async fn what_was_too_old_is_tried_again_as_if_it_were_new() {
    let world = world().await;
    files(&world, "ana").await;
    world.advance(4 * Timestamp::DAY);
    assert!(next(&world).await.is_none());
    assert_eq!(problem(&world, LetterKind::TicketReceived).await, Some(MailProblem::TooOld));
    let admin = world.user_desk("admin").await;
    let row = admin.outbox(OutboxView::All, None).await.unwrap().rows.remove(0);
    admin.retry_letter(row.id).await.unwrap();
    assert_eq!(deliver(&world).await.len(), 1);
    assert_eq!(admin.retry_letter(row.id).await, Err(Fault::Refused(Refusal::Stale)));
}

#[tokio::test]
async fn a_slower_server_does_not_unsend_a_letter() {
    let world = world().await;
    files(&world, "ana").await;
    let letter = next(&world).await.unwrap();
    world.portico.letter_sent(letter.id).await.unwrap();
    world.portico.letter_put_off(&letter, &MailProblem::Unreachable { reason: "gone".into() }).await.unwrap();
    let row = world.user_desk("admin").await.outbox(OutboxView::All, None).await.unwrap().rows.remove(0);
    assert!(matches!(row.state, LetterState::Sent(_)));
}

#[tokio::test]
async fn under_an_answer_staff_see_what_became_of_its_letters() {
    let world = world().await;
    let ticket = files(&world, "ana").await;
    deliver(&world).await;
    let agent = world.user_desk("agent").await;
    let posted = agent.answer(ticket, "Try again", "key-of-answer", None).await.unwrap();
    let state = async || {
        let letters = world.user_desk("agent").await.staff_ticket(ticket).await.unwrap().letters;
        letters.into_iter().find(|letter| letter.message == posted.message).unwrap().state
    };
    assert!(matches!(state().await, LetterState::Waiting { problem: None, .. }));
    let letter = next(&world).await.unwrap();
    let refused = MailProblem::Refused { code: 550, said: "no such user".into() };
    world.portico.letter_given_up(letter.id, &refused).await.unwrap();
    assert!(matches!(state().await, LetterState::Failed { problem, .. } if problem == refused));
    let seen = world.contact_desk("ana").await.ticket(ticket, None).await.unwrap();
    assert!(!serde_json::to_string(&seen).unwrap().contains("no such user"), "customers read nothing of it");
}

#[tokio::test]
async fn without_a_mail_server_staff_read_that_nothing_goes_out() {
    let world = World::new().await;
    let ticket = files(&world, "ana").await;
    world.user_desk("agent").await.answer(ticket, "Try again", "key-of-answer", None).await.unwrap();
    let letters = world.user_desk("agent").await.staff_ticket(ticket).await.unwrap().letters;
    assert!(
        letters.iter().all(|letter| matches!(letter.state, LetterState::Waiting { problem: Some(MailProblem::NotSetUp), .. }))
    );
    assert_eq!(letters.len(), 2);
}
