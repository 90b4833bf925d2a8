//! A batch of tickets is each of them, written together.

use domain::crm::{
    BatchItem, BatchStep, Filter, NewLabel, NewProperty, NewRecord, ObjectType, Operator, PairKinds, Refused, SearchRequest,
    ValueProblem, Wanted,
};
use domain::testing::World;
use domain::testing::receiver::TARGET;
use domain::tickets::testing::{Watch, letters};
use domain::webhooks::NewSubscription;
use domain::{Change, TokenDesk};
use model::TicketId;
use model::api_tokens::Scope;
use model::tickets::{ListView, Tickets};

use crate::crm::{new, refused};

const TICKETS: ObjectType = ObjectType::Tickets;

fn steps(records: &[NewRecord]) -> Vec<BatchItem> {
    records.iter().map(|record| BatchItem { step: BatchStep::Create(record.clone()), trace: None }).collect()
}

fn traced(records: &[NewRecord]) -> Vec<BatchItem> {
    let mut items = steps(records);
    items.iter_mut().enumerate().for_each(|(number, item)| item.trace = Some(format!("t{number}")));
    items
}

/// A property that no two tickets may have the same of.
async fn external_ids(desk: &TokenDesk) {
    let property = NewProperty {
        name: "ext_id".into(),
        label: "External id".into(),
        kind: "string".into(),
        field: "text".into(),
        group: "ticketinformation".into(),
        description: String::new(),
        options: Vec::new(),
        display_order: -1,
        unique: true,
        hidden: false,
        form_field: true,
    };
    desk.add_properties(TICKETS, &[property]).await.unwrap();
}

/// A world with a property, a label and somebody who listens to everything about tickets.
async fn prepared() -> (World, TokenDesk, i64) {
    let (world, _) = World::new().await.with_receiver();
    let desk = world.token_desk().await;
    external_ids(&desk).await;
    let kinds = PairKinds::of(TICKETS, ObjectType::Contacts).unwrap();
    let label = NewLabel { name: "escalated_to".into(), label: "Escalated to".into(), inverse: None };
    let label = desk.add_association_label(kinds, &label).await.unwrap()[0].type_id;
    let app = desk.id().to_string();
    desk.set_webhook_settings(&app, TARGET, None).await.unwrap();
    for (event, property) in [
        ("ticket.creation", None),
        ("ticket.associationChange", None),
        ("contact.associationChange", None),
        ("ticket.propertyChange", Some("subject")),
        ("ticket.propertyChange", Some("ext_id")),
        ("ticket.propertyChange", Some("hs_object_source_id")),
    ] {
        let subscription = NewSubscription {
            event_type: event.into(),
            object_type_id: None,
            property: property.map(str::to_owned),
            active: true,
        };
        desk.subscribe_webhook(&app, &subscription).await.unwrap();
    }
    (world, desk, label)
}

/// Tickets of every shape.
async fn various(world: &World, desk: &TokenDesk, label: i64) -> Vec<NewRecord> {
    let (ana, bruno) = (world.contact("ana").0, world.contact("bruno").0);
    let (acme, globex) = (world.acme.0, world.globex.0);
    let note = new(&[("hs_timestamp", "2026-01-01"), ("hs_note_body", "Rang twice")], &[]);
    let note = desk.create_record(ObjectType::Notes, &note).await.unwrap().id;
    let owner = world.user("agent").to_string();
    vec![
        new(&[("subject", "Bare"), ("hs_pipeline_stage", "1")], &[]),
        new(
            &[("subject", "Ana's"), ("content", "It burns"), ("hs_pipeline_stage", "2")],
            &[(ana, 16), (acme, 339), (globex, 26)],
        ),
        new(&[("subject", "Both"), ("hs_pipeline_stage", "1"), ("ext_id", "X-1")], &[(bruno, 16), (ana, 16), (ana, label)]),
        new(&[("subject", "Done"), ("hs_pipeline_stage", "4"), ("closed_date", "2026-01-02")], &[(bruno, 16), (note, 227)]),
        new(
            &[
                ("hs_pipeline_stage", "3"),
                ("hubspot_owner_id", &owner),
                ("hs_ticket_priority", "HIGH"),
                ("hs_ticket_category", "BILLING_ISSUE"),
                ("source_type", "EMAIL"),
                ("createdate", "2025-12-24"),
                ("hs_resolution", "None yet"),
            ],
            &[(acme, 26)],
        ),
    ]
}

/// What stands in the tables that a ticket leaves rows in. Numbers of rows that nothing refers to are left out, because a
/// batch writes them in another order.
async fn left_by(world: &World) -> Vec<(&'static str, Vec<String>)> {
    let mut all = Vec::new();
    for (table, without) in [
        ("tickets", &[][..]),
        ("ticket_contacts", &[]),
        ("ticket_companies", &[]),
        ("messages", &["id"]),
        ("search_documents", &["id", "message_id"]),
        ("property_values", &[]),
        ("property_changes", &["id"]),
        ("unique_values", &[]),
        ("labelled_associations", &[]),
        ("audit_events", &["id"]),
        ("outbox", &["id", "mail_id"]),
        ("acknowledgements", &[]),
        ("webhook_events", &["id"]),
        ("ticket_counts", &[]),
    ] {
        let without: &[&str] = if table == "messages" { &["id", "submission_key"] } else { without };
        all.push((table, world.rows_of(table, without).await));
    }
    all
}

