//! What staff do with tickets.

use domain::testing::World;
use domain::tickets::testing::{count_tickets, letters};
use model::helpdesk::{HelpDesk, QueueQuery, QueueView, StaffEntryKind, StaffEvent, StaffNewTicket};
use model::portals::TicketPermission;
use model::tickets::{ListView, Priority, Tickets, Turn};
use model::{CompanyId, ContactId, Fault, Problem, Refusal, StageId, TicketId, UserId};

use crate::tickets::{anas_ticket, mine, new_ticket};

async fn queue(world: &World, view: QueueView) -> Vec<TicketId> {
    let desk = world.user_desk("agent").await;
    let mut query = QueueQuery { view, ..QueueQuery::default() };
    let mut seen = Vec::new();
    loop {
        let page = desk.queue(&query).await.unwrap();
        seen.extend(page.rows.iter().map(|row| row.id));
        match page.next {
            Some(next) => query.after = Some(next),
            None => break,
        }
    }
    let counts = desk.queue(&query).await.unwrap().counts;
    assert_eq!(counts.of(view), seen.len() as u64, "{view:?}");
    seen
}

#[tokio::test]
async fn each_view_has_its_tickets_and_its_count() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    let mut tickets = Vec::new();
    for number in 0..32 {
        let ticket = world.contact_desk("ana").await.open(&new_ticket("Many", &format!("key-number-{number}"))).await.unwrap();
        tickets.push(ticket);
        world.advance(if number % 2 == 0 { 0 } else { 1000 });
    }
    for (number, ticket) in tickets.iter().enumerate() {
        match number % 4 {
            0 => agent.set_stage(*ticket, StageId(4), None).await.unwrap(),
            1 => agent.assign(*ticket, Some(world.user("agent")), None).await.unwrap(),
            2 => agent.set_stage(*ticket, StageId(3), None).await.unwrap(),
            _ => agent.assign(*ticket, Some(world.user("colleague")), None).await.unwrap(),
        }
    }
    agent.assign(tickets[0], Some(world.user("agent")), None).await.unwrap();
    let newest_first = |mut expected: Vec<TicketId>, seen: Vec<TicketId>| {
        expected.sort();
        let mut sorted = seen.clone();
        sorted.sort();
        assert_eq!(sorted, expected);
    };
    let of = |kinds: &[usize]| -> Vec<TicketId> {
        tickets.iter().enumerate().filter(|(number, _)| kinds.contains(&(number % 4))).map(|(_, ticket)| *ticket).collect()
    };
    newest_first(of(&[1, 2, 3]), queue(&world, QueueView::Open).await);
    newest_first(of(&[1]), queue(&world, QueueView::Mine).await);
    newest_first(of(&[2]), queue(&world, QueueView::Unassigned).await);
    newest_first(of(&[2]), queue(&world, QueueView::WaitingOnUs).await);
    newest_first(of(&[0]), queue(&world, QueueView::Closed).await);
    let page = agent.queue(&QueueQuery::default()).await.unwrap();
    assert_eq!((page.rows.len(), page.next.is_some()), (24, false));
    let activity: Vec<_> = page.rows.iter().map(|row| (row.last_activity_at, row.id)).collect();
    assert!(activity.iter().rev().is_sorted(), "{activity:?}");
    assert_eq!((page.counts.open, page.counts.closed), count_tickets(&world.portico).await.unwrap());
    let row = &page.rows[0];
    assert_eq!((row.requester.as_deref(), row.company.as_deref()), (Some("Ana Alves"), Some("Acme")));
}

#[tokio::test]
async fn an_answer_reaches_the_customers() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    let ticket = anas_ticket(&world).await;
    agent.save_answer_draft(ticket, "Try tur").await.unwrap();
    assert_eq!(agent.staff_ticket(ticket).await.unwrap().draft, "Try tur");
    assert_eq!(world.user_desk("colleague").await.staff_ticket(ticket).await.unwrap().draft, "");
    let before = letters(&world.portico).await.unwrap().len();
    let (first, second) = tokio::join!(
        agent.answer(ticket, "Try turning it off", "answer-key", None),
        agent.answer(ticket, "Try turning it off", "answer-key", None)
    );
    assert_eq!(first.unwrap(), second.unwrap());
    let shown = agent.staff_ticket(ticket).await.unwrap();
    assert_eq!((shown.turn, shown.draft.as_str(), shown.last_activity_at), (Turn::Contact, "", world.now()));
    let expected = [("agent_replied".to_owned(), format!("contact:{}", world.contact("ana")))];
    assert_eq!(&letters(&world.portico).await.unwrap()[before..], expected);
    assert_eq!(queue(&world, QueueView::Open).await, [ticket]);

    agent.answer(ticket, "Closing this", "answer-key-2", Some(StageId(4))).await.unwrap();
    assert_eq!(agent.staff_ticket(ticket).await.unwrap().closed_at, Some(world.now()));
    agent.answer(ticket, "One more thing", "answer-key-3", None).await.unwrap();
    assert_eq!(agent.staff_ticket(ticket).await.unwrap().turn, Turn::Closed, "an answer does not reopen");
    let fault = agent.answer(ticket, "x", "answer-key-4", Some(StageId(99))).await.unwrap_err();
    assert_eq!(fault.problem_of("stage"), Some(&Problem::Unknown));
    let fault = agent.answer(ticket, " ", "answer-key-5", None).await.unwrap_err();
    assert_eq!(fault.problem_of("text"), Some(&Problem::Missing));
    assert_eq!(agent.answer(TicketId(99_999), "x", "answer-key-6", None).await, Err(Fault::NotFound));
}

