//! Headers in all their dresses.

use super::*;

fn columns(kind: ImportKind, header: &str, map: &[(&str, &str)]) -> Result<Columns, ImportError> {
    let headers: Vec<String> = header.split(',').map(str::to_owned).collect();
    let map = map.iter().map(|(column, property)| ((*column).to_owned(), (*property).to_owned())).collect();
    Columns::of(kind, &headers, &ImportOptions { map, ..ImportOptions::default() }, &[])
}

fn mapped(columns: &Columns) -> Vec<String> {
    columns.mapping().into_iter().map(|(_, name)| name).collect()
}

#[test]
fn known_headers_are_known_in_any_dress() {
    let columns =
        columns(ImportKind::Tickets, "hs_object_id, SUBJECT ,HS_Pipeline_Stage,Associated Company (Primary),Colour", &[]);
    let columns = columns.unwrap();
    assert_eq!(mapped(&columns), ["id", "subject", "stage", "company"]);
    assert_eq!(columns.ignored(), ["Colour"]);
}

#[test]
fn every_header_means_one_thing() {
    for kind in ImportKind::ALL {
        let headers: Vec<_> = properties_of(kind).iter().flat_map(|property| property.headers).collect();
        for header in &headers {
            assert_eq!(normal(header), **header, "{header} is not in its normal form");
            assert_eq!(headers.iter().filter(|other| other == &header).count(), 1, "{header} stands twice");
        }
    }
}

#[test]
fn a_doubled_header_is_used_once() {
    let columns = columns(ImportKind::Contacts, "Email,Email,Name", &[]).unwrap();
    assert_eq!(columns.index("email"), Some(0));
    assert_eq!(columns.ignored(), ["Email"]);
}

#[test]
fn a_map_wins_and_must_exist() {
    let ok = columns(ImportKind::Tickets, "Subject,Headline", &[("headline", "subject")]).unwrap();
    assert_eq!((ok.index("subject"), ok.ignored()), (Some(1), vec!["Subject".to_owned()]));
    let error = columns(ImportKind::Tickets, "Subject", &[("Sbject", "subject")]).unwrap_err().to_string();
    assert!(error.contains("\"Sbject\"") && error.contains("Subject"), "{error}");
    let error = columns(ImportKind::Tickets, "Subject", &[("Subject", "sbject")]).unwrap_err().to_string();
    assert!(error.contains("\"sbject\"") && error.contains("subject, content"), "{error}");
    let error = columns(ImportKind::Tickets, "Colour,Size", &[]).unwrap_err().to_string();
    assert!(error.contains("no column holds the subject") && error.contains("Colour, Size"), "{error}");
}
