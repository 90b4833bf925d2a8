//! Everything as files, and back.

use std::io::Write as _;

use domain::crm::{LinkWanted, NewLabel, NewPipeline, NewStage, ObjectType, PairKinds, PropertyGroup, PropertyKind, StageChange};
use domain::export::export;
use domain::import::{ImportError, ImportKind, undo_now};
use domain::schema::{self, SchemaReport};
use domain::testing::World;
use model::companies::Companies;
use model::contacts::Contacts;
use model::helpdesk::HelpDesk;
use model::related::Relation;
use model::tickets::{ListView, Tickets};

use crate::imports::{TICKETS, property, run};

const FILES: [&str; 6] = ["companies.csv", "contacts.csv", "tickets.csv", "messages.csv", "associations.csv", "schema.json"];
const SCHEMA: usize = 5;
const KINDS: [ImportKind; 5] =
    [ImportKind::Companies, ImportKind::Contacts, ImportKind::Tickets, ImportKind::Messages, ImportKind::Associations];

async fn bring(world: &World, text: &str, dry_run: bool) -> Result<SchemaReport, ImportError> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    schema::import(&world.portico, file.path(), dry_run).await
}

async fn link(world: &World, from: ObjectType, to: ObjectType, ends: (i64, i64), type_ids: &[i64]) {
    let wanted = LinkWanted { from: ends.0.to_string(), to: ends.1.to_string(), types: type_ids.to_vec() };
    world.token_desk().await.link_records(PairKinds::of(from, to).unwrap(), &wanted).await.unwrap();
}

/// What an installation adds: a pipeline, labels, a group, and records that belong together.
async fn furnish(world: &World) {
    use ObjectType::{Companies as Firms, Contacts as People, Tickets as Cases};
    let desk = world.token_desk().await;
    let stage = |label: &str, position, closed| NewStage { id: None, label: label.into(), position, closed };
    let stages = vec![stage("Received", 0, false), stage("Repaired", 1, true)];
    desk.create_pipeline(&NewPipeline { id: None, label: "Repairs".into(), position: 1, stages }).await.unwrap();
    let renamed = StageChange { label: Some("Just in".into()), ..StageChange::default() };
    desk.change_stage("0", "1", &renamed).await.unwrap();
    let group = PropertyGroup { name: "shop".into(), label: "Shop".into(), display_order: 3, archived: false };
    desk.add_property_group(ObjectType::Tickets, &group).await.unwrap();
    let label = |name: &str, inverse: Option<&str>| NewLabel {
        name: name.into(),
        label: format!("The {name}"),
        inverse: inverse.map(str::to_owned),
    };
    let billing =
        desk.add_association_label(PairKinds::of(People, Firms).unwrap(), &label("payer", Some("Paid by"))).await.unwrap();
    let twins = desk.add_association_label(PairKinds::of(People, People).unwrap(), &label("twin", None)).await.unwrap();
    let (ana, bruno) = (world.contact("ana").0, world.contact("bruno").0);
    link(world, People, Firms, (bruno, world.acme.0), &[billing[0].type_id]).await;
    link(world, People, People, (bruno, ana), &[twins[0].type_id]).await;
    link(world, Firms, Firms, (world.globex.0, world.acme.0), &[14]).await;
    let cases = world.contact_desk("ana").await.tickets(&ListView::default()).await.unwrap().rows;
    let other = world.user_desk("agent").await.queue(&Default::default()).await.unwrap().rows;
    let other = other.iter().find(|row| row.id != cases[0].id).unwrap().id;
    link(world, Cases, Cases, (cases[0].id.0, other.0), &[452]).await;
}

/// A world's export, file by file.
async fn exported(world: &World) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    export(&world.portico, folder.path()).await.unwrap();
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let files = FILES.map(read).to_vec();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), FILES.len(), "nothing else is left");
    files
}

