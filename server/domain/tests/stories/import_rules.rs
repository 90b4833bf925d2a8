//! Which record a row is about, what becomes of values that are not as they should be, and what undoing leaves.

use domain::crm::{By, ObjectType, PropertyKind, Wanted};
use domain::import::{ImportKind, ImportOptions, undo_now};
use domain::testing::World;
use model::companies::Companies;
use model::contacts::Contacts;
use model::helpdesk::HelpDesk;
use model::tickets::{ListView, Tickets};

use crate::crm::value;
use crate::imports::{outcome, property, run, run_with, shown};

async fn firms(world: &World, search: &str) -> Vec<(String, String)> {
    let rows = world.user_desk("agent").await.companies(&search.into()).await.unwrap().rows;
    rows.into_iter().map(|row| (row.name, row.domain.unwrap_or_default())).collect()
}

#[tokio::test]
async fn companies_of_one_name_are_told_apart_by_their_ids() {
    let world = World::empty().await;
    let file = "Record ID,Company name,Company domain,City\n1,Twins,,Rome\n2,Twins,,Milan\n3,Globex,globex.example,\n";
    let dry = ImportOptions { dry_run: true, ..Default::default() };
    assert_eq!(run_with(&world, ImportKind::Companies, file, dry).await.created, 3);
    assert_eq!(run(&world, ImportKind::Companies, file).await.created, 3);
    assert_eq!(run(&world, ImportKind::Companies, file).await.unchanged, 3);
    let moved = "Record ID,Company name,Company domain\n3,Globex,globex-new.example\n4,TWINS,\n";
    let report = run(&world, ImportKind::Companies, moved).await;
    // A name that two have already may be a third one's.
    assert_eq!((report.created, report.updated), (1, 1), "{report}");
    assert_eq!(firms(&world, "globex").await, [("Globex".to_owned(), "globex-new.example".to_owned())]);
    assert_eq!(firms(&world, "twins").await.len(), 3);
    // Without an id, a name means one of those that bear it.
    assert_eq!(run(&world, ImportKind::Companies, "Company name\nTwins\n").await.created, 0);
}

#[tokio::test]
async fn a_company_that_is_named_in_two_ways_at_once_is_one() {
    let world = World::empty().await;
    let file = "Subject,Company\nA,Acme (acme.example)\nB,Acme;Globex\nC,Acme\n";
    assert_eq!(run(&world, ImportKind::Tickets, file).await.companies_created, 2);
    assert_eq!(firms(&world, "acme").await, [("Acme".to_owned(), "acme.example".to_owned())]);
}

#[tokio::test]
async fn contacts_are_known_by_a_property_alone() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    desk.add_properties(ObjectType::Contacts, &[property("badge", PropertyKind::String, true)]).await.unwrap();
    let by = |text: &'static str| {
        let world = &world;
        async move { run_with(world, ImportKind::Contacts, text, ImportOptions { key: "badge".into(), ..Default::default() }).await }
    };
    assert_eq!(by("The badge,First name\nB1,Ann\nB2,Bea\n").await.created, 2);
    let again = by("The badge,First name,Email\nb1,Anna,\nB2,Bea,bea@x.example\n,Nobody,\n").await;
    assert_eq!((again.created, again.updated, again.failed), (0, 2, 1), "{again}");
    let badge = By { property: Some("badge".into()), value: "B1".into() };
    let found = desk.record(ObjectType::Contacts, &badge, &Wanted::default()).await.unwrap();
    assert_eq!(found.properties["firstname"].as_deref(), Some("Anna"));
}

