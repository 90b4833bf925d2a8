//! What an import says of rows that it has taken all the same.

use domain::import::{ImportKind, ImportOptions, Instead, Remark};
use domain::testing::World;
use model::helpdesk::HelpDesk;
use model::tickets::{Priority, Turn};

use super::import::{numbers, only_ticket, run_with, tickets};

#[tokio::test]
async fn what_is_cut_is_said_and_italian_and_german_headings_are_known() {
    let world = World::new().await;
    let long = "x".repeat(300);
    let report = tickets(&world, format!("Oggetto;Descrizione;Stato;Priorità\n{long};ciao;Chiuso;Alta\n")).await;
    assert_eq!(numbers(&report), (1, 0, 0, 0));
    let noted: Vec<_> = report.notes.iter().map(|(column, _, note)| (column.to_owned(), note.remark)).collect();
    assert_eq!(noted, [(String::new(), Remark::Undated), ("Oggetto".to_owned(), Remark::NotUnderstood(Instead::Cut))]);
    let ticket = world.user_desk("agent").await.staff_ticket(only_ticket(&world).await).await.unwrap();
    assert_eq!((ticket.turn, ticket.priority), (Turn::Closed, Some(Priority::High)));
    let german = tickets(&World::new().await, "Betreff,Beschreibung\nDrucker,Er geht nicht\n").await;
    assert_eq!(numbers(&german), (1, 0, 0, 0));
}

#[tokio::test]
async fn a_record_that_stands_in_the_file_twice_is_named_and_the_later_row_counts() {
    let file = "Ticket ID,Subject,Email,Created\n7,First,a@x.example,2026-01-02\n8,Other,b@x.example,2026-01-02\n\
        7,Second,a@x.example,2026-01-02\n8,Other,b@x.example,2026-01-02\n";
    let world = World::new().await;
    let dry = ImportOptions { dry_run: true, ..Default::default() };
    for options in [dry, ImportOptions::default()] {
        let report = run_with(&world, ImportKind::Tickets, file, options).await.unwrap();
        assert_eq!(numbers(&report), (2, 1, 1, 0), "{report}");
        let noted: Vec<_> =
            report.notes.iter().map(|(column, value, note)| (column, value, note.first_row, note.remark)).collect();
        assert_eq!(noted, [("Ticket ID", "7", 3, Remark::Again)], "the row that says the same is no news");
        assert!(report.to_string().contains("row 3: Ticket ID \"7\" stands in an earlier row"), "{report}");
    }
    // The next file is another one: that it says something else of a ticket is what files are for.
    let report = tickets(&world, "Ticket ID,Subject,Email,Created\n7,Third,a@x.example,2026-01-02\n").await;
    assert_eq!((numbers(&report), report.notes.is_empty()), ((0, 1, 0, 0), true), "{report}");
    let people = "Email,First name\nc@x.example,Carl\nC@x.example,Carla\n";
    let report = run_with(&world, ImportKind::Contacts, people, ImportOptions::default()).await.unwrap();
    assert!(report.to_string().contains("row 2: \"c@x.example\" stands in an earlier row"), "{report}");
}

#[tokio::test]
async fn tickets_without_any_date_are_said_to_be_as_of_now() {
    let world = World::new().await;
    let report = tickets(&world, "Subject,Closed\nOne,\nTwo,\nThree,2026-01-02\n").await;
    assert!(report.to_string().contains("row 1: no date: a ticket that is new here"), "{report}");
}
