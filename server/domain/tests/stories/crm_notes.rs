//! A note on a ticket is the comment that agents read, and the other way round.

use domain::Change;
use domain::crm::{By, CrmError, LinkWanted, ObjectType, PairKinds, Refused, Wanted};
use domain::testing::World;
use domain::tickets::testing::letters;
use model::helpdesk::{HelpDesk, QueueQuery, StaffEntryKind};
use model::tickets::{Entry, ListView, Tickets};
use model::{TicketId, Timestamp};

use crate::crm::{new, properties, refused, value};
use crate::tickets::anas_ticket;

const NOTES: ObjectType = ObjectType::Notes;

async fn comments(world: &World, ticket: TicketId) -> Vec<(String, String)> {
    let shown = world.user_desk("agent").await.staff_ticket(ticket).await.unwrap();
    let comment = |entry: model::helpdesk::StaffEntry| match entry.kind {
        StaffEntryKind::Comment { html } => Some((entry.author, html)),
        _ => None,
    };
    shown.entries.into_iter().filter_map(comment).collect()
}

fn note(body: &str) -> Vec<(&str, &str)> {
    vec![("hs_timestamp", "2026-03-01T08:00:00Z"), ("hs_note_body", body)]
}

#[tokio::test]
async fn a_note_on_a_ticket_is_a_comment_that_no_customer_sees() {
    let world = World::new().await;
    let (desk, ticket) = (world.token_desk().await, anas_ticket(&world).await);
    let (before, mut changes) = (letters(&world.portico).await.unwrap().len(), world.portico.changes());
    let made = desk.create_record(NOTES, &new(&note("<p>Called <b>twice</b> zebra</p>"), &[(ticket.0, 228)])).await.unwrap();
    assert_eq!(changes.try_recv().unwrap(), Change::Internal(ticket));
    assert!(changes.try_recv().is_err(), "customers heard of it");
    assert_eq!(comments(&world, ticket).await, [("Sync".to_owned(), "<p>Called <strong>twice</strong> zebra</p>\n".to_owned())]);
    assert_eq!(made.properties["hs_note_body"].as_deref(), Some("<p>Called <strong>twice</strong> zebra</p>"));
    let ana = world.contact_desk("ana").await;
    let seen = ana.ticket(ticket, None).await.unwrap();
    assert_eq!(seen.entries.iter().filter(|entry| matches!(entry, Entry::Message(_))).count(), 1, "only the description");
    let search = ListView { search: "zebra".into(), ..ListView::default() };
    assert!(ana.tickets(&search).await.unwrap().rows.is_empty());
    let found = |word: &'static str| {
        let world = &world;
        async move {
            let query = QueueQuery { search: word.into(), ..QueueQuery::default() };
            world.user_desk("agent").await.queue(&query).await.unwrap().rows.len()
        }
    };
    assert_eq!(found("zebra").await, 1);
    desk.update_record(NOTES, &By::id(made.id), &properties(&[("hs_note_body", "giraffe")])).await.unwrap();
    assert_eq!((found("zebra").await, found("giraffe").await), (0, 1));
    let search = ListView { search: "giraffe".into(), ..ListView::default() };
    assert!(ana.tickets(&search).await.unwrap().rows.is_empty(), "a changed comment came into a customer's scope");
    assert_eq!(letters(&world.portico).await.unwrap().len(), before);
}

#[tokio::test]
async fn an_agents_comment_is_a_note() {
    let world = World::new().await;
    let (desk, agent, ticket) = (world.token_desk().await, world.user_desk("agent").await, anas_ticket(&world).await);
    agent.comment(ticket, "Ask **Bob**", "comment-key-0001").await.unwrap();
    let wanted = Wanted { associations: vec![NOTES], ..Wanted::default() };
    let linked = desk.record(ObjectType::Tickets, &By::id(ticket), &wanted).await.unwrap().associations.unwrap();
    let (note, name) = linked["notes"].results[0].clone();
    assert_eq!(name, "ticket_to_note");
    assert_eq!(value(&desk, NOTES, note, "hs_note_body").await.as_deref(), Some("<p>Ask <strong>Bob</strong></p>"));
    assert_eq!(value(&desk, NOTES, note, "hubspot_owner_id").await, Some(world.user("agent").to_string()));
    desk.update_record(NOTES, &By::id(note), &properties(&[("hs_note_body", "Ask Carol")])).await.unwrap();
    assert_eq!(comments(&world, ticket).await[0].1, "<p>Ask Carol</p>\n");
    desk.archive_record(NOTES, &note.to_string()).await.unwrap();
    assert!(comments(&world, ticket).await.is_empty());
    let archived = Wanted { archived: true, ..Wanted::default() };
    assert!(desk.record(NOTES, &By::id(note), &archived).await.unwrap().archived_at.is_some());
    desk.archive_record(NOTES, &note.to_string()).await.unwrap();
}

