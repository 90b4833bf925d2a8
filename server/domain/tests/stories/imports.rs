//! Imports that are begun in the browser, go on by themselves, and are undone.

use std::fmt::Write as _;
use std::io::Write as _;

use domain::crm::{NewProperty, ObjectType};
use domain::import::{ImportKind, ImportOptions, import, undo_now};
use domain::testing::World;
use futures::TryStreamExt;
use model::companies::Companies;
use model::contacts::Contacts;
use model::imports::{ImportChoice, ImportShown, ImportState, Imports};
use model::tickets::{ListView, Tickets};
use model::{Fault, ImportId, Problem, Refusal};

/// As a browser sends it: in pieces that end anywhere.
pub async fn upload(world: &World, kind: ImportKind, name: &str, bytes: &[u8]) -> ImportId {
    let admin = world.user_desk("admin").await;
    let mut upload = admin.begin_import(kind, name).await.unwrap();
    for piece in bytes.chunks(70_001) {
        upload.push(piece).await.unwrap();
    }
    upload.finish().await.unwrap()
}

/// These columns, and all else as usual.
pub fn chosen(columns: &[String]) -> ImportChoice {
    ImportChoice { columns: columns.to_vec(), ..ImportChoice::default() }
}

pub async fn shown(world: &World, import: ImportId) -> ImportShown {
    world.user_desk("admin").await.import(import).await.unwrap()
}

/// What a server does.
pub async fn work(world: &World) -> bool {
    match world.portico.next_import().await.unwrap() {
        Some(working) => {
            world.portico.work_on_import(&working).await.unwrap();
            true
        }
        None => false,
    }
}

pub async fn start(world: &World, import: ImportId, rehearse: bool) -> ImportShown {
    let admin = world.user_desk("admin").await;
    let mapping = shown(world, import).await.mapping;
    admin.start_import(import, &chosen(&mapping), rehearse).await.unwrap();
    assert!(work(world).await);
    assert!(!work(world).await);
    shown(world, import).await
}

pub fn outcome(shown: &ImportShown) -> (ImportState, u64, u64, u64, u64) {
    let counts = shown.row.counts;
    (shown.row.state, counts.created, counts.updated, counts.unchanged, counts.failed)
}

pub const PEOPLE: &str = "Email,First Name,Telefono,Colour,Company name\n\
    ana@example.com,Anna,12,red,\n\
    new@example.org,Nora,34,blue,Initech\n\
    not an address,Nobody,,,\n";

#[tokio::test]
async fn a_file_is_looked_at_tried_and_imported() {
    let world = World::new().await;
    let import = upload(&world, ImportKind::Contacts, "C:\\people.csv", PEOPLE.as_bytes()).await;
    let before = shown(&world, import).await;
    assert_eq!((before.row.state, before.row.file_name.as_str(), before.row.counts.total), (ImportState::Ready, "people.csv", 3));
    assert_eq!(before.layout.columns, ["Email", "First Name", "Telefono", "Colour", "Company name"]);
    assert_eq!(before.layout.rows[1], ["new@example.org", "Nora", "34", "blue", "Initech"]);
    assert_eq!(before.mapping, ["email", "first_name", "phone", "", "company"]);
    assert_eq!(before.row.who.as_deref(), Some("Ada Admin"));

    let tried = start(&world, import, true).await;
    assert_eq!(outcome(&tried), (ImportState::Ready, 1, 1, 0, 1));
    assert!(tried.rehearsed && tried.row.counts.companies_beside == 1);
    let agent = world.user_desk("agent").await;
    assert!(agent.contacts(&"new@".into()).await.unwrap().rows.is_empty(), "nothing was written");

    let done = start(&world, import, false).await;
    assert_eq!(outcome(&done), (ImportState::Done, 1, 1, 0, 1));
    assert_eq!((done.problems.len(), done.problems[0].row, done.problems[0].column.as_str()), (1, 4, "Email"));
    assert_eq!((done.problems[0].value.as_str(), done.problems[0].reason.as_str()), ("not an address", "bad-email"));
    let ana = agent.contact(world.contact("ana")).await.unwrap().fields;
    assert_eq!((ana.first_name.as_str(), ana.phone.as_str()), ("Anna", "12"));
    let csv: Vec<String> = world.user_desk("admin").await.import_problems(import).await.unwrap().try_collect().await.unwrap();
    assert_eq!(
        csv.concat(),
        "\u{feff}row,column,value,reason,message,row_imported\r\n4,Email,not an address,bad-email,\"\"\"not an address\"\" is not an e-mail address\",no\r\n"
    );
    let mapping = done.mapping;
    let again = world.user_desk("admin").await.start_import(import, &chosen(&mapping), false).await;
    assert_eq!(again, Err(Fault::Refused(Refusal::Stale)), "it has begun once");
    assert!(world.trail().await.contains(&"import_started".to_owned()));
}

