//! A file that comes again changes what changed, and makes nothing twice.

use domain::crm::{ObjectType, SearchRequest, Wanted};
use domain::import::{ImportKind, ImportOptions, ImportReport, Reason};
use domain::testing::World;
use futures::TryStreamExt;
use model::contacts::Contacts;
use model::helpdesk::{HelpDesk, QueueQuery};
use model::{Fault, TicketId};

use crate::import::{numbers, only_ticket, run_with, tickets};

async fn keyed(world: &World, kind: ImportKind, key: &str, text: &str) -> ImportReport {
    run_with(world, kind, text, ImportOptions { key: key.into(), ..ImportOptions::default() }).await.unwrap()
}

async fn contacts(world: &World, text: &str) -> ImportReport {
    keyed(world, ImportKind::Contacts, "", text).await
}

/// Name and address of everybody whose name begins so.
async fn people(world: &World, search: &str) -> Vec<(String, Option<String>)> {
    let page = world.user_desk("agent").await.contacts(&search.into()).await.unwrap();
    page.rows.into_iter().map(|row| (row.name, row.email)).collect()
}

#[tokio::test]
async fn the_desks_own_list_comes_back_as_it_is() {
    let world = World::new().await;
    crate::tickets::anas_ticket(&world).await;
    let agent = world.user_desk("agent").await;
    let file: Vec<String> = agent.export_queue(QueueQuery::default()).try_collect().await.unwrap();
    let report = tickets(&world, file.concat()).await;
    assert_eq!((report.created, report.failed), (0, 0), "{report}");
    only_ticket(&world).await;
}

#[tokio::test]
async fn a_renamed_ticket_is_the_same_one() {
    let world = World::new().await;
    contacts(&world, "Record ID,Email,First name\nc-1,ana@example.com,Ana\nc-2,dora@example.net,Dora\n").await;
    let head = "Ticket ID,Ticket name,Associated Contact IDs";
    let first = tickets(&world, format!("{head}\n7,Lamp,c-1\n")).await;
    assert_eq!(numbers(&first), (1, 0, 0, 0), "{first}");
    let renamed = tickets(&world, format!("{head}\n7,Garden lamp,c-1\n")).await;
    assert_eq!(numbers(&renamed), (0, 1, 0, 0), "the requester is the same, named by an id: {renamed}");
    let other = tickets(&world, format!("{head}\n7,Invoice,c-2\n")).await;
    assert_eq!(numbers(&other), (0, 0, 0, 1), "another system's ticket 7: {other}");
    assert!(matches!(other.skipped[0].reason, Reason::KeyTaken { .. }));
    let chosen = keyed(&world, ImportKind::Tickets, "id", &format!("{head}\n7,Invoice,c-2\n")).await;
    assert_eq!(numbers(&chosen), (0, 1, 0, 0), "whoever chose the id is not asked: {chosen}");
    let shown = world.user_desk("agent").await.staff_ticket(only_ticket(&world).await).await.unwrap();
    assert_eq!(shown.subject, "Invoice");
}

#[tokio::test]
async fn what_an_export_of_ours_says_is_taken_whatever_else_changed() {
    let world = World::new().await;
    let ticket: TicketId = crate::tickets::anas_ticket(&world).await;
    let agent = world.user_desk("agent").await;
    let file: Vec<String> = agent.export_queue(QueueQuery::default()).try_collect().await.unwrap();
    let file = file.concat().replace("Printer on fire", "Printer under water").replace("Ana Alves", "");
    let report = tickets(&world, file).await;
    assert_eq!((report.created, report.updated, report.failed), (0, 1, 0), "{report}");
    assert_eq!(agent.staff_ticket(ticket).await.unwrap().subject, "Printer under water");
}

