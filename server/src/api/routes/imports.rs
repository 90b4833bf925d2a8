//! Files of records.

use axum::extract::DefaultBodyLimit;

use super::page;
use crate::api::document::Shape::One;
use crate::api::document::parameters::{AFTER, Parameter};
use crate::api::document::{Table, get, post, says};
use crate::api::imports;

pub fn table() -> Table {
    let listed = |summary, schema| page(summary, schema).asks(&[Parameter::limit(100), AFTER]);
    let create = says("Import a CSV file of contacts, companies or tickets")
        .note("The part `importRequest` comes first: a file before it may have 10 MB.")
        .takes_form("ImportForm")
        .once();
    // A file is taken in as it comes and never held.
    let unlimited = |methods: axum::routing::MethodRouter<domain::Portico>| methods.layer(DefaultBodyLimit::disable());
    Table::about("Imports")
        .at_with(
            "/crm/v3/imports",
            [
                get(imports::list, listed("List imports, newest first", "Import")),
                post(imports::create, create.answers(200, One("Import"))),
            ],
            unlimited,
        )
        .at("/crm/v3/imports/{import}", [get(imports::read, says("Read how far an import is").answers(200, One("Import")))])
        .at(
            "/crm/v3/imports/{import}/cancel",
            [post(imports::cancel, says("Stop an import; what it wrote stays").answers(200, One("ImportStopped")))],
        )
        .at("/crm/v3/imports/{import}/errors", [get(imports::errors, listed("List rows that were not imported", "ImportError"))])
}
