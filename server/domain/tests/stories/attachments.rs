//! Files that integrations keep.

use domain::attachments::{ATTACHED_MAX, Duplicates, FILE_MAX, FileAccess, FileChange, FileSearch, Folder, NewFile, StoredFile};
use domain::conversations::NewWords;
use domain::crm::{NewRecord, ObjectType, Refused};
use domain::testing::World;
use domain::{Failure, Outcome, TokenDesk};
use model::attachments::Attachment;
use model::helpdesk::{HelpDesk, StaffEntryKind};
use model::letters::Content;
use model::tickets::{Entry, Tickets};
use model::{Fault, FileId, MessageId, TicketId, Timestamp};

use crate::crm::{properties, refused};
use crate::letters::{deliver, world as with_mail};
use crate::tickets::anas_ticket;

fn file(name: &str, bytes: &[u8]) -> NewFile {
    NewFile {
        name: name.into(),
        folder: Folder::Path("/reports".into()),
        access: FileAccess::default(),
        bytes: bytes.to_vec(),
        overwrite: false,
        duplicates: Duplicates::default(),
        kept_for: None,
    }
}

/// What somebody gets who follows an address.
async fn fetched(world: &World, path: &str) -> Option<Vec<u8>> {
    let (path, query) = path.split_once('?').unwrap();
    let id = path.split('/').nth(4).unwrap().parse().unwrap();
    let value = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}="))).unwrap();
    let found = world.portico.signed_file(id, value("expires").parse().unwrap(), value("signature")).await.unwrap();
    found.map(|(_, bytes)| bytes)
}

async fn signed(desk: &TokenDesk, file: &StoredFile) -> String {
    desk.signed_path(file, 60).await.unwrap().0
}

#[tokio::test]
async fn a_file_comes_back_as_it_went_in() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let bytes: Vec<u8> = (0..700_000_u32).map(|number| (number % 251) as u8).collect();
    let kept = desk.add_file(&file("data.BIN", &bytes)).await.unwrap();
    assert_eq!((kept.name.as_str(), kept.extension.as_str(), kept.path.as_str()), ("data", "bin", "/reports/data.bin"));
    assert_eq!((kept.size, kept.media_type.as_str(), kept.word.as_str()), (700_000, "application/octet-stream", "OTHER"));
    assert_eq!(desk.file(&kept.id.to_string()).await.unwrap(), kept);
    let path = signed(&desk, &kept).await;
    assert_eq!(fetched(&world, &path).await, Some(bytes));
    assert_eq!(fetched(&world, &path.replace("signature=", "signature=A")).await, None);
    world.advance(Timestamp::MINUTE);
    assert_eq!(fetched(&world, &path).await, None, "its time was over");
}

#[tokio::test]
async fn names_that_are_taken_get_numbers_and_the_same_bytes_are_kept_once() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let first = desk.add_file(&file("a.txt", b"one")).await.unwrap();
    let second = desk.add_file(&file("A.txt", b"one")).await.unwrap();
    assert_eq!((first.name.as_str(), second.name.as_str()), ("a", "A-1"));
    assert_eq!(world.traces_of(&first.hash).await, ["file_contents", "file_pieces", "files"]);
    let over = desk.add_file(&NewFile { overwrite: true, ..file("a.txt", b"two") }).await.unwrap();
    assert_eq!((over.id, over.created_at, over.size), (first.id, first.created_at, 3));
    assert_ne!(over.hash, first.hash);
    let rejected = Duplicates::Rejected { folder_only: false };
    let again = desk.add_file(&NewFile { duplicates: rejected, ..file("b.txt", b"one") }).await;
    assert_eq!(refused(again), Refused::FileThere { id: second.id });
    let returned = Duplicates::Returned { folder_only: true };
    assert_eq!(desk.add_file(&NewFile { duplicates: returned, ..file("b.txt", b"one") }).await.unwrap().id, second.id);
    let elsewhere = NewFile { duplicates: returned, folder: Folder::Path("/other".into()), ..file("b.txt", b"one") };
    let third = desk.add_file(&elsewhere).await.unwrap();
    assert_ne!(third.id, second.id);
    for id in [second.id, third.id] {
        desk.remove_file(&id.to_string()).await.unwrap();
    }
    assert!(world.traces_of(&second.hash).await.is_empty(), "the bytes stayed");
    assert!(matches!(refused(desk.remove_file(&third.id.to_string()).await), Refused::NothingCalled(_)));
    let (found, next) = desk.files(&FileSearch { name: Some("A".into()), ..FileSearch::default() }, None, 10).await.unwrap();
    assert_eq!((found.len(), next), (1, None));
}