#[tokio::test]
async fn another_address_of_the_same_person_is_no_other_person() {
    let world = World::new().await;
    let head = "Record ID,Email,First name,Last name";
    contacts(&world, &format!("{head}\n1,al@a.example,Al,Almond\n")).await;
    let moved = contacts(&world, &format!("{head}\n1,al@b.example,Al,Almond\n")).await;
    assert_eq!(numbers(&moved), (0, 1, 0, 0), "{moved}");
    assert_eq!(people(&world, "Al Almond").await, [("Al Almond".into(), Some("al@b.example".into()))]);
    let other = contacts(&world, &format!("{head}\n1,bo@c.example,Bo,Birch\n")).await;
    assert_eq!(numbers(&other), (1, 0, 0, 0), "another system's contact 1: {other}");
    let chosen = keyed(&world, ImportKind::Contacts, "id", &format!("{head}\n1,bo@d.example,Bo,Birch\n")).await;
    assert_eq!(numbers(&chosen), (0, 1, 0, 0), "{chosen}");
    let taken = keyed(&world, ImportKind::Contacts, "id", &format!("{head}\n1,al@b.example,Bo,Birch\n")).await;
    assert_eq!(numbers(&taken), (0, 0, 0, 1), "somebody else has it: {taken}");
    assert!(matches!(&taken.skipped[0].reason, Reason::ValueTaken { property, .. } if property == "email"));
}

#[tokio::test]
async fn another_address_ends_sessions_and_goes_with_its_import() {
    let world = World::new().await;
    let ana = world.contact("ana");
    let head = "Record ID,Email,First name,Last name";
    contacts(&world, &format!("{head}\n5,ana@example.com,Ana,Alves\n")).await;
    let moved = contacts(&world, &format!("{head}\n5,ana@elsewhere.example,Ana,Alves\n")).await;
    assert_eq!(numbers(&moved), (0, 1, 0, 0), "{moved}");
    let session = world.portico.contact_desk(&world.place().await, Some(world.secret("ana"))).await;
    assert!(matches!(session.map(drop).map_err(domain::Failure::into_fault), Err(Fault::SignedOut)));
    let import = moved.import.expect("a number");
    domain::import::undo_now(&world.portico, import).await.unwrap();
    let shown = world.user_desk("agent").await.contact(ana).await.unwrap();
    assert_eq!(shown.fields.email, "ana@example.com");
}

#[tokio::test]
async fn what_a_later_file_does_not_say_stays_as_it_is() {
    let world = World::new().await;
    let first = "Ticket ID,Subject,Status,Channel,Closed at\n901,Lamp,Closed,Phone,2024-05-01\n";
    assert_eq!(keyed(&world, ImportKind::Tickets, "id", first).await.created, 1);
    let again = keyed(&world, ImportKind::Tickets, "id", "Ticket ID,Subject,Priority\n901,Lamp,High\n").await;
    assert_eq!((again.updated, again.unchanged), (1, 0), "{again}");
    let desk = world.token_desk().await;
    let found = desk.search_records(ObjectType::Tickets, &words("Lamp")).await.unwrap().records;
    let said = |name: &str| found[0].properties.get(name).cloned().flatten();
    assert_eq!(said("hs_pipeline_stage").as_deref(), Some("4"));
    assert_eq!(said("source_type").as_deref(), Some("PHONE"));
    assert_eq!(said("closed_date").as_deref(), Some("2024-05-01T00:00:00.000Z"));
    assert_eq!(said("hs_ticket_priority").as_deref(), Some("HIGH"));
    let firm = "Company domain,Company name,Phone\nfirm.example,The Firm,1\n";
    keyed(&world, ImportKind::Companies, "domain", firm).await;
    keyed(&world, ImportKind::Companies, "domain", "Company domain,Phone\nfirm.example,2\n").await;
    let found = desk.search_records(ObjectType::Companies, &words("firm.example")).await.unwrap().records;
    assert_eq!(found[0].properties.get("name").cloned().flatten().as_deref(), Some("The Firm"));
}

fn words(text: &str) -> SearchRequest {
    let names = ["hs_pipeline_stage", "source_type", "closed_date", "hs_ticket_priority", "name"].map(str::to_owned);
    let wanted = Wanted { properties: Some(names.to_vec()), ..Wanted::default() };
    SearchRequest { query: Some(text.to_owned()), limit: 10, wanted, ..SearchRequest::default() }
}
