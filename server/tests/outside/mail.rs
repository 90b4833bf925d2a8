//! Letters on their way to a mail server that is there, is not, and misbehaves.

use std::sync::Arc;
use std::time::Duration;

use domain::outbox::MailServer;
use domain::testing::{World, email, settings};
use domain::{Clock, Settings};
use model::helpdesk::HelpDesk;
use model::mail::{LetterState, MailDesk, MailProblem, MailSecurity, OutboxView};
use model::portals::TicketPermission;
use model::tickets::{NewTicket, Tickets};
use model::{TicketId, Timestamp};
use server::mail::{Conversing, deliver};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::post_office::{Mood, PostOffice};

/// A world whose letters are handed to a post office.
struct Mailing {
    world: World,
    stop: watch::Sender<bool>,
    worker: JoinHandle<()>,
}

fn server(port: u16) -> MailServer {
    MailServer {
        host: "127.0.0.1".into(),
        port,
        security: MailSecurity::None,
        login: None,
        from_name: None,
        from_address: "help@example.com".into(),
    }
}

impl Mailing {
    async fn to(port: u16) -> Self {
        Self::by(server(port)).await
    }

    async fn by(server: MailServer) -> Self {
        let settings = Settings { mail_from: Some("help@example.com".into()), ..settings() };
        let world = World::with_settings(TicketPermission::Company, settings).await;
        world.portico.set_up_mail(Some((server, "a test".into())), Arc::new(Conversing { clock: Clock::system() }));
        let (stop, stopping) = watch::channel(false);
        let worker = tokio::spawn(deliver(world.portico.clone(), stopping));
        Self { world, stop, worker }
    }

    async fn files(&self, who: &str, subject: &str, text: &str) -> TicketId {
        let key = format!("key-of-{who}-{:08}", text.len());
        let ticket = NewTicket { subject: subject.into(), description: text.into(), priority: None, key };
        self.world.contact_desk(who).await.open(&ticket).await.unwrap()
    }

    async fn answers(&self, ticket: TicketId, text: &str) {
        let words: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        let key = format!("key-of-answer-{words}");
        self.world.user_desk("agent").await.answer(ticket, text, &key, None).await.unwrap();
    }

    async fn states(&self) -> Vec<LetterState> {
        let rows = self.world.user_desk("admin").await.outbox(OutboxView::All, None).await.unwrap().rows;
        rows.into_iter().rev().filter(|row| row.state != LetterState::Held).map(|row| row.state).collect()
    }