#[tokio::test]
async fn a_file_that_is_none_is_refused() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    for (new, field) in [
        (file("../etc/passwd", b"x"), "fileName"),
        (file("", b"x"), "fileName"),
        (NewFile { folder: Folder::Path("/a/../b".into()), ..file("a", b"x") }, "folderPath"),
    ] {
        assert_eq!(refused(desk.add_file(&new).await), Refused::FieldUnfit(field.into()));
    }
    let nowhere = NewFile { folder: Folder::Id("987".into()), ..file("a", b"x") };
    assert_eq!(refused(desk.add_file(&nowhere).await), Refused::NothingCalled("987".into()));
    let large = file("large", &vec![0; FILE_MAX + 1]);
    assert_eq!(refused(desk.add_file(&large).await), Refused::FileTooLarge { max: FILE_MAX });
    assert_eq!(desk.files(&FileSearch::default(), None, 10).await.unwrap().0, []);
}

#[tokio::test]
async fn a_public_file_has_an_address_as_long_as_it_is_public() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let private = desk.add_file(&file("a.txt", b"secret")).await.unwrap();
    assert_eq!(desk.public_path(&private).await.unwrap(), None);
    let change = |access| FileChange { access: Some(access), ..FileChange::default() };
    let id = private.id.to_string();
    let public = desk.change_file(&id, &change(FileAccess::PublicIndexable)).await.unwrap();
    let path = desk.public_path(&public).await.unwrap().unwrap();
    world.advance(400 * Timestamp::DAY);
    assert_eq!(fetched(&world, &path).await.as_deref(), Some(&b"secret"[..]));
    desk.change_file(&id, &change(FileAccess::Private)).await.unwrap();
    assert_eq!(fetched(&world, &path).await, None);
}

#[tokio::test]
async fn files_end_with_their_time_and_notes_name_only_what_is_there() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let short = NewFile { kept_for: Some(Timestamp::DAY), ..file("a.txt", b"x") };
    let kept = desk.add_file(&short).await.unwrap();
    let note = || NewRecord {
        properties: properties(&[("hs_timestamp", "0"), ("hs_attachment_ids", &kept.id.to_string())]),
        links: Vec::new(),
    };
    desk.create_record(ObjectType::Notes, &note()).await.unwrap();
    world.advance(Timestamp::DAY);
    assert!(desk.file(&kept.id.to_string()).await.is_err());
    assert!(matches!(refused(desk.create_record(ObjectType::Notes, &note()).await), Refused::Properties(_)));
    assert_eq!(world.portico.remove_expired_files().await.unwrap(), 1);
    assert!(world.traces_of(&kept.hash).await.is_empty());
}

fn words(text: &str, files: &[&StoredFile]) -> NewWords {
    let files = files.iter().map(|file| file.id.to_string()).collect();
    NewWords { text: text.into(), files, ..NewWords::default() }
}

/// What stands under the last message that Ana sees.
async fn seen(world: &World, ticket: TicketId) -> (MessageId, Vec<Attachment>) {
    let shown = world.contact_desk("ana").await.ticket(ticket, None).await.unwrap();
    let Some(Entry::Message(last)) = shown.entries.last().cloned() else { panic!("no message: {shown:?}") };
    (last.id, last.attachments)
}

/// The bytes, or `None` where there is nothing.
fn bytes(fetched: Outcome<(StoredFile, Vec<u8>)>) -> Option<Vec<u8>> {
    match fetched {
        Ok((_, bytes)) => Some(bytes),
        Err(Failure::Fault(Fault::NotFound)) => None,
        Err(other) => panic!("trouble: {other:?}"),
    }
}