#[tokio::test]
async fn an_export_comes_back_as_it_was() {
    let world = World::new().await;
    let integration = world.token_desk().await;
    integration
        .add_properties(ObjectType::Contacts, &[property("badge", domain::crm::PropertyKind::String, true)])
        .await
        .unwrap();
    run(
        &world,
        ImportKind::Tickets,
        &format!("{TICKETS}3,\"=1+1, no\",{{subject}},carla@example.com,New,,\n4,Nobody's,x,,New,,\n"),
    )
    .await;
    run(&world, ImportKind::Contacts, "email,badge,phone\nana@example.com,B7,+39 055\nloose@example.org,,\n").await;
    let (ana, agent) = (world.contact_desk("ana").await, world.user_desk("agent").await);
    let lamp = ana.tickets(&ListView::default()).await.unwrap().rows[0].id;
    ana.reply(lamp, &model::tickets::NewReply { text: "Still dark.\n\n- very".into(), key: "reply-key-of-a-page-1".into() })
        .await
        .unwrap();
    agent.comment(lamp, "The customer is tired.", "reply-key-of-a-page-2").await.unwrap();
    agent.answer(lamp, "Turn it round.", "reply-key-of-a-page-3", None).await.unwrap();

    furnish(&world).await;
    let first = exported(&world).await;
    assert_eq!(exported(&world).await, first, "the same data, the same bytes");
    assert!(first[2].contains("\"'=1+1, no\"") && first[1].contains("'+39 055"), "no spreadsheet calculates it");
    assert!(first[3].contains(",internal,,agent@example.com,,The customer is tired.,"), "{}", first[3]);

    let other = World::empty().await;
    let report = bring(&other, &first[SCHEMA], false).await.unwrap();
    assert_eq!((report.made.len(), report.left.len()), (6, 0), "{report}");
    for (kind, file) in KINDS.into_iter().zip(&first) {
        let report = run(&other, kind, file).await;
        assert_eq!((report.failed, report.contacts_created, report.companies_created), (0, 0, 0), "{report}");
        assert!(report.notes.is_empty() && report.ignored.is_empty(), "{report}");
    }
    let second = exported(&other).await;
    for (one, two) in first.iter().zip(&second) {
        assert_eq!(one, two);
    }
    // What is internal stays so, also for the search.
    let found = other.user_desk("agent").await.contacts(&"ana@".into()).await.unwrap().rows[0].id;
    assert_eq!(other.user_desk("agent").await.contact(found).await.unwrap().fields.email, "ana@example.com");

    // Into the very installation that wrote it, nothing is doubled.
    for (kind, file) in KINDS.into_iter().zip(&first) {
        let report = run(&world, kind, file).await;
        assert_eq!((report.created, report.failed), (0, 0), "{report}");
    }
    assert_eq!(exported(&world).await, first);
}

/// The ids that an export gives records, by a word in their line.
fn named(file: &str, word: &str) -> String {
    file.lines().find(|line| line.contains(word)).unwrap().split(',').next().unwrap().to_owned()
}

#[tokio::test]
async fn associations_that_are_imported_are_undone() {
    let world = World::new().await;
    furnish_labels(&world).await;
    let files = exported(&world).await;
    let (acme, globex) = (named(&files[0], "Acme"), named(&files[0], "Globex"));
    let (ana, bruno) = (named(&files[1], "ana@"), named(&files[1], "bruno@"));
    let before = files[4].clone();
    let file = format!(
        "From object,From ID,To object,To ID,Association label\n\
         company,{acme},company,{globex},parent company\n\
         0-2,{globex},companies,{acme},Parent Company\n\
         contact,{ana},contact,{bruno},\n\
         contact,{bruno},contact,{ana},\n\
         contact,{bruno},company,{globex},PAYER\n\
         contact,{bruno},company,{globex},Nobody's word\n\
         contact,{ana},contact,{ana},\n\
         deal,1,contact,{ana},\n\
         contact,none-1,contact,{ana},\n\
         contact,,contact,{ana},\n"
    );
    let report = run(&world, ImportKind::Associations, &file).await;
    let reasons: Vec<_> = report.skipped.iter().map(|skipped| (skipped.row, skipped.reason.kind())).collect();
    let expected = vec![
        (2, "circle"),
        (6, "unknown-label"),
        (7, "unfit-pair"),
        (8, "unknown-object"),
        (9, "no-such-record"),
        (10, "missing"),
    ];
    assert_eq!((report.created, report.unchanged, reasons), (3, 1, expected), "{report}");
    let agent = world.user_desk("agent").await;
    assert_eq!(agent.company(world.acme).await.unwrap().related[0].relation, Relation::Parent);
    let again = run(&world, ImportKind::Associations, &file).await;
    assert_eq!((again.created, again.unchanged), (0, 4), "{again}");
    let after = exported(&world).await;
    assert_eq!(after[4].lines().count(), before.lines().count() + 4, "{}", after[4]);

    undo_now(&world.portico, report.import.unwrap()).await.unwrap();
    assert_eq!(exported(&world).await[4], before);
    assert!(agent.company(world.acme).await.unwrap().related.is_empty());
    assert_eq!(exported(&world).await[1], files[1], "who is in which company is as before");
}