#[tokio::test]
async fn only_administrators_import() {
    let world = World::new().await;
    let import = upload(&world, ImportKind::Contacts, "people.csv", PEOPLE.as_bytes()).await;
    let agent = world.user_desk("agent").await;
    let refused = Fault::Refused(Refusal::Role);
    assert_eq!(agent.imports(None).await.unwrap_err(), refused);
    assert_eq!(agent.import(import).await.unwrap_err(), refused);
    assert_eq!(agent.start_import(import, &ImportChoice::default(), false).await.unwrap_err(), refused);
    assert_eq!(agent.undo_import(import).await.unwrap_err(), refused);
    assert_eq!(agent.begin_import(ImportKind::Contacts, "x").await.err(), Some(refused.clone()));
    assert!(agent.import_problems(import).await.is_err());
    assert_eq!(world.user_desk("admin").await.import(ImportId(99)).await.unwrap_err(), Fault::NotFound);
}

#[tokio::test]
async fn a_broken_file_says_where_and_a_wrong_mapping_is_refused() {
    let world = World::new().await;
    for (bytes, word, line) in [
        ("email\na@b.example\n\"never closed\nx", "open-quote", 3),
        ("", "empty", 1),
        ("PK\u{3}\u{4}", "workbook", 0),
        ("email\na\0b", "zero-byte", 2),
    ] {
        let import = upload(&world, ImportKind::Contacts, "x.csv", bytes.as_bytes()).await;
        let shown = shown(&world, import).await;
        let problem = shown.problem.unwrap();
        assert_eq!((shown.row.state, problem.word.as_str(), problem.line), (ImportState::Failed, word, line), "{bytes:?}");
    }
    let import = upload(&world, ImportKind::Contacts, "x.csv", b"A,B\n1,2\n").await;
    let admin = world.user_desk("admin").await;
    let start = |columns: [&str; 2], key: &'static str| {
        let (admin, columns) = (admin.clone(), columns.map(str::to_owned));
        async move { admin.start_import(import, &ImportChoice { key: key.into(), ..chosen(&columns) }, false).await.unwrap_err() }
    };
    assert_eq!(start(["", ""], "").await, Fault::invalid("columns", Problem::Missing));
    assert_eq!(start(["email", "shoe size"], "").await, Fault::invalid("columns", Problem::Unknown));
    assert_eq!(start(["email", ""], "id").await, Fault::invalid("key", Problem::Missing));
    assert_eq!(start(["email", ""], "nothing").await, Fault::invalid("key", Problem::Unknown));
    assert_eq!(shown(&world, import).await.row.state, ImportState::Ready);
}