#[tokio::test]
async fn a_batch_leaves_what_its_tickets_leave_one_by_one() {
    let (one_world, desk, label) = prepared().await;
    let records = various(&one_world, &desk, label).await;
    let mut changes = one_world.portico.changes();
    let mut singles = Vec::new();
    for record in &records {
        singles.push(desk.create_record(TICKETS, record).await.unwrap());
    }
    let told_one_by_one: Vec<Change> = std::iter::from_fn(|| changes.try_recv().ok()).collect();
    let (batch_world, desk, label) = prepared().await;
    let records = various(&batch_world, &desk, label).await;
    let mut changes = batch_world.portico.changes();
    let done = desk.write_records(TICKETS, &steps(&records)).await.unwrap();
    let told_at_once: Vec<Change> = std::iter::from_fn(|| changes.try_recv().ok()).collect();
    assert_eq!(done.records, singles);
    assert_eq!(told_at_once, told_one_by_one);
    let (one_by_one, at_once) = (left_by(&one_world).await, left_by(&batch_world).await);
    for ((table, one_by_one), (_, at_once)) in one_by_one.iter().zip(&at_once) {
        assert_eq!(one_by_one, at_once, "{table}");
        assert!(!at_once.is_empty() || *table == "property_changes", "{table} says nothing");
    }
    let found = batch_world.contact_desk("ana").await;
    let found = found.tickets(&ListView { search: "burns".into(), ..ListView::default() }).await.unwrap();
    assert_eq!(found.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [TicketId(done.records[1].id)]);
}

#[tokio::test]
async fn a_batch_takes_no_more_statements_than_one_ticket() {
    let world = World::new().await;
    external_ids(&world.token_desk().await).await;
    let watch = Watch::default();
    let token = world.token(&Scope::ALL, None).await;
    let desk = watch.over(&world.portico).token_desk(&token).await.unwrap().unwrap();
    let (ana, acme) = (world.contact("ana").0, world.acme.0);
    let ticket = |number: usize| {
        let key = format!("X-{number}");
        new(&[("subject", "Printer"), ("hs_pipeline_stage", "1"), ("ext_id", &key)], &[(ana, 16), (acme, 26)])
    };
    watch.taken();
    desk.write_records(TICKETS, &steps(&[ticket(0)])).await.unwrap();
    let single = watch.taken().len();
    let many: Vec<NewRecord> = (1..=100).map(ticket).collect();
    desk.write_records(TICKETS, &steps(&many)).await.unwrap();
    let batch = watch.taken();
    let sql: Vec<String> = batch.iter().map(|statement| statement.sql.chars().take(90).collect()).collect();
    // A letter is the one thing that only the first of them causes.
    assert!(single >= 10 && batch.len() <= single, "{single} for one, {} for a hundred: {sql:#?}", batch.len());
    assert!(single <= 26, "one ticket takes {single} statements: {sql:#?}");
}

#[tokio::test]
async fn what_is_refused_in_a_batch_leaves_nothing_behind_and_the_rest_is_made() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    external_ids(&desk).await;
    let there = new(&[("subject", "There"), ("hs_pipeline_stage", "1"), ("ext_id", "taken")], &[]);
    let there = desk.create_record(TICKETS, &there).await.unwrap().id;
    let ghost = 987_654_321;
    let stage = ("hs_pipeline_stage", "1");
    let records = [
        new(&[("subject", "Good one"), stage, ("ext_id", "mine")], &[]),
        new(&[("subject", "Refused target"), stage], &[(ghost, 16)]),
        new(&[("subject", "Refused stage"), ("hs_pipeline_stage", "77")], &[]),
        new(&[("subject", "Refused owner"), stage, ("hubspot_owner_id", "4711")], &[]),
        new(&[("subject", "Refused value"), stage, ("ext_id", "TAKEN")], &[]),
        new(&[("subject", "Refused twin"), stage, ("ext_id", "mine")], &[]),
        new(&[("subject", "Refused type"), stage], &[(world.contact("ana").0, 15)]),
        new(&[("subject", "Refused name"), stage, ("nothing_of_ours", "x")], &[]),
        new(&[("subject", "Refused lack")], &[]),
        new(&[("subject", "Good two"), stage, ("ext_id", "")], &[]),
    ];
    let whole = refused(desk.write_records(TICKETS, &steps(&records)).await);
    assert_eq!(whole, Refused::NoSuchTarget { object_type: ObjectType::Contacts, id: ghost.to_string() });
    assert!(world.traces_of("Good one").await.is_empty(), "all or nothing");
    let done = desk.write_records(TICKETS, &traced(&records)).await.unwrap();
    let made: Vec<&str> = done.records.iter().filter_map(|record| record.properties["subject"].as_deref()).collect();
    assert_eq!(made, ["Good one", "Good two"]);
    let traces: Vec<&str> = done.problems.iter().map(|problem| problem.trace.as_str()).collect();
    assert_eq!(traces, ["t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8"]);
    let problem = |number: usize| &done.problems[number - 1].problem;
    assert!(matches!(problem(2), Refused::Properties(all) if matches!(all[0].problem, ValueProblem::NotAnOption(_))));
    assert!(matches!(problem(3), Refused::Properties(all) if all[0].property == "hubspot_owner_id"));
    assert!(matches!(problem(4), Refused::ValueTaken { existing, value, .. } if *existing == there && value == "TAKEN"));
    assert!(matches!(problem(5), Refused::ValueTaken { existing, .. } if *existing == done.records[0].id));
    assert_eq!(*problem(6), Refused::NoSuchLinkType { type_id: 15 });
    assert!(matches!(problem(7), Refused::Properties(all) if all[0].problem == ValueProblem::DoesNotExist));
    assert!(matches!(problem(8), Refused::Required { properties, .. } if properties == &["hs_pipeline_stage"]));
    assert!(world.traces_of("Refused").await.is_empty());
    assert_eq!(world.rows_of("unique_values", &[]).await.len(), 2);
    // A value that a refused one wanted is free.
    let freed = [
        new(&[("subject", "Refused again"), stage, ("ext_id", "later")], &[(ghost, 16)]),
        new(&[("subject", "Later"), stage, ("ext_id", "later")], &[]),
    ];
    assert_eq!(desk.write_records(TICKETS, &traced(&freed)).await.unwrap().records.len(), 1);
}

