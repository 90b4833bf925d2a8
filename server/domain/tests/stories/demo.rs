//! A world to look at.

use domain::demo::{DemoOptions, DemoReport, demo};
use domain::import::Progress;
use domain::testing::World;
use model::companies::Companies;
use model::contacts::Contacts;
use model::helpdesk::{HelpDesk, QueueQuery, QueueView, StaffEntryKind};
use model::people::{OwnAccount, PortalDoor};
use model::portals::TicketPermission;
use model::tickets::{Entry, ListView, Tab, Tickets};
use model::{Fault, Problem, Refusal, TicketId};

const WORD: &str = "demo pass word";

fn options(seed: u64) -> DemoOptions {
    DemoOptions { companies: 12, contacts: 60, tickets: 300, messages: 3, seed, password: Some(WORD.into()) }
}

async fn make(world: &World, options: DemoOptions) -> DemoReport {
    demo(&world.portico, options, &|_| {}).await.unwrap()
}

/// All that is said in the queue's first tickets, without ids.
async fn content(world: &World) -> String {
    let agent = world.user_desk("agent").await;
    let mut all = String::new();
    for view in [QueueView::Open, QueueView::Closed] {
        for row in agent.queue(&QueueQuery { view, ..Default::default() }).await.unwrap().rows.into_iter().take(12) {
            let ticket = agent.staff_ticket(row.id).await.unwrap();
            all.push_str(&format!("{} {} {:?} {:?}\n", ticket.subject, ticket.created_at.iso(), ticket.turn, ticket.priority));
            for entry in ticket.entries {
                all.push_str(&format!("  {} {} {:?}\n", entry.author, entry.at.iso(), entry.kind));
            }
        }
    }
    all
}

#[tokio::test]
async fn the_same_seed_makes_the_same_world() {
    let (one, other, different) = (World::new().await, World::new().await, World::new().await);
    make(&one, options(7)).await;
    make(&other, options(7)).await;
    make(&different, options(8)).await;
    let content_of_one = content(&one).await;
    assert!(content_of_one.len() > 5000);
    assert_eq!(content_of_one, content(&other).await);
    assert_ne!(content_of_one, content(&different).await);
}

#[tokio::test]
async fn a_password_that_nobody_may_have_makes_nothing() {
    let world = World::new().await;
    let options = DemoOptions { password: Some("short".into()), ..options(1) };
    let refused = demo(&world.portico, options, &|_| {}).await.err().map(domain::Failure::into_fault);
    assert_eq!(refused, Some(Fault::invalid("password", Problem::TooShort { min: 8 })));
    assert_eq!(world.user_desk("agent").await.queue(&QueueQuery::default()).await.unwrap().counts.open, 0);
}

#[tokio::test]
async fn it_has_what_was_asked_for() {
    let world = World::new().await;
    let told = std::sync::Mutex::new(Progress::default());
    let report = demo(&world.portico, options(1), &|progress| *told.lock().unwrap() = progress).await.unwrap();
    assert_eq!((report.world, report.companies, report.contacts, report.tickets), (1, 12, 60, 300));
    assert_eq!(told.into_inner().unwrap(), Progress { done: 372, total: 372 });
    let agent = world.user_desk("agent").await;
    let counts = agent.queue(&QueueQuery::default()).await.unwrap().counts;
    assert_eq!(counts.open + counts.closed, 300);
    assert!(counts.closed > counts.open && counts.open > 0 && counts.unassigned > 0 && counts.waiting_on_us > 0, "{counts:?}");
    let mut query = QueueQuery { view: QueueView::Closed, ..Default::default() };
    let (mut comments, mut seen) = (0, 0);
    loop {
        let page = agent.queue(&query).await.unwrap();
        for row in &page.rows {
            let ticket = agent.staff_ticket(row.id).await.unwrap();
            assert!(ticket.created_at <= ticket.last_activity_at && ticket.last_activity_at <= world.now());
            assert_eq!(ticket.closed_at, Some(ticket.last_activity_at));
            assert!(ticket.entries.windows(2).all(|pair| pair[0].at <= pair[1].at));
            let messages =
                |kind: &StaffEntryKind| matches!(kind, StaffEntryKind::Incoming { .. } | StaffEntryKind::Outgoing { .. });
            let said = ticket.entries.iter().filter(|entry| messages(&entry.kind)).count();
            assert_eq!(said, 4, "a description and three messages");
            comments += ticket.entries.iter().filter(|entry| matches!(entry.kind, StaffEntryKind::Comment { .. })).count();
            seen += 1;
        }
        query.after = page.next;
        if query.after.is_none() || seen > 150 {
            break;
        }
    }
    assert!(comments > 0);
    assert!(agent.companies(&"".into()).await.unwrap().rows.len() >= 12);
    assert!(agent.contacts(&"".into()).await.unwrap().rows.iter().any(|contact| contact.company.is_some()));
    assert!(world.trail().await.contains(&"demo".to_owned()));
}