#[tokio::test]
async fn a_comment_changes_nothing_that_a_customer_sees() {
    let world = World::new().await;
    let (ana, agent) = (world.contact_desk("ana").await, world.user_desk("agent").await);
    let ticket = anas_ticket(&world).await;
    agent.answer(ticket, "An answer", "answer-key", None).await.unwrap();
    ana.ticket(ticket, None).await.unwrap();
    let before = (ana.tickets(&ListView::default()).await.unwrap(), ana.ticket(ticket, None).await.unwrap());
    let letters_before = letters(&world.portico).await.unwrap();
    world.advance(60_000);
    let posted = agent.comment(ticket, "canaryword about this customer", "comment-key").await.unwrap();
    assert_eq!(agent.comment(ticket, "canaryword about this customer", "comment-key").await.unwrap(), posted);
    let after = (ana.tickets(&ListView::default()).await.unwrap(), ana.ticket(ticket, None).await.unwrap());
    assert_eq!(before, after);
    assert!(!serde_json::to_string(&after).unwrap().contains("canary"));
    assert_eq!(letters(&world.portico).await.unwrap(), letters_before);
    let search = ListView { search: "canaryword".into(), ..ListView::default() };
    assert_eq!(ana.tickets(&search).await.unwrap().rows, []);
    let entries = agent.staff_ticket(ticket).await.unwrap().entries;
    assert!(entries.iter().any(|entry| matches!(&entry.kind, StaffEntryKind::Comment { html } if html.contains("canaryword"))));
    let found = agent.queue(&QueueQuery { search: "canaryw".into(), ..QueueQuery::default() }).await.unwrap().rows;
    assert_eq!(found[0].found.as_ref().unwrap().0[0].text, "canaryword");
}

#[tokio::test]
async fn an_older_version_is_stale() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    let ticket = anas_ticket(&world).await;
    let version = agent.staff_ticket(ticket).await.unwrap().version;
    agent.set_priority(ticket, Some(Priority::Urgent), Some(version)).await.unwrap();
    let stale = Err(Fault::Refused(Refusal::Stale));
    assert_eq!(agent.set_priority(ticket, None, Some(version)).await, stale);
    assert_eq!(agent.assign(ticket, None, Some(version)).await, stale);
    assert_eq!(agent.set_stage(ticket, StageId(2), Some(version)).await, stale);
    agent.set_stage(ticket, StageId(2), Some(version + 1)).await.unwrap();
    agent.assign(ticket, Some(world.user("agent")), None).await.unwrap();
    let shown = agent.staff_ticket(ticket).await.unwrap();
    assert_eq!((shown.priority, shown.stage, shown.owner), (Some(Priority::Urgent), StageId(2), Some(world.user("agent"))));
    let fault = agent.assign(ticket, Some(UserId(4321)), None).await.unwrap_err();
    assert_eq!(fault.problem_of("owner"), Some(&Problem::Unknown));
    assert_eq!(agent.set_stage(ticket, StageId(77), None).await, Err(Fault::invalid("stage", Problem::Unknown)));
}

#[tokio::test]
async fn what_happened_is_told_with_names() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    let ticket = anas_ticket(&world).await;
    agent.assign(ticket, Some(world.user("colleague")), None).await.unwrap();
    agent.set_priority(ticket, Some(Priority::High), None).await.unwrap();
    agent.set_stage(ticket, StageId(3), None).await.unwrap();
    agent.add_contact(ticket, world.contact("carla")).await.unwrap();
    agent.add_company(ticket, world.globex).await.unwrap();
    agent.remove_company(ticket, world.acme).await.unwrap();
    agent.remove_contact(ticket, world.contact("carla")).await.unwrap();
    agent.assign(ticket, None, None).await.unwrap();
    let version = agent.staff_ticket(ticket).await.unwrap().version;
    // Things that are so already change nothing.
    agent.assign(ticket, None, None).await.unwrap();
    agent.set_stage(ticket, StageId(3), None).await.unwrap();
    agent.set_priority(ticket, Some(Priority::High), None).await.unwrap();
    agent.add_contact(ticket, world.contact("ana")).await.unwrap();
    agent.remove_contact(ticket, world.contact("bruno")).await.unwrap();
    agent.add_company(ticket, world.globex).await.unwrap();
    let shown = agent.staff_ticket(ticket).await.unwrap();
    assert_eq!(shown.version, version);
    let events: Vec<StaffEvent> = shown
        .entries
        .into_iter()
        .filter_map(|entry| if let StaffEntryKind::Event(event) = entry.kind { Some(event) } else { None })
        .collect();
    let name = |name: &str| name.to_owned();
    assert_eq!(
        events,
        [
            StaffEvent::Created,
            StaffEvent::Assigned { to: Some(name("Cora Colleague")) },
            StaffEvent::PriorityChanged { to: Some(Priority::High) },
            StaffEvent::StageChanged { from: name("New"), to: name("Waiting on us") },
            StaffEvent::ContactAdded { name: name("Carla Costa") },
            StaffEvent::CompanyAdded { name: name("Globex") },
            StaffEvent::CompanyRemoved { name: name("Acme") },
            StaffEvent::ContactRemoved { name: name("Carla Costa") },
            StaffEvent::Assigned { to: None },
        ]
    );
    assert_eq!(shown.companies.len(), 1);
    let fault = agent.add_contact(ticket, ContactId(4321)).await.unwrap_err();
    assert_eq!(fault.problem_of("contact"), Some(&Problem::Unknown));
    let fault = agent.add_company(ticket, CompanyId(4321)).await.unwrap_err();
    assert_eq!(fault.problem_of("company"), Some(&Problem::Unknown));
}

