//! An integration speaks in a conversation as an agent does.

use domain::Change;
use domain::conversations::{EntryKind, NewWords, ThreadQuery, ThreadSort};
use domain::crm::Refused;
use domain::testing::World;
use domain::tickets::testing::letters;
use model::helpdesk::{HelpDesk, StaffEntryKind};
use model::tickets::{Entry, Side, Tickets, Turn};
use model::{TicketId, Timestamp};

use crate::crm::refused;
use crate::tickets::{anas_ticket, reply};

fn words(text: &str) -> NewWords {
    NewWords { text: text.into(), ..NewWords::default() }
}

#[tokio::test]
async fn a_message_is_an_agents_answer() {
    let world = World::new().await;
    let (desk, by_token, by_agent) = (world.token_desk().await, anas_ticket(&world).await, {
        let new = crate::tickets::new_ticket("Another", "anas-other-key-1");
        world.contact_desk("ana").await.open(&new).await.unwrap()
    });
    let agent = world.user_desk("agent").await;
    let before = letters(&world.portico).await.unwrap().len();
    agent.answer(by_agent, "Try **this**", "answer-key-0001", None).await.unwrap();
    let like_agents = letters(&world.portico).await.unwrap()[before..].to_vec();
    let mut changes = world.portico.changes();
    let sender = format!("A-{}", world.user("agent"));
    let rich = NewWords { html: Some("<p>Try <b>this</b></p>".into()), recipients: vec!["Ana@example.com".into()], ..words("") };
    let posted = desk.post_message(&by_token.to_string(), &sender, &rich).await.unwrap();
    assert_eq!(changes.try_recv().unwrap(), Change::Ticket(by_token));
    assert_eq!(posted.by.id, sender);
    let EntryKind::Message { incoming: false, text, html } = posted.kind else { panic!("no answer: {posted:?}") };
    assert_eq!((text.as_str(), html.as_str()), ("Try **this**", "<p>Try <strong>this</strong></p>\n"));
    assert_eq!(letters(&world.portico).await.unwrap()[before + like_agents.len()..], like_agents);
    let ana = world.contact_desk("ana").await;
    let (one, other) = (ana.ticket(by_agent, None).await.unwrap(), ana.ticket(by_token, None).await.unwrap());
    assert_eq!((one.status.turn, other.status.turn), (Turn::Contact, Turn::Contact));
    let Some(Entry::Message(last)) = other.entries.last() else { panic!("no message") };
    assert_eq!(last.side, Side::Team);
    assert!(world.trail().await.contains(&"answer_posted".to_owned()));
}

#[tokio::test]
async fn a_comment_is_seen_by_no_customer() {
    let world = World::new().await;
    let (desk, ticket) = (world.token_desk().await, anas_ticket(&world).await);
    let before = letters(&world.portico).await.unwrap().len();
    let posted = desk.post_comment(&ticket.to_string(), &words("Between us")).await.unwrap();
    assert!(matches!(posted.kind, EntryKind::Comment { .. }));
    assert_eq!(letters(&world.portico).await.unwrap().len(), before);
    let seen = world.contact_desk("ana").await.ticket(ticket, None).await.unwrap();
    assert_eq!(seen.entries.len(), 1);
    let staff = world.user_desk("agent").await.staff_ticket(ticket).await.unwrap();
    assert!(matches!(staff.entries.last().unwrap().kind, StaffEntryKind::Comment { .. }));
    let found = desk.search_records(domain::crm::ObjectType::Notes, &Default::default()).await;
    assert!(found.is_ok());
}

#[tokio::test]
async fn nobody_speaks_for_who_is_not_there_or_to_who_is_not_on_it() {
    let world = World::new().await;
    let (desk, ticket) = (world.token_desk().await, anas_ticket(&world).await.to_string());
    for sender in ["A-987654", "V-1", "agent", ""] {
        let posted = desk.post_message(&ticket, sender, &words("x")).await;
        assert_eq!(refused(posted), Refused::NoSuchAgent(sender.into()));
    }
    let sender = format!("A-{}", world.user("agent"));
    let stranger = NewWords { recipients: vec!["carla@example.com".into()], ..words("x") };
    assert!(matches!(refused(desk.post_message(&ticket, &sender, &stranger).await), Refused::NoRecipient(_)));
    assert!(matches!(refused(desk.post_message(&ticket, &sender, &words("  ")).await), Refused::FieldUnfit(_)));
    assert!(matches!(
        refused(desk.post_message(&ticket, &sender, &words(&"x".repeat(50_001))).await),
        Refused::TextTooLong { .. }
    ));
    assert!(matches!(refused(desk.post_comment("987654", &words("x")).await), Refused::NotFound { .. }));
    let (entries, _) = desk.entries(&ticket, false, None, 10).await.unwrap();
    assert_eq!(entries.len(), 1);
}

