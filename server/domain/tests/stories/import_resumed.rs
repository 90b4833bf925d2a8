//! Imports that go on after somebody stopped them, and undoing that goes on where it left something.

use std::fmt::Write as _;

use domain::import::ImportKind;
use domain::testing::World;
use model::contacts::Contacts;
use model::imports::{ImportState, Imports};
use model::{Fault, ImportId, Refusal, Timestamp};

use crate::imports::{PEOPLE, chosen, outcome, shown, start, upload, work};

fn stale<T: std::fmt::Debug>(outcome: Result<T, Fault>) -> bool {
    outcome.unwrap_err() == Fault::Refused(Refusal::Stale)
}

/// An import of 1,200 people that was stopped after some of them.
async fn stopped(world: &World) -> ImportId {
    let mut file = String::from("email,first name\n");
    for row in 0..1_200 {
        writeln!(file, "p{row}@example.org,Person {row}").unwrap();
    }
    let import = upload(world, ImportKind::Contacts, "many.csv", file.as_bytes()).await;
    let admin = world.user_desk("admin").await;
    admin.start_import(import, &chosen(&["email".into(), "first_name".into()]), false).await.unwrap();
    let working = world.portico.next_import().await.unwrap().unwrap();
    let portico = world.portico.clone();
    let running = tokio::spawn(async move { portico.work_on_import(&working).await });
    while shown(world, import).await.row.counts.done == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    // It may have come to its end in this moment.
    let _ = admin.stop_import(import).await;
    running.await.unwrap().unwrap();
    import
}

#[tokio::test]
async fn a_stopped_import_goes_on_behind_its_last_row() {
    let world = World::new().await;
    let import = upload(&world, ImportKind::Contacts, "people.csv", PEOPLE.as_bytes()).await;
    let admin = world.user_desk("admin").await;
    assert!(stale(admin.continue_import(import).await), "it has not begun");
    admin.start_import(import, &chosen(&shown(&world, import).await.mapping), false).await.unwrap();
    let working = world.portico.next_import().await.unwrap().unwrap();
    admin.stop_import(import).await.unwrap();
    world.portico.work_on_import(&working).await.unwrap();
    assert!(shown(&world, import).await.can_go_on);
    assert!(!work(&world).await, "until somebody says so");
    admin.continue_import(import).await.unwrap();
    assert!(stale(admin.continue_import(import).await), "it goes on");
    assert!(work(&world).await);
    let done = shown(&world, import).await;
    assert_eq!(outcome(&done), (ImportState::Done, 1, 1, 0, 1));
    assert!(!done.can_go_on && stale(admin.continue_import(import).await), "it is done");
    assert!(world.trail().await.contains(&"import_continued".to_owned()));
}

#[tokio::test]
async fn no_row_is_done_twice_and_none_is_left() {
    let world = World::new().await;
    let import = stopped(&world).await;
    let before = shown(&world, import).await;
    if before.row.state == ImportState::Stopped {
        assert!(before.row.counts.done < 1_200 && before.can_go_on, "{before:?}");
        world.user_desk("admin").await.continue_import(import).await.unwrap();
        assert!(work(&world).await);
    }
    assert_eq!(outcome(&shown(&world, import).await), (ImportState::Done, 1_200, 0, 0, 0));
}

#[tokio::test]
async fn only_administrators_go_on_and_discard() {
    let world = World::new().await;
    let import = upload(&world, ImportKind::Contacts, "people.csv", PEOPLE.as_bytes()).await;
    let agent = world.user_desk("agent").await;
    assert_eq!(agent.continue_import(import).await.unwrap_err(), Fault::Refused(Refusal::Role));
    assert_eq!(agent.discard_import(import).await.unwrap_err(), Fault::Refused(Refusal::Role));
}

#[tokio::test]
async fn a_stopped_imports_file_is_kept_for_a_week() {
    let world = World::new().await;
    let import = upload(&world, ImportKind::Contacts, "people.csv", PEOPLE.as_bytes()).await;
    let admin = world.user_desk("admin").await;
    admin.start_import(import, &chosen(&shown(&world, import).await.mapping), false).await.unwrap();
    admin.stop_import(import).await.unwrap();
    assert_eq!(world.portico.forget_old_uploads().await.unwrap(), 0);
    world.advance(8 * Timestamp::DAY);
    assert_eq!(world.portico.forget_old_uploads().await.unwrap(), 1);
    let kept = world.portico.forget_old_uploads().await.unwrap();
    let admin = world.user_desk("admin").await;
    let left = admin.import(import).await.unwrap();
    assert_eq!((kept, left.row.state, left.can_go_on), (0, ImportState::Stopped, false));
    assert!(stale(admin.continue_import(import).await));
}

#[tokio::test]
async fn a_file_is_discarded_until_something_was_imported_from_it() {
    let world = World::new().await;
    let admin = world.user_desk("admin").await;
    let import = upload(&world, ImportKind::Contacts, "people.csv", PEOPLE.as_bytes()).await;
    // One that was tried has problems noted.
    start(&world, import, true).await;
    admin.discard_import(import).await.unwrap();
    assert_eq!(admin.import(import).await.unwrap_err(), Fault::NotFound);
    assert_eq!(admin.discard_import(import).await.unwrap_err(), Fault::NotFound);
    let broken = upload(&world, ImportKind::Contacts, "broken.csv", b"email\n\"open").await;
    admin.discard_import(broken).await.unwrap();
    let import = upload(&world, ImportKind::Contacts, "people.csv", PEOPLE.as_bytes()).await;
    start(&world, import, false).await;
    assert!(stale(admin.discard_import(import).await));
    assert_eq!(shown(&world, import).await.row.state, ImportState::Done);
}

#[tokio::test]
async fn what_undoing_left_is_tried_again() {
    let world = World::new().await;
    let import = upload(&world, ImportKind::Contacts, "people.csv", PEOPLE.as_bytes()).await;
    start(&world, import, false).await;
    let (admin, agent, ana) = (world.user_desk("admin").await, world.user_desk("agent").await, world.contact("ana"));
    let imported = agent.contact(ana).await.unwrap().fields;
    let typed = model::contacts::ContactFields { phone: "typed".into(), ..imported.clone() };
    agent.update_contact(ana, &typed).await.unwrap();
    admin.undo_import(import).await.unwrap();
    assert!(work(&world).await);
    let first = shown(&world, import).await;
    assert_eq!((first.undone, first.kept), (2, 1), "{first:?}");
    // Somebody takes back what stood in the way.
    let partly = agent.contact(ana).await.unwrap().fields;
    agent.update_contact(ana, &model::contacts::ContactFields { phone: imported.phone, ..partly }).await.unwrap();
    admin.undo_import(import).await.unwrap();
    assert!(work(&world).await);
    let second = shown(&world, import).await;
    assert_eq!((second.row.state, second.undone, second.kept), (ImportState::Undone, 3, 0), "{second:?}");
    assert!(second.kept_records.is_empty());
    assert_eq!(agent.contact(ana).await.unwrap().fields.phone, "");
    assert!(stale(admin.undo_import(import).await), "nothing stayed");
}
