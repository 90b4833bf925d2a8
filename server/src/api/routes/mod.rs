//! The addresses of the API, each with what answers there and what is said of it: the router and the document are both made
//! of these tables.

mod descriptions;
mod imports;
mod records;
mod talk;
mod webhooks;

use super::document::Shape::{self, Bytes, Html, Object, One, Page};
use super::document::parameters::{EXPIRES, SIGNATURE};
use super::document::{Table, get, html, json, post, says};
use super::{account, files};

const NOTHING: (u16, Shape) = (204, Shape::Nothing);

/// What asks for a token.
pub fn secured() -> Table {
    records::table()
        .and(records::associations())
        .and(records::older_associations())
        .and(talk::conversations())
        .and(talk::kept_files())
        .and(descriptions::labels())
        .and(descriptions::pipelines())
        .and(descriptions::properties())
        .and(descriptions::account())
        .and(imports::table())
        .and(webhooks::table())
}

/// What connectors ask before they send a token along, what a signed address leads to, and what is written about the API.
pub fn public() -> Table {
    let content = says("Read a file by its signed address").asks(&[EXPIRES, SIGNATURE]).answers(200, Bytes).public();
    let info = says("Ask whose a token is").takes("TokenKey").answers(200, One("TokenInfo")).public();
    let token = says("Ask whose a token is, as OAuth has it").answers(200, One("AccessToken")).public();
    Table::about("Files")
        .at("/files/v3/files/{id}/content", [get(files::content, content)])
        .and(
            Table::about("Account")
                .at("/oauth/v2/private-apps/get/access-token-info", [post(account::token_info, info)])
                .at("/oauth/v1/access-tokens/{token}", [get(account::access_token, token)]),
        )
        .and(
            Table::about("This document")
                .at("/crm/openapi.json", [get(json, says("Read this document").answers(200, Object).public())])
                .at("/crm/docs", [get(html, says("Read it as a page").answers(200, Html).public())]),
        )
}

/// Everything.
pub fn all() -> Table {
    secured().and(public())
}

/// A list, in a page of which there are results and where to go on.
fn page(summary: &'static str, schema: &'static str) -> super::document::Operation {
    says(summary).answers(200, Page(schema))
}