#[tokio::test]
async fn a_thread_tells_all_that_happened_in_order() {
    let world = World::new().await;
    let (desk, ticket) = (world.token_desk().await, anas_ticket(&world).await);
    let thread = ticket.to_string();
    let agent = format!("A-{}", world.user("agent"));
    world.contact_desk("ana").await.reply(ticket, &reply("Still", "reply-key-00001")).await.unwrap();
    desk.assign_thread(&thread, Some(&agent)).await.unwrap();
    assert!(!desk.set_thread_open(&thread, false).await.unwrap().open);
    assert!(!desk.set_thread_open(&thread, false).await.unwrap().open);
    let (entries, next) = desk.entries(&thread, false, None, 10).await.unwrap();
    let kinds: Vec<&str> = entries
        .iter()
        .map(|entry| match &entry.kind {
            EntryKind::Message { .. } => "message",
            EntryKind::Comment { .. } => "comment",
            EntryKind::Assignment { to } => {
                assert_eq!(to.as_ref().map(|to| to.id.as_str()), Some(agent.as_str()));
                "assignment"
            }
            EntryKind::StatusChange { open } => {
                if *open {
                    "opened"
                } else {
                    "closed"
                }
            }
        })
        .collect();
    assert_eq!((kinds.as_slice(), next), (&["message", "message", "assignment", "closed"][..], None));
    let (backwards, _) = desk.entries(&thread, true, None, 10).await.unwrap();
    assert!(entries.iter().rev().eq(backwards.iter()));
    let (mut paged, mut after) = (Vec::new(), None);
    loop {
        let (page, next) = desk.entries(&thread, false, after.as_deref(), 1).await.unwrap();
        paged.extend(page);
        match next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    assert_eq!(paged, entries);
    for entry in &entries {
        assert_eq!(&desk.entry(&thread, &entry.id).await.unwrap(), entry);
    }
    assert!(desk.entry(&thread, "description-987").await.is_err());
    let owner = desk.thread(&thread).await.unwrap();
    assert_eq!((owner.assigned_to, owner.contact), (Some(world.user("agent")), Some(world.contact("ana").0)));
    assert!(owner.closed_at.is_some());
    assert_eq!(desk.assign_thread(&thread, None).await.unwrap().assigned_to, None);
}

#[tokio::test]
async fn threads_are_listed_by_what_is_asked_for() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let mut filed = Vec::new();
    for (name, number) in [("ana", 1), ("carla", 2), ("ana", 3)] {
        let new = crate::tickets::new_ticket("x", &format!("key-number-{number:06}"));
        filed.push(world.contact_desk(name).await.open(&new).await.unwrap());
        world.advance(Timestamp::MINUTE);
    }
    world.contact_desk("ana").await.reply(filed[0], &reply("again", "reply-key-00001")).await.unwrap();
    desk.set_thread_open(&filed[1].to_string(), false).await.unwrap();
    let listed = |query: ThreadQuery| {
        let desk = desk.clone();
        async move {
            let mut all: Vec<TicketId> = Vec::new();
            let mut query = ThreadQuery { limit: 1, ..query };
            loop {
                let (page, more) = desk.threads(&query).await.unwrap();
                query.after = page.last().map(|last| (last.latest_at.0, last.id.0));
                all.extend(page.iter().map(|thread| thread.id));
                if !more {
                    return all;
                }
            }
        }
    };
    assert_eq!(listed(ThreadQuery::default()).await, filed);
    let by_latest = ThreadQuery { sort: ThreadSort::Latest, ..ThreadQuery::default() };
    assert_eq!(listed(by_latest).await.last(), Some(&filed[1]));
    assert_eq!(listed(ThreadQuery { open: Some(false), ..ThreadQuery::default() }).await, [filed[1]]);
    let anas = ThreadQuery { contact: Some(world.contact("ana").0), ..ThreadQuery::default() };
    assert_eq!(listed(anas).await, [filed[0], filed[2]]);
    assert_eq!(listed(ThreadQuery { ticket: Some(filed[2].0), ..ThreadQuery::default() }).await, [filed[2]]);
    let later = ThreadQuery { latest_after: Some(world.now().plus(-1)), ..ThreadQuery::default() };
    assert_eq!(listed(later).await, [filed[0], filed[1]]);
    assert!(listed(ThreadQuery { archived: true, ..ThreadQuery::default() }).await.is_empty());
}

#[tokio::test]
async fn a_visitors_token_says_who_they_are_for_twelve_hours() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let token = desk.visitor_token("Vera@Example.com", "Vera", "V").await.unwrap();
    let visitor = world.portico.identified_visitor(&token.text).await.unwrap().unwrap();
    assert_eq!((visitor.email.as_str(), visitor.first_name.as_str()), ("vera@example.com", "Vera"));
    let (claims, signature) = token.text.split_once('.').unwrap();
    for forged in [format!("{claims}x.{signature}"), claims.to_owned(), format!("{claims}."), String::new()] {
        assert_eq!(world.portico.identified_visitor(&forged).await.unwrap(), None, "{forged}");
    }
    world.advance(12 * Timestamp::HOUR);
    assert_eq!(world.portico.identified_visitor(&token.text).await.unwrap(), None);
    assert!(matches!(refused(desk.visitor_token("nobody", "", "").await), Refused::Properties(_)));
}
