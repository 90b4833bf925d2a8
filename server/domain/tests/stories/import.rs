//! Companies, contacts and tickets come in from files of other systems.

use std::fmt::Write;
use std::io::Write as _;
use std::path::Path;

use domain::import::{ImportError, ImportKind, ImportOptions, ImportReport, Progress, import};
use domain::testing::{START, World};
use model::companies::Companies;
use model::contacts::Contacts;
use model::helpdesk::{HelpDesk, QueueQuery, QueueView, StaffEntryKind};
use model::portals::TicketPermission;
use model::tickets::{Entry, ListView, Priority, Side, Tab, Tickets, Turn};
use model::{Fault, TicketId, Timestamp};

fn file(bytes: impl AsRef<[u8]>) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes.as_ref()).unwrap();
    file
}

pub(super) async fn run_with(
    world: &World,
    kind: ImportKind,
    bytes: impl AsRef<[u8]>,
    options: ImportOptions,
) -> Result<ImportReport, ImportError> {
    let file = file(bytes);
    import(&world.portico, kind, file.path(), options, &|_| {}).await
}

pub(super) async fn tickets(world: &World, bytes: impl AsRef<[u8]>) -> ImportReport {
    run_with(world, ImportKind::Tickets, bytes, ImportOptions::default()).await.unwrap()
}

pub(super) fn numbers(report: &ImportReport) -> (u64, u64, u64, usize) {
    (report.created, report.updated, report.unchanged, report.failed as usize)
}

/// Subjects of all tickets, by id.
async fn subjects(world: &World) -> Vec<(TicketId, String)> {
    let agent = world.user_desk("agent").await;
    let mut all = Vec::new();
    for view in [QueueView::Open, QueueView::Closed] {
        let mut query = QueueQuery { view, ..Default::default() };
        loop {
            let page = agent.queue(&query).await.unwrap();
            all.extend(page.rows.into_iter().map(|row| (row.id, row.subject)));
            query.after = page.next;
            if query.after.is_none() {
                break;
            }
        }
    }
    all.sort();
    all
}

pub(super) async fn only_ticket(world: &World) -> TicketId {
    let all = subjects(world).await;
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].0
}

const TWO: &str = "\
Ticket ID,Customer Name,Customer Email,Product Purchased,Date of Purchase,Ticket Type,Ticket Subject,Ticket Description,Ticket Status,Resolution,Ticket Priority,Ticket Channel,First Response Time,Time to Resolution
7,Ana Alves,ana@example.com,Garden Lamp,22-03-2021,Technical issue,Lamp stays dark,\"My {product_purchased} stays dark.

I tried {two} \"\"bulbs\"\".\",Closed,Please turn the {product_purchased} round.,Critical,Social media,01-06-2023 12:15,02-06-2023 18:05
8,Dora van Dam,dora@example.net,Sun Dial,14-07-2020,Billing inquiry,Invoice,Twice?,Pending Customer Response,,Medium,Chat,01-06-2023 16:45,
";