#[tokio::test]
async fn no_association_gives_anybody_a_ticket() {
    let world = World::new().await;
    run(&world, ImportKind::Tickets, TICKETS).await;
    let files = exported(&world).await;
    let (lamp, bruno) = (named(&files[2], "Lamp"), named(&files[1], "bruno@"));
    let file = format!("from type,from id,to type,to id\nticket,{lamp},contact,{bruno}\ncontact,{bruno},ticket,{lamp}\n");
    let report = run(&world, ImportKind::Associations, &file).await;
    let reasons: Vec<_> = report.skipped.iter().map(|skipped| skipped.reason.kind()).collect();
    assert_eq!((report.created, reasons), (0, vec!["not-associated"; 2]), "{report}");
    let seen = world.contact_desk("bruno").await.tickets(&ListView::default()).await.unwrap().rows;
    assert!(!seen.iter().any(|row| row.subject == "Lamp"));
}

/// A label for contacts of a company.
async fn furnish_labels(world: &World) {
    let kinds = PairKinds::of(ObjectType::Contacts, ObjectType::Companies).unwrap();
    let label = NewLabel { name: "payer".into(), label: "The payer".into(), inverse: None };
    world.token_desk().await.add_association_label(kinds, &label).await.unwrap();
}

#[tokio::test]
async fn a_schema_makes_what_is_missing_and_leaves_what_is_there() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    desk.add_properties(ObjectType::Contacts, &[property("badge", PropertyKind::String, true)]).await.unwrap();
    furnish_labels(&world).await;
    let text = exported(&world).await[SCHEMA].clone();

    let other = World::empty().await;
    let rehearsed = bring(&other, &text, true).await.unwrap();
    assert_eq!((rehearsed.made.len(), rehearsed.left.len()), (2, 0), "{rehearsed}");
    assert_ne!(exported(&other).await[SCHEMA], text, "nothing was written");
    let numbers = property("badge", PropertyKind::Number, false);
    other.token_desk().await.add_properties(ObjectType::Contacts, &[numbers]).await.unwrap();
    let report = bring(&other, &text, false).await.unwrap();
    let left: Vec<&str> = report.left.iter().map(|(what, _)| what.as_str()).collect();
    assert_eq!((report.made.len(), left), (1, vec!["property contacts.badge"]), "{report}");
    let again = bring(&other, &text, false).await.unwrap();
    assert_eq!((again.made.len(), again.left.len()), (0, 1), "{again}");
    for (wrong, word) in
        [("{", "EOF"), ("{\"format\":9,\"objects\":[],\"associationLabels\":[],\"pipelines\":[]}", "format is 9")]
    {
        let refused = bring(&other, wrong, false).await.unwrap_err().to_string();
        assert!(refused.contains(word), "{refused}");
    }
}

#[tokio::test]
async fn a_list_goes_out_as_it_is_seen_and_comes_back_unchanged() {
    use domain::crm::{By, Choice, NewProperty};
    use futures::TryStreamExt;
    use model::properties::{ListQuery, Properties, RecordKind};
    let world = World::new().await;
    let desk = world.token_desk().await;
    let choice = |value: &str, label: &str| Choice { value: value.into(), label: label.into(), ..Choice::default() };
    let options = vec![choice("r", "Red"), choice("b", "Blue")];
    let colours = NewProperty { options, field: "checkbox".into(), ..property("colours", PropertyKind::Enumeration, false) };
    desk.add_properties(ObjectType::Contacts, &[colours]).await.unwrap();
    let ana = By { property: Some("email".into()), value: "ana@example.com".into() };
    desk.update_record(ObjectType::Contacts, &ana, &[("colours".to_owned(), "r;b".to_owned())].into()).await.unwrap();
    run(&world, ImportKind::Contacts, "Record ID,First name,Last name\n7,No,Address\n").await;
    world.user_desk("agent").await.set_columns(RecordKind::Contacts, &["colours".into()]).await.unwrap();
    let agent = world.user_desk("agent").await;
    let text = agent.export_contacts(ListQuery::default()).try_collect::<Vec<_>>().await.unwrap().concat();
    assert!(text.lines().next().unwrap().ends_with(",Create Date,The colours"), "{text}");
    assert!(text.contains(",ana@example.com,") && text.contains(",Red;Blue"), "{text}");
    let before = exported(&world).await;
    let report = run(&world, ImportKind::Contacts, &text).await;
    assert_eq!((report.created, report.failed), (0, 0), "{report}");
    assert_eq!(exported(&world).await, before);
}