#[tokio::test]
async fn its_contacts_sign_in_and_see_what_is_theirs() {
    let world = World::with(TicketPermission::Company).await;
    let report = make(&world, options(3)).await;
    let place = world.place().await;
    let email = &report.examples[0];
    assert_eq!(place.sign_in(email, "not the word").await.unwrap_err(), Fault::Refused(Refusal::WrongCredentials));
    let admission = place.sign_in(email, WORD).await.unwrap();
    let desk = world.portico.contact_desk(&place, Some(&admission.secret)).await.unwrap();
    assert_eq!(&desk.profile().email, email);
    let list = desk.tickets(&ListView { tab: Tab::Organization, ..Default::default() }).await.unwrap();
    assert!(!list.rows.is_empty());
    for row in &list.rows {
        let shown = desk.ticket(row.id, None).await.unwrap();
        assert!(shown.entries.iter().any(|entry| matches!(entry, Entry::Message(_))));
    }
    let words = list.rows[0].subject.clone();
    let found = desk.tickets(&ListView { tab: Tab::Organization, search: words, ..Default::default() }).await.unwrap();
    assert!(found.rows.iter().any(|row| row.id == list.rows[0].id));
    let listed = all_ids(&desk).await;
    let agent = world.user_desk("agent").await;
    let everything = agent.queue(&QueueQuery::default()).await.unwrap().rows;
    let strange = everything.iter().find(|row| !listed.contains(&row.id)).expect("a ticket of somebody else");
    assert_eq!(desk.ticket(strange.id, None).await.unwrap_err(), Fault::NotFound);
}

async fn all_ids(desk: &impl Tickets) -> Vec<TicketId> {
    let mut view = ListView { tab: Tab::Organization, ..Default::default() };
    let mut ids = Vec::new();
    loop {
        let page = desk.tickets(&view).await.unwrap();
        ids.extend(page.rows.into_iter().map(|row| row.id));
        view.after = page.next;
        if view.after.is_none() {
            return ids;
        }
    }
}

#[tokio::test]
async fn another_world_stands_beside_the_first() {
    let world = World::new().await;
    let first = make(&world, options(1)).await;
    let second = make(&world, options(1)).await;
    assert_eq!((first.world, second.world), (1, 2));
    assert_ne!(first.examples, second.examples);
    let counts = world.user_desk("agent").await.queue(&QueueQuery::default()).await.unwrap().counts;
    assert_eq!(counts.open + counts.closed, 600);
}

#[tokio::test]
async fn a_world_may_be_nearly_empty() {
    let world = World::new().await;
    let none = DemoOptions { seed: 5, ..Default::default() };
    make(&world, none.clone()).await;
    make(&world, DemoOptions { contacts: 3, ..none.clone() }).await;
    make(&world, DemoOptions { tickets: 3, messages: 2, ..none.clone() }).await;
    make(&world, DemoOptions { companies: 1, contacts: 1, tickets: 2, ..none }).await;
    let counts = world.user_desk("agent").await.queue(&QueueQuery::default()).await.unwrap().counts;
    assert_eq!(counts.open + counts.closed, 5);
}