#[tokio::test]
async fn whoever_reads_a_message_may_fetch_its_files_and_nobody_else() {
    let world = with_mail().await;
    let (desk, ticket) = (world.token_desk().await, anas_ticket(&world).await);
    let other = desk.add_file(&file("other.txt", b"not sent")).await.unwrap();
    let (bill, photo) =
        (desk.add_file(&file("Bill.pdf", b"%PDF-1.7 x")).await.unwrap(), desk.add_file(&file("photo", b"x")).await.unwrap());
    deliver(&world).await;
    let sender = format!("A-{}", world.user("agent"));
    let new = words("Here they are", &[&photo, &bill, &photo]);
    let posted = desk.post_message(&ticket.to_string(), &sender, &new).await.unwrap();
    assert_eq!(posted.files, [photo.clone(), bill.clone()]);
    let (message, under) = seen(&world, ticket).await;
    let shown = |file: &StoredFile| Attachment { file: FileId(file.id), name: file.file_name(), size: file.size };
    assert_eq!(under, [shown(&photo), shown(&bill)]);
    let letters = deliver(&world).await;
    let Content::Replied { about, .. } = &letters[0].content else { panic!("another letter: {:?}", letters[0]) };
    assert_eq!(about.files, ["photo", "Bill.pdf"]);

    let (ana, carla) = (world.contact_desk("ana").await, world.contact_desk("carla").await);
    let agent = world.user_desk("agent").await;
    let file = FileId(bill.id);
    assert_eq!(bytes(ana.attachment(ticket, message, file).await).as_deref(), Some(&b"%PDF-1.7 x"[..]));
    assert_eq!(bytes(agent.attachment(ticket, message, file).await).as_deref(), Some(&b"%PDF-1.7 x"[..]));
    assert_eq!(bytes(carla.attachment(ticket, message, file).await), None, "a stranger");
    assert_eq!(bytes(ana.attachment(ticket, message, FileId(other.id)).await), None, "a file that was never sent");
    assert_eq!(bytes(ana.attachment(ticket, MessageId(0), file).await), None, "what the ticket began with");
    assert_eq!(bytes(ana.attachment(TicketId(ticket.0 + 1), message, file).await), None, "another ticket");
    agent.remove_contact(ticket, world.contact("ana")).await.unwrap();
    let ben = world.contact_desk("bruno").await;
    assert!(bytes(ben.attachment(ticket, message, file).await).is_some(), "a colleague");

    desk.remove_file(&bill.id.to_string()).await.unwrap();
    let Some(Entry::Message(last)) = ben.ticket(ticket, None).await.unwrap().entries.pop() else { panic!("no message") };
    assert_eq!(last.attachments, [shown(&photo)], "what is removed is under no message");
    assert_eq!(bytes(ben.attachment(ticket, message, file).await), None);
}

#[tokio::test]
async fn a_comments_files_are_its_notes_and_no_customers() {
    let world = World::new().await;
    let (desk, ticket) = (world.token_desk().await, anas_ticket(&world).await);
    let log = desk.add_file(&file("log.txt", b"secret")).await.unwrap();
    let posted = desk.post_comment(&ticket.to_string(), &words("Look", &[&log])).await.unwrap();
    assert_eq!(posted.files, std::slice::from_ref(&log));
    let agent = world.user_desk("agent").await;
    let entries = agent.staff_ticket(ticket).await.unwrap().entries;
    let last = entries.last().unwrap();
    assert!(matches!(last.kind, StaffEntryKind::Comment { .. }));
    assert_eq!(last.attachments.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["log.txt"]);
    let (comment, file) = (last.id, FileId(log.id));
    assert!(bytes(agent.attachment(ticket, comment, file).await).is_some());
    let ana = world.contact_desk("ana").await;
    assert_eq!(bytes(ana.attachment(ticket, comment, file).await), None, "a comment is nothing to her");

    let asked = domain::crm::Wanted { properties: Some(vec!["hs_attachment_ids".into()]), ..Default::default() };
    let notes = desk.records(ObjectType::Notes, &asked, None, 10).await.unwrap().records;
    let named: Vec<_> = notes.iter().map(|note| note.properties["hs_attachment_ids"].clone()).collect();
    assert_eq!(named, [Some(log.id.to_string())]);
}