#[tokio::test]
async fn an_imported_ticket_is_its_customers_with_its_own_dates() {
    let world = World::new().await;
    let report = tickets(&world, TWO).await;
    assert_eq!((report.rows, numbers(&report), report.contacts_created), (2, (2, 0, 0, 0), 1), "{report}");
    assert_eq!(report.ignored, ["Product Purchased", "Date of Purchase"]);

    let ana = world.contact_desk("ana").await;
    let list = ana.tickets(&ListView::default()).await.unwrap();
    assert_eq!(list.rows.len(), 1);
    let row = &list.rows[0];
    assert_eq!((row.subject.as_str(), row.status.turn, row.priority), ("Lamp stays dark", Turn::Closed, Some(Priority::Urgent)));
    assert!(!row.unread, "what was answered where it comes from is not news");
    let shown = ana.ticket(row.id, None).await.unwrap();
    assert_eq!(shown.created_at.iso(), "2023-06-01T12:15:00.000Z");
    assert_eq!(shown.closed_at.map(Timestamp::iso).as_deref(), Some("2023-06-02T18:05:00.000Z"));
    assert_eq!(shown.last_activity_at, shown.closed_at.unwrap());
    assert_eq!(shown.category.as_deref(), Some("Technical issue"));
    let [Entry::Message(asked), Entry::Message(answered)] = shown.entries.as_slice() else {
        panic!("{:?}", shown.entries);
    };
    assert_eq!(asked.side, Side::You);
    assert!(asked.html.contains("My Garden Lamp stays dark.") && asked.html.contains("{two}"), "{}", asked.html);
    assert_eq!((answered.side, answered.author.as_str()), (Side::Team, "Support"));
    assert!(answered.html.contains("turn the Garden Lamp round"), "{}", answered.html);
    assert_eq!(Some(answered.at), shown.closed_at);

    let other = subjects(&world).await.into_iter().find(|(_, subject)| subject == "Invoice").unwrap().0;
    assert_eq!(ana.ticket(other, None).await.unwrap_err(), Fault::NotFound);
    let staff = world.user_desk("agent").await.staff_ticket(other).await.unwrap();
    assert_eq!((staff.turn, staff.source.as_str(), staff.priority), (Turn::Contact, "CHAT", Some(Priority::Medium)));
    assert_eq!(staff.contacts[0].name, "Dora van Dam");
    assert!(world.trail().await.contains(&"import".to_owned()));
}

#[tokio::test]
async fn again_changes_nothing_and_a_changed_row_only_what_it_changes() {
    let world = World::new().await;
    tickets(&world, TWO).await;
    let report = tickets(&world, TWO).await;
    assert_eq!((numbers(&report), report.contacts_created), ((0, 0, 2, 0), 0), "{report}");

    let agent = world.user_desk("agent").await;
    let ids = subjects(&world).await;
    let invoice = ids.iter().find(|(_, subject)| subject == "Invoice").unwrap().0;
    agent.set_priority(invoice, Some(Priority::Low), None).await.unwrap();
    assert_eq!(numbers(&tickets(&world, TWO).await), (0, 0, 2, 0));
    assert_eq!(agent.staff_ticket(invoice).await.unwrap().priority, Some(Priority::Low));

    let changed = TWO.replace("Invoice,Twice?,Pending Customer Response,", "Bill,Thrice?,Solved,We refunded the walrus.");
    assert_ne!(changed, TWO);
    assert_eq!(numbers(&tickets(&world, &changed).await), (0, 1, 1, 0));
    let ticket = agent.staff_ticket(invoice).await.unwrap();
    assert_eq!((ticket.subject.as_str(), ticket.turn), ("Bill", Turn::Closed));
    assert_eq!(ticket.priority, Some(Priority::Low), "what the file did not change stays as the agent left it");
    assert!(
        ticket.entries.iter().any(|entry| matches!(&entry.kind, StaffEntryKind::Outgoing { html } if html.contains("walrus")))
    );
    assert_eq!(subjects(&world).await.len(), 2);
    assert_eq!(numbers(&tickets(&world, &changed).await), (0, 0, 2, 0));
    for (word, found) in [("walrus", 1), ("thrice", 1), ("twice", 0)] {
        let query = QueueQuery { view: QueueView::Closed, search: word.into(), ..QueueQuery::default() };
        assert_eq!(agent.queue(&query).await.unwrap().rows.len(), found, "{word}");
    }
}

#[tokio::test]
async fn a_requester_put_right_no_longer_shows_the_ticket_to_the_wrong_one() {
    let world = World::new().await;
    let file = "id,subject,description,email\n1,Secret,Words,bruno@example.com\n";
    tickets(&world, file).await;
    let ticket = only_ticket(&world).await;
    world.contact_desk("bruno").await.ticket(ticket, None).await.unwrap();
    assert_eq!(numbers(&tickets(&world, file.replace("bruno", "ana")).await), (0, 1, 0, 0));
    assert_eq!(world.contact_desk("bruno").await.ticket(ticket, None).await.unwrap_err(), Fault::NotFound);
    let ana = world.contact_desk("ana").await;
    ana.ticket(ticket, None).await.unwrap();
    let view = ListView { search: "words".into(), ..Default::default() };
    assert_eq!(ana.tickets(&view).await.unwrap().rows.len(), 1);
    assert_eq!(world.contact_desk("bruno").await.tickets(&view).await.unwrap().rows.len(), 0);
}