#[tokio::test]
async fn a_contact_gets_one_letter_for_a_batch_and_each_contact_one() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let (ana, bruno) = (world.contact("ana"), world.contact("bruno"));
    let ticket = |links: &[(i64, i64)]| new(&[("subject", "Printer"), ("hs_pipeline_stage", "1")], links);
    let closed = new(&[("subject", "Printer"), ("hs_pipeline_stage", "4")], &[(world.contact("carla").0, 16)]);
    let records = [ticket(&[(ana.0, 16)]), ticket(&[(ana.0, 16), (bruno.0, 16)]), closed, ticket(&[])];
    let done = desk.write_records(TICKETS, &steps(&records)).await.unwrap();
    let received = async || {
        let all = letters(&world.portico).await.unwrap().into_iter();
        all.filter(|(kind, _)| kind == "ticket_received").map(|(_, whom)| whom).collect::<Vec<_>>()
    };
    assert_eq!(received().await, [ana, bruno].map(|contact| format!("contact:{contact}")));
    let rows = world.rows_of("outbox", &["id", "mail_id", "details"]).await;
    for (contact, ticket) in [(ana, &done.records[0]), (bruno, &done.records[1])] {
        let about = format!("ticket_received | - | {contact} | - | {} |", ticket.id);
        assert!(rows.iter().any(|row| row.starts_with(&about)), "{about} in {rows:?}");
    }
    desk.write_records(TICKETS, &steps(&records)).await.unwrap();
    assert_eq!(received().await.len(), 2, "within the hour there is none");
}

#[tokio::test]
async fn the_company_that_is_said_to_be_primary_is_and_else_the_first() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let (acme, globex) = (world.acme.0, world.globex.0);
    let kinds = PairKinds::of(TICKETS, ObjectType::Companies).unwrap();
    for (links, primary) in [
        (&[(acme, 339), (globex, 339)][..], acme),
        (&[(acme, 339), (globex, 26)], globex),
        (&[(globex, 26), (acme, 339)], globex),
        (&[(acme, 26), (globex, 26)], globex),
        (&[(acme, 339), (globex, 339), (globex, 26)], globex),
    ] {
        let made = desk.create_record(TICKETS, &new(&[("hs_pipeline_stage", "1")], links)).await.unwrap();
        let found = desk.links_of(kinds, &made.id.to_string(), None, 10).await.unwrap().links;
        assert_eq!(found.len(), 2);
        let marked: Vec<i64> = found.iter().filter(|link| link.primary).map(|link| link.to).collect();
        assert_eq!(marked, [primary], "{links:?}");
    }
}

#[tokio::test]
async fn two_batches_at_once_share_no_value_and_no_number() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    external_ids(&desk).await;
    let batch = |from: usize| -> Vec<BatchItem> {
        let ticket = |number: usize| new(&[("hs_pipeline_stage", "1"), ("ext_id", &format!("X-{number}"))], &[]);
        traced(&(from..from + 20).map(ticket).collect::<Vec<_>>())
    };
    let (first, second) = (batch(0), batch(10));
    let (one, other) = tokio::join!(desk.write_records(TICKETS, &first), desk.write_records(TICKETS, &second));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.records.len() + other.records.len(), 30);
    assert_eq!(one.problems.len() + other.problems.len(), 10);
    let filter =
        Filter { property: "ext_id".into(), operator: Operator::HasProperty, value: None, high_value: None, values: Vec::new() };
    let all = SearchRequest { groups: vec![vec![filter]], limit: 100, wanted: Wanted::default(), ..SearchRequest::default() };
    assert_eq!(desk.search_records(TICKETS, &all).await.unwrap().total, 30);
}