#[tokio::test]
async fn what_somebody_changed_since_stays_and_ids_are_known_as_before() {
    let world = World::empty().await;
    let desk = world.token_desk().await;
    let first =
        run(&world, ImportKind::Contacts, "Record ID,Email,First name\n10,edie@x.example,Edie\n11,max@x.example,Max\n").await;
    let edie = By { property: Some("email".into()), value: "edie@x.example".into() };
    let phone = [("phone".to_owned(), "12".to_owned())].into();
    desk.update_record(ObjectType::Contacts, &edie, &phone).await.unwrap();
    // The same person under another system's id; undone, the first id is known again.
    let second = run(&world, ImportKind::Contacts, "Record ID,Email,First name\n3,max@x.example,Maxim\n").await;
    assert_eq!(second.updated, 1);
    undo_now(&world.portico, second.import.unwrap()).await.unwrap();
    let ticket = run(&world, ImportKind::Tickets, "Subject,Associated Contact IDs\nLamp,11\n").await;
    assert!(!ticket.to_string().contains("no such record"), "{ticket}");
    undo_now(&world.portico, ticket.import.unwrap()).await.unwrap();
    let import = first.import.unwrap();
    let (undone, kept) = undo_now(&world.portico, import).await.unwrap();
    assert_eq!((undone, kept), (1, 1));
    let page = shown(&world, import).await;
    assert_eq!(page.kept_records[0].why, "changed");
    assert_eq!(outcome(&page).0, model::imports::ImportState::Undone);
    let people = world.user_desk("agent").await.contacts(&Default::default()).await.unwrap().rows;
    assert_eq!(people.len(), 1, "Max is archived, and Edie is not");
    // Archived by somebody meanwhile, there is nothing left to undo of her either.
    desk.archive_record(ObjectType::Contacts, &people[0].id.to_string()).await.unwrap();
    assert_eq!(undo_now(&world.portico, import).await.unwrap().1, 0);
}

#[tokio::test]
async fn undone_messages_leave_the_ticket_as_it_was() {
    let world = World::new().await;
    let file = "Ticket ID,Subject,Email,Created,Last activity date\n1,Lamp,ana@example.com,2024-01-01,2024-02-01\n";
    run(&world, ImportKind::Tickets, file).await;
    let agent = world.user_desk("agent").await;
    let last = || async {
        let ana = world.contact_desk("ana").await;
        let rows = ana.tickets(&ListView::default()).await.unwrap().rows;
        rows.into_iter().find(|row| row.subject == "Lamp").unwrap().last_activity_at
    };
    let before = last().await;
    let messages = "Message ID,Ticket ID,Visibility,Author,Text,Created\na,1,public,ana@example.com,Hello,2025-01-01\n";
    let report = run(&world, ImportKind::Messages, messages).await;
    assert_ne!(last().await, before);
    // An address is who it is, also where the column is one of names.
    let lamp = world.contact_desk("ana").await.tickets(&ListView::default()).await.unwrap().rows[0].id;
    assert!(format!("{:?}", agent.staff_ticket(lamp).await.unwrap()).contains("Ana Alves"));
    undo_now(&world.portico, report.import.unwrap()).await.unwrap();
    assert_eq!(last().await, before);
}

#[tokio::test]
async fn several_categories_are_understood_and_stages_of_other_pipelines_are_said() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let stage = |label: &str, position, closed| domain::crm::NewStage { id: None, label: label.into(), position, closed };
    let stages = vec![stage("Received", 0, false), stage("Checking", 1, false), stage("Refunded", 2, true)];
    desk.create_pipeline(&domain::crm::NewPipeline { id: None, label: "Returns".into(), position: 1, stages }).await.unwrap();
    let file = "Ticket ID,Subject,Category,Pipeline,Ticket status,Created\n\
        1,A,Product Issue;feature request;Product issue;Odd,Returns,Waiting on us,2024-01-01\n\
        2,B,,Support Pipeline,Open,2024-01-01\n";
    let report = run(&world, ImportKind::Tickets, file).await;
    let noted: Vec<_> = report.notes.iter().map(|(column, value, note)| (column, value, note.remark.kind())).collect();
    assert_eq!(noted, [("Ticket status", "Waiting on us", "own-stage")], "{report}");
    let tickets = world.user_desk("agent").await.queue(&Default::default()).await.unwrap().rows;
    let first = tickets.iter().find(|row| row.subject == "A").unwrap().id;
    let category = value(&desk, ObjectType::Tickets, first.0, "hs_ticket_category").await;
    assert_eq!(category.as_deref(), Some("PRODUCT_ISSUE;FEATURE_REQUEST;Odd"));
}

#[tokio::test]
async fn nothing_of_an_import_remembers_who_was_erased() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    run(&world, ImportKind::Contacts, "Email,Phone\nana@example.com,1\n").await;
    let file = "Email,Phone\nana@example.com,2\n\"ana@example.com, and more\",\n";
    let import = crate::imports::upload(&world, ImportKind::Contacts, "people.csv", file.as_bytes()).await;
    crate::imports::start(&world, import, false).await;
    let ana = By { property: Some("email".into()), value: "ana@example.com".into() };
    desk.erase_contact(&ana).await.unwrap();
    let page = shown(&world, import).await;
    assert_eq!((page.problems.len(), page.layout.rows.len()), (1, 0));
    assert!(!format!("{page:?}").contains("ana@example.com"), "{page:?}");
}