#[tokio::test]
async fn a_server_that_dies_leaves_an_import_that_another_goes_on_with() {
    let world = World::new().await;
    let mut file = String::from("email,first name\n");
    for row in 0..6_000 {
        writeln!(file, "p{row}@example.org,Person {row}").unwrap();
    }
    file.push_str("wrong,Wrong\n");
    let import = upload(&world, ImportKind::Contacts, "many.csv", file.as_bytes()).await;
    let admin = world.user_desk("admin").await;
    admin.start_import(import, &chosen(&["email".into(), "first_name".into()]), false).await.unwrap();
    let dying = world.portico.next_import().await.unwrap().unwrap();
    let portico = world.portico.clone();
    let work_of_it = tokio::spawn(async move { portico.work_on_import(&dying).await });
    loop {
        let done = shown(&world, import).await.row.counts.done;
        if done > 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    work_of_it.abort();
    let _ = work_of_it.await;
    let stopped_at = shown(&world, import).await.row.counts;
    assert!(stopped_at.done < 6_001, "it was stopped in the middle: {stopped_at:?}");
    assert_eq!(stopped_at.created, stopped_at.done, "the counts are those of what was committed");
    assert!(!work(&world).await, "its lease has not run out");
    world.advance(60_000);
    assert!(work(&world).await);
    let done = shown(&world, import).await;
    assert_eq!(outcome(&done), (ImportState::Done, 6_000, 0, 0, 1));
    assert_eq!(done.problems.len(), 1);
}

#[tokio::test]
async fn an_import_is_stopped_between_two_batches() {
    let world = World::new().await;
    let import = upload(&world, ImportKind::Contacts, "people.csv", PEOPLE.as_bytes()).await;
    let admin = world.user_desk("admin").await;
    admin.start_import(import, &chosen(&shown(&world, import).await.mapping), false).await.unwrap();
    let working = world.portico.next_import().await.unwrap().unwrap();
    admin.stop_import(import).await.unwrap();
    world.portico.work_on_import(&working).await.unwrap();
    assert_eq!(outcome(&shown(&world, import).await), (ImportState::Stopped, 0, 0, 0, 0));
    assert!(world.user_desk("agent").await.contacts(&"new@".into()).await.unwrap().rows.is_empty());
    assert_eq!(admin.stop_import(import).await.unwrap_err(), Fault::Refused(Refusal::Stale));
    assert_eq!(admin.undo_import(import).await.unwrap_err(), Fault::Refused(Refusal::Stale), "it wrote nothing");
}

#[tokio::test]
async fn an_import_is_undone_but_for_what_people_did_since() {
    let world = World::new().await;
    let import = upload(
        &world,
        ImportKind::Contacts,
        "people.csv",
        PEOPLE.replace("not an", "bruno@example.com,Brun,77,,\nnot an").as_bytes(),
    )
    .await;
    assert_eq!(outcome(&start(&world, import, false).await), (ImportState::Done, 1, 2, 0, 1));
    let agent = world.user_desk("agent").await;
    let mut ana = agent.contact(world.contact("ana")).await.unwrap().fields;
    ana.phone = "typed".into();
    agent.update_contact(world.contact("ana"), &ana).await.unwrap();
    let admin = world.user_desk("admin").await;
    admin.undo_import(import).await.unwrap();
    assert!(work(&world).await);
    let undone = shown(&world, import).await;
    assert_eq!((undone.row.state, undone.undone, undone.kept), (ImportState::Undone, 3, 1), "{undone:?}");
    assert_eq!((undone.kept_records[0].id, undone.kept_records[0].why.as_str()), (world.contact("ana").0, "changed"));
    let ana = agent.contact(world.contact("ana")).await.unwrap().fields;
    assert_eq!((ana.first_name.as_str(), ana.phone.as_str()), ("Ana", "typed"), "what was not touched since is as before");
    let bruno = agent.contact(world.contact("bruno")).await.unwrap().fields;
    assert_eq!((bruno.first_name.as_str(), bruno.phone.as_str()), ("Bruno", ""));
    assert!(agent.contacts(&"new@".into()).await.unwrap().rows.is_empty());
    assert!(agent.companies(&"initech".into()).await.unwrap().rows.is_empty());
    assert!(world.trail().await.contains(&"import_undone".to_owned()));
    // The same file brings all of it again.
    let again = upload(&world, ImportKind::Contacts, "people.csv", PEOPLE.as_bytes()).await;
    assert_eq!(outcome(&start(&world, again, false).await), (ImportState::Done, 1, 1, 0, 1));
}

pub async fn run(world: &World, kind: ImportKind, text: &str) -> domain::import::ImportReport {
    run_with(world, kind, text, ImportOptions::default()).await
}

pub async fn run_with(world: &World, kind: ImportKind, text: &str, options: ImportOptions) -> domain::import::ImportReport {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    import(&world.portico, kind, file.path(), options, &|_| {}).await.unwrap()
}

pub const TICKETS: &str = "id,subject,description,email,status,company,resolution\n\
    1,Lamp,Dark,ana@example.com,Open,Umbrella,\n\
    2,Chair,Broken,zoe@example.org,Closed,,Glue it.\n";

#[tokio::test]
async fn tickets_go_with_what_they_brought_unless_somebody_wrote_on_them() {
    let world = World::new().await;
    let report = run(&world, ImportKind::Tickets, TICKETS).await;
    let ana = world.contact_desk("ana").await;
    let lamp = ana.tickets(&ListView::default()).await.unwrap().rows[0].id;
    ana.reply(lamp, &model::tickets::NewReply { text: "Still dark.".into(), key: "reply-key-of-a-page-1".into() }).await.unwrap();
    let (undone, kept) = undo_now(&world.portico, report.import.unwrap()).await.unwrap();
    assert_eq!((undone, kept), (2, 2), "the chair and Zoe went; the lamp, answered, keeps its company");
    assert!(ana.ticket(lamp, None).await.is_ok());
    let agent = world.user_desk("agent").await;
    assert_eq!(agent.companies(&"umbrella".into()).await.unwrap().rows.len(), 1);
    assert!(agent.contacts(&"zoe@".into()).await.unwrap().rows.is_empty());
    assert_eq!(undo_now(&world.portico, report.import.unwrap()).await.unwrap(), (2, 2), "it is still answered");
    let again = run(&world, ImportKind::Tickets, TICKETS).await;
    assert_eq!((again.created, again.unchanged), (1, 1), "{again}");
}

#[tokio::test]
async fn a_changed_ticket_is_put_back_with_requester_status_and_search() {
    let world = World::new().await;
    let first = "id,subject,description,email,status\n1,Secret,walrus,bruno@example.com,Open\n";
    run(&world, ImportKind::Tickets, first).await;
    let changed = "id,subject,description,email,status,resolution\n1,Secret,seal,ana@example.com,Closed,Done it.\n";
    let report = run(&world, ImportKind::Tickets, changed).await;
    assert_eq!((report.created, report.updated), (0, 1), "{report}");
    let (ana, bruno) = (world.contact_desk("ana").await, world.contact_desk("bruno").await);
    let ticket = ana.tickets(&ListView { open: None, ..Default::default() }).await.unwrap().rows[0].id;
    assert_eq!(undo_now(&world.portico, report.import.unwrap()).await.unwrap().1, 0);
    assert_eq!(ana.ticket(ticket, None).await.unwrap_err(), Fault::NotFound);
    let back = bruno.ticket(ticket, None).await.unwrap();
    assert!(back.closed_at.is_none() && back.entries.len() == 1, "{back:?}");
    let found = |word: &str| ListView { search: word.into(), ..Default::default() };
    assert_eq!(bruno.tickets(&found("walrus")).await.unwrap().rows.len(), 1);
    assert_eq!(bruno.tickets(&found("seal")).await.unwrap().rows.len(), 0);
    assert_eq!(run(&world, ImportKind::Tickets, changed).await.updated, 1, "and changed once more");
}

pub fn property(name: &str, kind: domain::crm::PropertyKind, unique: bool) -> NewProperty {
    NewProperty {
        name: name.into(),
        label: format!("The {name}"),
        kind: kind.word().into(),
        field: if kind == domain::crm::PropertyKind::Date { "date" } else { "text" }.into(),
        group: "contactinformation".into(),
        description: String::new(),
        options: Vec::new(),
        display_order: -1,
        unique,
        hidden: false,
        form_field: true,
    }
}

#[tokio::test]
async fn properties_that_were_added_are_columns_and_keys() {
    use domain::crm::PropertyKind;
    let world = World::new().await;
    let integration = world.token_desk().await;
    integration.add_properties(ObjectType::Contacts, &[property("badge", PropertyKind::String, true)]).await.unwrap();
    integration.add_properties(ObjectType::Contacts, &[property("joined", PropertyKind::Date, false)]).await.unwrap();
    let file = "email,The badge,joined,Job Title\nana@example.com,B1,31/12/2024,Cook\nzoe@example.org,B2,13/01/2025,\nmax@example.org,b1,,\nmia@example.org,,someday,\n";
    let report = run(&world, ImportKind::Contacts, file).await;
    assert_eq!((report.created, report.updated, report.failed), (2, 1, 1), "{report}");
    assert_eq!(report.skipped[0].reason.kind(), "value-taken");
    assert!(report.to_string().contains("joined \"someday\" was not understood, left out"), "{report}");
    let by_badge = "The badge,Job Title,email\nB2,Boss,\nB1,Chef,\n";
    let by = |key: &str| ImportOptions { key: key.into(), ..Default::default() };
    let wrong = run_with(&world, ImportKind::Contacts, "id,email\n77,x@example.org\n", by("record")).await;
    assert_eq!((wrong.created, wrong.failed, wrong.skipped[0].reason.kind()), (0, 1, "no-such-record"));
    let by_badge = by_badge.replace(",\n", ",x\n").replace(",email", ",id");
    let file = by_badge.replace("Job Title,id", "Job Title,id,name").replace(",x", ",x,Some Body");
    let report = run_with(&world, ImportKind::Contacts, &file, by("badge")).await;
    assert_eq!((report.created, report.updated), (0, 2), "{report}");
    let (undone, kept) = undo_now(&world.portico, report.import.unwrap()).await.unwrap();
    assert_eq!((undone, kept), (2, 0));
}

#[tokio::test]
async fn messages_without_a_word_on_who_sees_them_are_left_out() {
    let world = World::new().await;
    run(&world, ImportKind::Tickets, TICKETS).await;
    let messages = "message id,ticket id,visibility,author email,text,created\n\
        a,1,public,ana@example.com,Hello there,2024-01-02\n\
        b,1,internal,agent@example.com,Whisper secretly,2024-01-03\n\
        c,1,,agent@example.com,Who knows,2024-01-03\n\
        d,9,public,agent@example.com,Lost,2024-01-03\n";
    let report = run(&world, ImportKind::Messages, messages).await;
    let kinds: Vec<_> = report.skipped.iter().map(|skipped| (skipped.row, skipped.reason.kind())).collect();
    assert_eq!((report.created, kinds), (2, vec![(3, "unknown-visibility"), (4, "no-such-ticket")]), "{report}");
    assert_eq!(run(&world, ImportKind::Messages, messages).await.unchanged, 2);
    let ana = world.contact_desk("ana").await;
    let lamp = ana.tickets(&ListView::default()).await.unwrap().rows[0].id;
    let seen = format!("{:?}", ana.ticket(lamp, None).await.unwrap());
    assert!(seen.contains("Hello there") && !seen.contains("Whisper"), "{seen}");
    let found = ListView { search: "whisper".into(), ..Default::default() };
    assert!(ana.tickets(&found).await.unwrap().rows.is_empty());
    let (undone, kept) = undo_now(&world.portico, report.import.unwrap()).await.unwrap();
    assert_eq!((undone, kept), (2, 0));
    let seen = format!("{:?}", ana.ticket(lamp, None).await.unwrap());
    assert!(!seen.contains("Hello there"), "{seen}");
}
