//! Files that integrations keep.

use domain::TokenDesk;
use domain::attachments::{Duplicates, FILE_MAX, FileAccess, FileChange, Folder, NewFile, StoredFile};
use domain::crm::{NewRecord, ObjectType, Refused};
use domain::testing::World;
use model::Timestamp;

use crate::crm::{properties, refused};

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
    let (found, next) = desk.files(Some("A"), None, 10).await.unwrap();
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
    assert_eq!(desk.files(None, None, 10).await.unwrap().0, []);
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