#[tokio::test]
async fn bad_rows_are_named_and_stop_no_good_one() {
    let world = World::new().await;
    let report = tickets(
        &world,
        "id,subject,description,email,status,priority,created\n\
         1,First,\"two\nlines\",ana@example.com,open,low,2024-01-31\n\
         2,,no subject,ana@example.com,open,low,2024-01-31\n\
         \n\
         ,,,,,,\n\
         3,Ragged,x\n\
         4,Bad address,x,ana(at)example.com,open,low,2024-01-31\n\
         5,Odd words,x,ana@example.com,on the moon,enormous,the day before\n\
         1,First,\"two\nlines\",ana@example.com,open,low,2024-01-31\n\
         6,Trailing cells,x,,closed,,,,\n",
    )
    .await;
    assert_eq!((report.rows, numbers(&report)), (8, (3, 0, 1, 4)), "{report}");
    let text = report.to_string();
    for line in [
        "row 2 (line 4): no subject\n",
        "row 3 (line 6): no subject (the row is empty)\n",
        "row 4 (line 7): it has 3 cells, and the header has 7\n",
        "row 5 (line 8): \"ana(at)example.com\" is not an e-mail address\n",
        "row 6: status \"on the moon\" was not understood, put into the first stage\n",
        "row 6: priority \"enormous\" was not understood, left without a priority\n",
        "row 6: created \"the day before\" was not understood, taken as no date\n",
        "8 rows read: 3 tickets created, 0 updated, 1 unchanged, 4 rows skipped (bad-email 1, empty 1, missing 1, ragged 1).\n",
    ] {
        assert!(text.contains(line), "{line:?} is not in:\n{text}");
    }
    let kinds: Vec<_> = report.skipped.iter().map(|skipped| (skipped.row, skipped.reason.kind())).collect();
    assert_eq!(kinds, [(2, "missing"), (3, "empty"), (4, "ragged"), (5, "bad-email")]);
    let odd = subjects(&world).await.into_iter().find(|(_, subject)| subject == "Odd words").unwrap().0;
    let odd = world.user_desk("agent").await.staff_ticket(odd).await.unwrap();
    assert_eq!((odd.turn, odd.priority, odd.created_at), (Turn::New, None, START));
}