#[tokio::test]
async fn associations_decide_from_the_next_request() {
    let world = World::with(TicketPermission::Company).await;
    let agent = world.user_desk("agent").await;
    let ticket = anas_ticket(&world).await;
    let sees = |name: &'static str| {
        let world = &world;
        async move {
            let desk = world.contact_desk(name).await;
            let search = ListView { tab: model::tickets::Tab::Organization, search: "fire".into(), ..ListView::default() };
            let found = !desk.tickets(&search).await.unwrap().rows.is_empty();
            assert_eq!(desk.ticket(ticket, None).await.is_ok(), found, "{name}");
            found
        }
    };
    assert!(sees("ana").await && sees("bruno").await && !sees("carla").await);
    agent.add_company(ticket, world.globex).await.unwrap();
    assert!(sees("carla").await, "any label counts");
    assert!(!agent.staff_ticket(ticket).await.unwrap().companies[1].primary);
    agent.remove_company(ticket, world.acme).await.unwrap();
    assert!(!sees("bruno").await && sees("ana").await);
    agent.remove_contact(ticket, world.contact("ana")).await.unwrap();
    assert!(!sees("ana").await);
    agent.remove_company(ticket, world.globex).await.unwrap();
    assert!(!sees("carla").await);
    agent.add_company(ticket, world.acme).await.unwrap();
    assert!(sees("ana").await && sees("bruno").await);
    assert!(agent.staff_ticket(ticket).await.unwrap().companies[0].primary);
}

#[tokio::test]
async fn staff_file_for_a_customer() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    let new = StaffNewTicket {
        subject: "On the phone".into(),
        description: "She says it burns".into(),
        contact: Some(world.contact("ana")),
        priority: Some(Priority::Urgent),
        values: Default::default(),
        key: "filing-key".into(),
    };
    let ticket = agent.file(&new).await.unwrap();
    assert_eq!(agent.file(&new).await.unwrap(), ticket);
    assert_eq!(mine(&world, "ana").await, [ticket]);
    let shown = agent.staff_ticket(ticket).await.unwrap();
    assert_eq!((shown.contacts[0].name.as_str(), shown.companies[0].name.as_str()), ("Ana Alves", "Acme"));
    let nobody = agent.file(&StaffNewTicket { contact: None, key: "filing-key-2".into(), ..new.clone() }).await.unwrap();
    assert!(agent.staff_ticket(nobody).await.unwrap().contacts.is_empty());
    let fault =
        agent.file(&StaffNewTicket { contact: Some(ContactId(4321)), key: "filing-key-3".into(), ..new }).await.unwrap_err();
    assert_eq!(fault.problem_of("contact"), Some(&Problem::Unknown));
}

#[tokio::test]
async fn why_somebody_sees_a_ticket_is_explained() {
    let world = World::with(TicketPermission::Company).await;
    let agent = world.user_desk("agent").await;
    let ticket = anas_ticket(&world).await;
    let explain = |name: &'static str| agent.explain(world.portal, world.contact(name), ticket);
    let ana = explain("ana").await.unwrap();
    assert!(ana.visible && ana.may_enter && ana.own && ana.company_permission);
    let bruno = explain("bruno").await.unwrap();
    assert!(bruno.visible && !bruno.own);
    assert_eq!(bruno.primary_company.map(|(company, associated)| (company.name, associated)), Some(("Acme".to_owned(), true)));
    let carla = explain("carla").await.unwrap();
    assert!(!carla.visible && carla.may_enter && !carla.own);
    assert_eq!(carla.primary_company.map(|(company, associated)| (company.name, associated)), Some(("Globex".to_owned(), false)));
    assert_eq!(agent.explain(world.portal, ContactId(4321), ticket).await, Err(Fault::NotFound));
    assert_eq!(agent.explain(world.portal, world.contact("ana"), TicketId(4321)).await, Err(Fault::NotFound));
}