#[tokio::test]
async fn a_note_is_about_any_number_of_records() {
    let world = World::new().await;
    let (desk, ticket) = (world.token_desk().await, anas_ticket(&world).await);
    let (ana, acme) = (world.contact("ana").0, world.acme.0);
    let made = desk.create_record(NOTES, &new(&note("About Ana"), &[(ana, 202), (acme, 190)])).await.unwrap();
    let kinds = PairKinds::of(NOTES, ObjectType::Tickets).unwrap();
    let link = LinkWanted { from: made.id.to_string(), to: ticket.to_string(), types: vec![228] };
    desk.link_records(kinds, &link).await.unwrap();
    desk.link_records(kinds, &link).await.unwrap();
    assert_eq!(comments(&world, ticket).await.len(), 1);
    for (kind, id) in [(ObjectType::Contacts, ana), (ObjectType::Companies, acme), (ObjectType::Tickets, ticket.0)] {
        let kinds = PairKinds::of(kind, NOTES).unwrap();
        let page = desk.links_of(kinds, &id.to_string(), None, 10).await.unwrap();
        assert_eq!(page.links.iter().map(|pair| pair.to).collect::<Vec<_>>(), [made.id], "{kind:?}");
    }
    desk.unlink_all(kinds, &[(made.id.to_string(), ticket.to_string())]).await.unwrap();
    assert!(comments(&world, ticket).await.is_empty());
    assert_eq!(value(&desk, NOTES, made.id, "hs_note_body").await.as_deref(), Some("<p>About Ana</p>"));
}

#[tokio::test]
async fn a_note_that_is_none_leaves_nothing_behind() {
    let world = World::new().await;
    let (desk, ticket) = (world.token_desk().await, anas_ticket(&world).await);
    let no_time = refused(desk.create_record(NOTES, &new(&[("hs_note_body", "x")], &[(ticket.0, 228)])).await);
    assert!(matches!(no_time, Refused::Required { properties, .. } if properties == ["hs_timestamp"]));
    let nowhere = refused(desk.create_record(NOTES, &new(&note("x"), &[(ticket.0, 228), (987_654, 202)])).await);
    assert_eq!(nowhere, Refused::NoSuchTarget { object_type: ObjectType::Contacts, id: "987654".into() });
    let no_file = [note("x"), vec![("hs_attachment_ids", "17")]].concat();
    assert!(matches!(refused(desk.create_record(NOTES, &new(&no_file, &[])).await), Refused::Properties(_)));
    assert!(comments(&world, ticket).await.is_empty());
    assert!(desk.records(NOTES, &Wanted::default(), None, 10).await.unwrap().records.is_empty());
    let made = desk.create_record(NOTES, &new(&note("x"), &[])).await.unwrap();
    let cleared = desk.update_record(NOTES, &By::id(made.id), &properties(&[("hs_timestamp", "")])).await;
    assert!(matches!(refused(cleared), Refused::Properties(_)));
    assert!(matches!(desk.merge_records(NOTES, &made.id.to_string(), "1").await, Err(CrmError::Refused(_))));
}

#[tokio::test]
async fn the_time_that_a_note_says_is_the_comments() {
    let world = World::new().await;
    let (desk, ticket) = (world.token_desk().await, anas_ticket(&world).await);
    let made = desk.create_record(NOTES, &new(&note("x"), &[(ticket.0, 228)])).await.unwrap();
    let shown = world.user_desk("agent").await.staff_ticket(ticket).await.unwrap();
    assert_eq!(shown.entries.last().unwrap().at, Timestamp(1_772_352_000_000));
    assert_eq!(made.created_at, world.now());
}