#[tokio::test]
async fn a_broken_file_changes_nothing_and_says_where() {
    let world = World::new().await;
    let before = world.trail().await;
    let good = "subject,description\nGood,x\n";
    let unclosed = format!("{good}Better,y\nBroken,\"never ends\nand more\nrows,z\n");
    let zero = format!("{good}Ze\0ro,y\n");
    let not_utf8 = [b"\xEF\xBB\xBF".as_slice(), good.as_bytes(), b"\xFF\xFE,y\n"].concat();
    let long = format!("{good}\"{}", "words and no end\n".repeat(600_000));
    let cases: [(&[u8], &str); 9] = [
        (unclosed.as_bytes(), "line 4: a quote in the row that begins here is left open"),
        (zero.as_bytes(), "line 3: a zero byte"),
        (&not_utf8, "line 3: bytes that are no text"),
        (long.as_bytes(), "line 3: a row that begins here does not end"),
        (b"", "line 1: the file is empty"),
        (b"\n\n", "line 1: the file is empty"),
        (b"PK\x03\x04\x14\0\x06\0", "Excel"),
        (b"Dear all,\nplease find the tickets below.\n", "no column holds the subject"),
        (b"{\"tickets\": [{\"subject\": \"x\"}]}", "no column holds the subject"),
    ];
    for (bytes, expected) in cases {
        let error = run_with(&world, ImportKind::Tickets, bytes, ImportOptions::default()).await.unwrap_err().to_string();
        assert!(error.contains(expected), "{error:?} does not say {expected:?}");
    }
    for (path, expected) in [(std::env::temp_dir().as_path(), "folder"), (Path::new("/no/such/file.csv"), "No such file")] {
        let outcome = import(&world.portico, ImportKind::Tickets, path, ImportOptions::default(), &|_| {}).await;
        let error = outcome.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    assert!(subjects(&world).await.is_empty());
    assert_eq!(world.trail().await, before);
}

fn utf16(text: &str, mark: [u8; 2], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect()
}

#[tokio::test]
async fn a_damaged_file_is_not_taken_for_another_encoding() {
    let world = World::new().await;
    let mut damaged = "id,subject\n1,Größe\n2,Peña\n3,Caff".as_bytes().to_vec();
    damaged.extend([0xE8, b'\n']);
    let broken = run_with(&world, ImportKind::Tickets, &damaged, ImportOptions::default()).await.unwrap_err().to_string();
    assert!(broken.contains("line 4"), "{broken}");
    assert_eq!(subjects(&world).await, []);
    let mostly = "id,subject\n1,Caff\u{e8}\n2,plain".chars().map(|character| u32::from(character) as u8).collect::<Vec<u8>>();
    assert_eq!(tickets(&world, mostly).await.encoding, "windows-1252");
}

#[tokio::test]
async fn a_status_is_read_with_its_pipeline_behind_it_and_a_closed_one_by_its_date() {
    let world = World::new().await;
    let report = tickets(
        &world,
        "id,subject,status,close date\n1,a,Closed (Support Pipeline),2026-01-02\n2,b,Waiting on us (Support Pipeline),\n\
         3,c,Chiuso,2026-01-03\n4,d,Zugemacht,2026-01-04\n5,e,Wer weiß,\n",
    )
    .await;
    assert_eq!(numbers(&report), (5, 0, 0, 0), "{report}");
    let agent = world.user_desk("agent").await;
    let mut found = Vec::new();
    for (id, subject) in subjects(&world).await {
        let ticket = agent.staff_ticket(id).await.unwrap();
        found.push((subject, ticket.stage.0));
    }
    found.sort();
    let wanted = [("a", 4), ("b", 3), ("c", 4), ("d", 4), ("e", 1)].map(|(subject, stage)| (subject.to_owned(), stage));
    assert_eq!(found, wanted);
    assert!(report.to_string().contains("Zugemacht") && report.to_string().contains("Wer weiß"), "{report}");
}

#[tokio::test]
async fn encodings_delimiters_and_line_ends_are_found_out() {
    let world = World::new().await;
    let rows = |id: &str| format!("id;subject;description\r\n{id};Größe für Peña;\"eins, zwei;\r\ndrei\"\r\n");
    let windows: Vec<u8> = rows("1252").chars().map(|character| u32::from(character) as u8).collect();
    for (bytes, encoding) in [
        (rows("8").into_bytes(), "UTF-8"),
        ([b"\xEF\xBB\xBF".to_vec(), rows("bom").into_bytes()].concat(), "UTF-8"),
        (utf16(&rows("le"), [0xFF, 0xFE], u16::to_le_bytes), "UTF-16LE"),
        (utf16(&rows("be"), [0xFE, 0xFF], u16::to_be_bytes), "UTF-16BE"),
        (windows, "windows-1252"),
        (rows("mac").replace("\r\n", "\r").into_bytes(), "UTF-8"),
    ] {
        let report = tickets(&world, &bytes).await;
        assert_eq!((report.encoding, report.delimiter, report.created), (encoding, ';', 1), "{report}");
    }
    for (delimiter, text) in [
        ('\t', "id\tsubject\ntab\tGröße für Peña"),
        ('|', "id|subject\nbar|Größe für Peña"),
        (';', "sep=;\nid;subject\nsep;Größe für Peña"),
        (',', "\"id\",\"subject\",\"a;b;c;d\"\ncomma,Größe für Peña,"),
    ] {
        let report = tickets(&world, text).await;
        assert_eq!((report.delimiter, report.created), (delimiter, 1), "{report}");
    }
    let subjects = subjects(&world).await;
    assert_eq!(subjects.len(), 10);
    assert!(subjects.iter().all(|(_, subject)| subject == "Größe für Peña"), "{subjects:?}");
    let agent = world.user_desk("agent").await;
    let ticket = agent.staff_ticket(subjects[5].0).await.unwrap();
    let StaffEntryKind::Incoming { html } = &ticket.entries[0].kind else { panic!("{:?}", ticket.entries) };
    assert!(html.contains("zwei;") && html.contains("drei") && !html.contains('\r'), "{html}");
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_does_nothing() {
    let world = World::new().await;
    let file = format!(
        "{TWO}7,Ana Alves,ana@example.com,,,,Lamp still dark,x,Open,,Low,Email,,\n,,,,,,,,,,,,,\n9,,dora@example.net,,,,Third,,,,,,,\n"
    );
    let before = world.trail().await;
    let dry = ImportOptions { dry_run: true, ..Default::default() };
    let rehearsed = run_with(&world, ImportKind::Tickets, &file, dry.clone()).await.unwrap();
    assert!(subjects(&world).await.is_empty());
    assert_eq!(world.trail().await, before);
    assert!(rehearsed.to_string().contains("Dry run, nothing was written"));
    let done = tickets(&world, &file).await;
    assert_eq!(numbers(&done), (3, 1, 0, 1), "{done}");
    assert_eq!(ImportReport { dry_run: false, import: done.import, ..rehearsed }, done);
    let again = run_with(&world, ImportKind::Tickets, &file, dry).await.unwrap();
    assert_eq!(again.created, 0, "{again}");
}

#[tokio::test]
async fn a_mapping_of_what_does_not_exist_is_refused_before_anything_is_written() {
    let world = World::new().await;
    let mapped =
        |column: &str, property: &str| ImportOptions { map: vec![(column.into(), property.into())], ..Default::default() };
    let file = "Headline,Text,Colour\nHello,World,red\n";
    for (options, expected) in [
        (ImportOptions::default(), "no column holds the subject; the file's columns are: Headline, Text, Colour"),
        (mapped("Headlime", "subject"), "there is no column \"Headlime\" in the file; its columns are: Headline, Text, Colour"),
        (mapped("Headline", "sobject"), "there is no property \"sobject\"; a column can be mapped to: id, subject, content"),
    ] {
        let error = run_with(&world, ImportKind::Tickets, file, options).await.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    assert!(subjects(&world).await.is_empty());
    let mut options = mapped("Headline", "Subject");
    options.map.push(("text".into(), "content".into()));
    options.map.push(("Colour".into(), "hs_ticket_category".into()));
    let report = run_with(&world, ImportKind::Tickets, file, options).await.unwrap();
    assert_eq!(report.created, 1);
    let ana = world.user_desk("agent").await.staff_ticket(only_ticket(&world).await).await.unwrap();
    assert_eq!((ana.subject.as_str(), ana.category.as_deref()), ("Hello", Some("red")));
}

#[tokio::test]
async fn hubspots_own_exports_fit_together() {
    let world = World::with(TicketPermission::Company).await;
    let companies =
        "Record ID,Company name,Company Domain Name,Phone Number\n900,Initech,initech.example,+1 555\n901,Acme,acme.example,\n";
    let report = run_with(&world, ImportKind::Companies, companies, ImportOptions::default()).await.unwrap();
    assert_eq!(numbers(&report), (1, 0, 1, 0), "Acme is there by its domain: {report}");
    let contacts = "Record ID,First Name,Last Name,Email,Phone Number,Associated Company,Associated Company IDs\n\
                    50,Ana,Alves,ANA@example.com,,Acme,901\n\
                    51,Peter,Gibbons,peter@initech.example,+1 556,Initech,900\n\
                    52,Milton,Waddams,,,Initech,900\n\
                    ,Nobody,,,,,\n";
    let report = run_with(&world, ImportKind::Contacts, contacts, ImportOptions::default()).await.unwrap();
    assert_eq!((numbers(&report), report.companies_created), ((2, 1, 0, 1), 0), "{report}");
    let again = run_with(&world, ImportKind::Contacts, contacts, ImportOptions::default()).await.unwrap();
    assert_eq!(numbers(&again), (0, 0, 3, 1), "{again}");
    let tickets_file = "Ticket ID,Ticket name,Ticket description,Pipeline,Ticket status,Priority,Source,Category,Create date,Close date,Ticket owner,Associated Contact,Associated Contact IDs,Associated Company,Associated Company IDs\n\
                        70,Stapler,Gone,Support Pipeline,Waiting on contact,High,Email,Hardware,2024-03-01 09:00,,Adam Agent,Peter Gibbons (peter@initech.example),51,Initech,900\n\
                        71,Desk,Moved,Support Pipeline (0),Closed,,Phone,,2024-03-02 09:00,2024-03-05 10:00,,,52,,\n\
                        72,Rocket,Stuck,,New,,Portal,,2024-03-03,,,Ana Alves (ana@example.com);Bruno (bruno@example.com),,Globex (globex.example);Hooli,\n";
    let report = tickets(&world, tickets_file).await;
    assert_eq!((numbers(&report), report.contacts_created, report.companies_created), ((3, 0, 0, 0), 0, 1), "{report}");
    assert_eq!(numbers(&tickets(&world, tickets_file).await), (0, 0, 3, 0));

    let all = subjects(&world).await;
    let id = |subject: &str| all.iter().find(|(_, known)| known == subject).unwrap().0;
    let agent = world.user_desk("agent").await;
    let stapler = agent.staff_ticket(id("Stapler")).await.unwrap();
    assert_eq!((stapler.turn, stapler.owner, stapler.source.as_str()), (Turn::Contact, Some(world.user("agent")), "EMAIL"));
    assert_eq!((stapler.contacts[0].name.as_str(), stapler.companies[0].name.as_str()), ("Peter Gibbons", "Initech"));
    let desk = agent.staff_ticket(id("Desk")).await.unwrap();
    assert_eq!(desk.contacts[0].name, "Milton Waddams");
    assert_eq!(desk.companies[0].name, "Initech", "a ticket without a company goes to that of its requester");
    assert_eq!(desk.closed_at.map(Timestamp::iso).as_deref(), Some("2024-03-05T10:00:00.000Z"));
    let rocket = agent.staff_ticket(id("Rocket")).await.unwrap();
    let names: Vec<_> = rocket.companies.iter().map(|company| (company.name.as_str(), company.primary)).collect();
    assert!(names.contains(&("Globex", true)) && names.contains(&("Hooli", false)), "{names:?}");
    // Ana has a company of her own; that Globex stands on a ticket of hers must not show her Globex's tickets.
    let ana = agent.contact(world.contact("ana")).await.unwrap();
    assert_eq!(ana.companies.iter().map(|company| company.company.name.as_str()).collect::<Vec<_>>(), ["Acme"]);
    let carla = world.contact_desk("carla").await;
    let organization = ListView { tab: Tab::Organization, ..Default::default() };
    let seen: Vec<_> = carla.tickets(&organization).await.unwrap().rows.into_iter().map(|row| row.subject).collect();
    assert_eq!(seen, ["Rocket"]);
    assert_eq!(carla.ticket(id("Stapler"), None).await.unwrap_err(), Fault::NotFound);
    assert_eq!(agent.companies(&"hooli".into()).await.unwrap().rows.len(), 1);
}

#[tokio::test]
async fn contacts_keep_what_people_wrote_and_take_what_the_file_changes() {
    let world = World::new().await;
    let file = "email,name,phone,company\nnew@example.org,\"Cruz, Ana de la\",1,Umbrella\nana@example.com,,2,umbrella\nnot an address,x,,\n";
    let import = |text: String| run_with(&world, ImportKind::Contacts, text, ImportOptions::default());
    let report = import(file.into()).await.unwrap();
    assert_eq!((numbers(&report), report.companies_created), ((1, 1, 0, 1), 1), "{report}");
    let agent = world.user_desk("agent").await;
    let ana = agent.contact(world.contact("ana")).await.unwrap();
    assert_eq!((ana.fields.first_name.as_str(), ana.fields.phone.as_str()), ("Ana", "2"));
    let companies: Vec<_> = ana.companies.iter().map(|company| (company.company.name.as_str(), company.primary)).collect();
    assert!(companies.contains(&("Acme", true)) && companies.contains(&("Umbrella", false)), "{companies:?}");
    let new = agent.contacts(&"new@".into()).await.unwrap().rows[0].id;
    let mut fields = agent.contact(new).await.unwrap().fields;
    assert_eq!((fields.first_name.as_str(), fields.last_name.as_str()), ("Ana de la", "Cruz"));
    fields.phone = "typed".into();
    agent.update_contact(new, &fields).await.unwrap();
    assert_eq!(numbers(&import(file.into()).await.unwrap()), (0, 0, 2, 1));
    assert_eq!(numbers(&import(file.replace("Cruz, Ana de la", "Ana Cruz")).await.unwrap()), (0, 1, 1, 1));
    let fields = agent.contact(new).await.unwrap().fields;
    assert_eq!((fields.first_name.as_str(), fields.phone.as_str()), ("Ana", "typed"));
}

#[tokio::test]
async fn a_column_of_american_dates_is_read_so() {
    let world = World::new().await;
    tickets(&world, "subject,created,closed\nA,01/02/2024,02/01/2024 10:00\nB,03/15/2024,31/01/2024\n").await;
    let agent = world.user_desk("agent").await;
    let a = subjects(&world).await.into_iter().find(|(_, subject)| subject == "A").unwrap().0;
    assert_eq!(agent.staff_ticket(a).await.unwrap().created_at.iso(), "2024-01-02T00:00:00.000Z");
}

#[tokio::test]
async fn another_systems_ticket_of_the_same_number_is_not_written_over() {
    let world = World::new().await;
    tickets(&world, "id,subject,email\n1,Ours,ana@example.com\n").await;
    let report = tickets(&world, "id,subject,email\n1,Theirs,bruno@example.com\n").await;
    assert_eq!(numbers(&report), (0, 0, 0, 1));
    assert_eq!(report.skipped[0].reason.kind(), "key-taken");
    assert_eq!(subjects(&world).await[0].1, "Ours");
}

#[tokio::test]
async fn twenty_thousand_rows() {
    let world = World::new().await;
    let mut file = String::from("id,subject,description,email,name,status,created,resolution\n");
    for row in 1..=20_000 {
        let subject = if row % 1000 == 0 { String::new() } else { format!("Ticket number {row}") };
        let status = ["Open", "Closed", "Pending"][row % 3];
        let resolution = if row % 3 == 1 { "Solved it" } else { "" };
        let person = row % 700;
        writeln!(
            file,
            "{row},{subject},\"Text {row}\nwith two lines\",p{person}@example.org,Person {person},{status},2024-01-{:02},{resolution}",
            row % 28 + 1
        )
        .unwrap();
    }
    let told = std::sync::Mutex::new(Vec::new());
    let source = self::file(&file);
    let progress = |progress: Progress| told.lock().unwrap().push(progress);
    let report = import(&world.portico, ImportKind::Tickets, source.path(), ImportOptions::default(), &progress).await.unwrap();
    assert_eq!((report.rows, numbers(&report), report.contacts_created), (20_000, (19_980, 0, 0, 20), 700), "{report}");
    let told = told.into_inner().unwrap();
    assert_eq!(told.last(), Some(&Progress { done: 20_000, total: 20_000 }));
    assert!(told.windows(2).all(|pair| pair[0].done <= pair[1].done) && told.len() > 20);
    let counts = world.user_desk("agent").await.queue(&QueueQuery::default()).await.unwrap().counts;
    assert_eq!((counts.open + counts.closed, counts.unassigned), (19_980, counts.open));
    let again = import(&world.portico, ImportKind::Tickets, source.path(), ImportOptions::default(), &|_| {}).await.unwrap();
    assert_eq!((numbers(&again), again.contacts_created), ((0, 0, 19_980, 20), 0));
}