    /// Waits until the outbox says so.
    async fn until(&self, what: &str, fits: impl Fn(&[LetterState]) -> bool) -> Vec<LetterState> {
        for _ in 0..300 {
            let states = self.states().await;
            if fits(&states) {
                return states;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("not {what}: {:?}", self.states().await);
    }

    async fn end(self) {
        self.stop.send_replace(true);
        self.worker.await.unwrap();
    }
}

fn all_sent(states: &[LetterState]) -> bool {
    states.iter().all(|state| matches!(state, LetterState::Sent(_)))
}

fn put_off(states: &[LetterState]) -> bool {
    matches!(states.last(), Some(LetterState::Waiting { problem: Some(_), .. }))
}

fn message_id(taken: &crate::post_office::Taken) -> String {
    taken.header("Message-ID").unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_cannot_leave_its_place_in_the_bytes() {
    let office = PostOffice::open().await;
    let mailing = Mailing::to(office.port).await;
    let hostile = "one\n.\ntwo\r\n.\r\nRCPT TO:<eve@example.com>\r\n\u{2028}.\n..\nfrom\n.";
    let ticket = mailing.files("ana", "Bcc: eve@example.com", hostile).await;
    mailing.answers(ticket, hostile).await;
    mailing.until("all sent", all_sent).await;
    let taken = office.taken();
    assert_eq!(taken.len(), 2);
    for letter in &taken {
        let bytes = &letter.bytes;
        assert_eq!(letter.to, email("ana"));
        for (at, byte) in bytes.iter().enumerate() {
            assert!(*byte != b'\n' || at > 0 && bytes[at - 1] == b'\r', "a line feed alone at {at}");
            assert!(*byte != b'\r' || bytes.get(at + 1) == Some(&b'\n'), "a carriage return alone at {at}");
        }
        assert!(!bytes.windows(5).any(|five| five == b"\r\n.\r\n"), "a dot alone");
        assert_eq!(letter.header("Bcc"), None);
        let (head, body) =
            String::from_utf8_lossy(bytes).split_once("\r\n\r\n").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        assert!(head.lines().all(|line| line.starts_with(' ') || line.contains(": ")), "{head}");
        // Links go to the ticket and carry nothing that lets anybody in.
        assert!(!body.contains("/invitation/") && !body.contains("/recovery/password") && !body.contains("/recovery/link"));
    }
    assert_eq!(taken[0].header("Auto-Submitted").as_deref(), Some("auto-replied"));
    assert_eq!(taken[1].header("List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    mailing.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_is_cut_after_the_dot_brings_the_same_letter_again() {
    let office = PostOffice::open().await;
    let mailing = Mailing::to(office.port).await;
    office.is(Mood::CutsAfterDot);
    mailing.files("ana", "printer", "It broke").await;
    mailing.until("put off", put_off).await;
    office.is(Mood::Takes);
    mailing.world.advance(Timestamp::MINUTE);
    mailing.until("sent", all_sent).await;
    let taken = office.taken();
    assert_eq!(taken.len(), 2);
    assert_eq!(message_id(&taken[0]), message_id(&taken[1]));
    mailing.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_pass_is_tried_again_and_what_may_not_is_given_up() {
    for (code, passes) in [(421, true), (451, true), (550, false), (535, true)] {
        let office = PostOffice::open().await;
        let mailing = Mailing::to(office.port).await;
        office.is(Mood::Refuses { code, to: None });
        mailing.files("ana", "printer", "It broke").await;
        let states = mailing
            .until("refused", |states| !matches!(states.last(), Some(LetterState::Waiting { problem: None, .. }) | None))
            .await;
        let problem = match states.last().unwrap() {
            LetterState::Waiting { problem: Some(problem), .. } if passes => problem,
            LetterState::Failed { problem, .. } if !passes => problem,
            other => panic!("{code}: {other:?}"),
        };
        assert!(matches!(problem, MailProblem::Refused { code: said, .. } if *said == code), "{problem:?}");
        mailing.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_there_is_no_encryption_to_be_had_nothing_is_said() {
    for mood in [Mood::BreaksTls, Mood::Takes] {
        let office = PostOffice::open().await;
        office.is(mood);
        let login = Some(("portico".to_owned(), "hush".to_owned()));
        let mailing = Mailing::by(MailServer { security: MailSecurity::StartTls, login, ..server(office.port) }).await;
        mailing.files("ana", "printer", "It broke").await;
        mailing.until("put off", put_off).await;
        assert!(office.taken().is_empty());
        mailing.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_nobody_takes_holds_nobody_else_up() {
    let office = PostOffice::open().await;
    let mailing = Mailing::to(office.port).await;
    office.is(Mood::Refuses { code: 451, to: Some("ana@example.com") });
    mailing.files("ana", "printer", "It broke").await;
    mailing.files("bruno", "screen", "It is dark").await;
    mailing.files("carla", "mouse", "It is slow").await;
    let sent = |states: &[LetterState]| states.iter().filter(|state| matches!(state, LetterState::Sent(_))).count() == 2;
    mailing.until("the others' sent", sent).await;
    assert!(office.taken().iter().all(|letter| letter.to != email("ana")));
    mailing.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_an_hour_down_everything_goes_out_once_and_in_order() {
    let office = PostOffice::open().await;
    let port = office.close().await;
    let mailing = Mailing::to(port).await;
    let ticket = mailing.files("ana", "printer", "It broke").await;
    for number in 0..20 {
        mailing.answers(ticket, &format!("answer {number:02}")).await;
    }
    mailing
        .until("the first put off", |states| {
            matches!(states.first(), Some(LetterState::Waiting { problem: Some(MailProblem::Unreachable { .. }), .. }))
        })
        .await;
    for _ in 0..6 {
        mailing.world.advance(10 * Timestamp::MINUTE);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let office = PostOffice::open_at(port).await;
    mailing.world.advance(2 * Timestamp::HOUR);
    mailing.until("all sent", all_sent).await;
    let said: Vec<String> = office
        .taken()
        .iter()
        .filter_map(|letter| String::from_utf8_lossy(&letter.bytes).split("> answer ").nth(1).map(|rest| rest[..2].to_owned()))
        .collect();
    let expected: Vec<String> = (0..20).map(|number| format!("{number:02}")).collect();
    assert_eq!(said, expected);
    mailing.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_hangs_is_left_and_pages_go_on() {
    let office = PostOffice::open().await;
    let mailing = Mailing::to(office.port).await;
    office.is(Mood::HangsInData);
    mailing.files("ana", "printer", "It broke").await;
    for _ in 0..100 {
        if !office.taken().is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // One conversation hangs; the others go on meanwhile.
    office.is(Mood::Takes);
    mailing.files("bruno", "screen", "It is dark").await;
    mailing.until("the other's sent", |states| matches!(states.last(), Some(LetterState::Sent(_)))).await;
    mailing.worker.abort();
}