#[tokio::test]
async fn a_message_carries_only_what_is_there_and_not_too_much() {
    let world = World::new().await;
    let (desk, ticket) = (world.token_desk().await, anas_ticket(&world).await.to_string());
    let sender = format!("A-{}", world.user("agent"));
    let short = NewFile { kept_for: Some(Timestamp::DAY), ..file("short.txt", b"x") };
    let over = desk.add_file(&short).await.unwrap();
    desk.post_message(&ticket, &sender, &words("In time", &[&over])).await.unwrap();
    world.advance(Timestamp::DAY);
    assert_eq!(desk.entries(&ticket, false, None, 10).await.unwrap().0.last().unwrap().files, [], "its time is over");
    for wrong in [over.id.to_string(), "987654".into(), "x".into(), String::new()] {
        let new = NewWords { files: vec![wrong.clone()], ..words("x", &[]) };
        assert_eq!(refused(desk.post_message(&ticket, &sender, &new).await), Refused::NoSuchFile(wrong.clone()));
        assert_eq!(refused(desk.post_comment(&ticket, &new).await), Refused::NoSuchFile(wrong));
    }
    let mut many = Vec::new();
    for number in 0..=ATTACHED_MAX {
        many.push(desk.add_file(&file(&format!("{number}.txt"), b"x")).await.unwrap());
    }
    let many: Vec<&StoredFile> = many.iter().collect();
    assert_eq!(refused(desk.post_comment(&ticket, &words("x", &many)).await), Refused::TooManyFiles { max: ATTACHED_MAX });
    assert_eq!(desk.entries(&ticket, false, None, 10).await.unwrap().0.len(), 2, "what was refused is not there");
    desk.post_comment(&ticket, &words("x", &many[1..])).await.unwrap();
}

#[tokio::test]
async fn a_file_is_fetched_from_an_address_once_and_it_is_said_what_became_of_it() {
    let (world, web) = World::new().await.with_receiver();
    let desk = world.token_desk().await;
    let new = || NewFile { name: String::new(), ..file("", b"") };
    let answer = |status, body: &[u8]| Ok(domain::WebAnswer { status, body: body.to_vec(), ..Default::default() });
    web.answers(answer(200, b"%PDF-1.7 x"));
    let task = desk.fetch_file("https://files.example/a/Invoice%201.pdf?signature=secret", new()).await.unwrap();
    let fetched = desk.fetched(&task.to_string()).await.unwrap();
    let kept = fetched.file.unwrap().unwrap();
    assert_eq!((kept.file_name().as_str(), kept.size, kept.media_type.as_str()), ("Invoice 1.pdf", 10, "application/pdf"));
    assert_eq!(fetched_bytes(&world, &desk, &kept).await, b"%PDF-1.7 x");
    assert_eq!(world.traces_of("signature=secret").await, Vec::<String>::new(), "addresses may carry passwords");

    let problem = async |address: &str| {
        let task = desk.fetch_file(address, new()).await.unwrap();
        desk.fetched(&task.to_string()).await.unwrap().file.unwrap_err()
    };
    web.answers(answer(404, b"no"));
    assert_eq!(problem("https://files.example/gone.pdf").await, "The server answered 404.");
    web.answers(answer(302, b""));
    assert_eq!(problem("https://files.example/moved.pdf").await, "The server answered 302.");
    web.answers(Err(domain::WebProblem::NotAllowed));
    assert!(problem("https://internal.example/x").await.contains("not called"));
    for wrong in ["", "no address", "http://files.example/a.txt", "https://127.0.0.1/a.txt", "file:///etc/passwd"] {
        assert_eq!(refused(desk.fetch_file(wrong, new()).await), Refused::FieldUnfit("url".into()), "{wrong}");
    }
    web.answers(answer(200, b"%PDF-1.7 x"));
    let strict = NewFile { duplicates: Duplicates::Rejected { folder_only: false }, ..new() };
    let task = desk.fetch_file("https://files.example/again.pdf", strict).await.unwrap();
    let again = desk.fetched(&task.to_string()).await.unwrap().file;
    assert_eq!(again, Err(format!("The same file already exists. Existing ID: {}", kept.id)));
    assert_eq!(desk.files(&FileSearch::default(), None, 10).await.unwrap().0.len(), 1);

    desk.remove_file(&kept.id.to_string()).await.unwrap();
    assert_eq!(desk.fetched(&fetched.id.to_string()).await.unwrap().file, Ok(None), "it was removed since");
    world.advance(8 * Timestamp::DAY);
    world.portico.remove_expired_files().await.unwrap();
    assert!(matches!(refused(desk.fetched(&fetched.id.to_string()).await), Refused::NothingCalled(_)), "long ago");
}

async fn fetched_bytes(world: &World, desk: &TokenDesk, file: &StoredFile) -> Vec<u8> {
    fetched(world, &signed(desk, file).await).await.unwrap()
}
