//! Conversations and files.

use axum::extract::DefaultBodyLimit;
use domain::attachments::FILE_MAX;

use super::{NOTHING, page};
use crate::api::document::Shape::{Batch, Counted, One};
use crate::api::document::parameters::{
    ARCHIVED, CONTACT, EXPIRATION, FILE_SEARCH, INBOX, LATEST_AFTER, MESSAGE_SORT, PLACE, Parameter, THREAD_SORT, THREAD_STATUS,
    TICKET,
};
use crate::api::document::{Table, delete, get, patch, post, put, says};
use crate::api::{actors, conversations, files};

/// Largest form with a file, in bytes: the file, with room for the rest.
const UPLOAD_LIMIT: usize = FILE_MAX + 1024 * 1024;

const THREADS: &str = "/conversations/v3/conversations/threads";

pub fn conversations() -> Table {
    let list = page("List threads", "Thread").asks(&[
        Parameter::limit(500),
        PLACE,
        INBOX,
        THREAD_STATUS,
        CONTACT,
        TICKET,
        LATEST_AFTER,
        THREAD_SORT,
        ARCHIVED,
    ]);
    let update = says("Open or close a thread").takes("ThreadChange").answers(200, One("Thread"));
    let archive = says("Archive a thread with its ticket").answers(NOTHING.0, NOTHING.1);
    let assign = says("Assign a thread").takes("Assignee").answers(200, One("Thread"));
    let unassign = says("Take a thread from whoever has it").answers(NOTHING.0, NOTHING.1);
    let said = page("List what was said and done", "Message").asks(&[Parameter::limit(500), PLACE, MESSAGE_SORT]);
    let say = says("Answer the customers, or leave a comment for the team").takes("NewMessage").once();
    Table::about("Conversations")
        .at(THREADS, [get(conversations::threads, list)])
        .at(
            &format!("{THREADS}/{{id}}"),
            [
                get(conversations::read, says("Read a thread").answers(200, One("Thread"))),
                patch(conversations::update, update),
                delete(conversations::archive, archive),
            ],
        )
        .at(
            &format!("{THREADS}/{{id}}/assignee"),
            [put(conversations::assign, assign), delete(conversations::unassign, unassign)],
        )
        .at(
            &format!("{THREADS}/{{id}}/messages"),
            [get(conversations::messages, said), post(conversations::post, say.answers(201, One("Message")))],
        )
        .at(
            &format!("{THREADS}/{{id}}/messages/{{message}}"),
            [get(conversations::message, says("Read an entry").answers(200, One("Message")))],
        )
        .at(
            &format!("{THREADS}/{{id}}/messages/{{message}}/original-content"),
            [get(conversations::original, says("Read its words as they were written").answers(200, One("MessageContent")))],
        )
        .and(places())
}

fn places() -> Table {
    const OF: &str = "/conversations/v3/conversations";
    let many = |summary, schema| says(summary).answers(200, Counted(schema));
    let one = |summary, schema| says(summary).answers(200, One(schema));
    let batch = says("Read up to 100 actors").takes("ActorIds").answers(200, Batch("Actor"));
    let token = says("Make a token that says who a visitor is").takes("Visitor").answers(200, One("VisitorToken"));
    Table::about("Conversations")
        .at(&format!("{OF}/inboxes"), [get(actors::inboxes, many("List inboxes", "Inbox"))])
        .at(&format!("{OF}/inboxes/{{id}}"), [get(actors::one_inbox, one("Read an inbox", "Inbox"))])
        .at(&format!("{OF}/channels"), [get(actors::channels, many("List channels", "Channel"))])
        .at(&format!("{OF}/channels/{{id}}"), [get(actors::one_channel, one("Read a channel", "Channel"))])
        .at(&format!("{OF}/channel-accounts"), [get(actors::accounts, many("List channel accounts", "ChannelAccount"))])
        .at(&format!("{OF}/channel-accounts/{{id}}"), [get(actors::one_account, one("Read a channel account", "ChannelAccount"))])
        .at(&format!("{OF}/actors/batch/read"), [post(actors::batch_read, batch)])
        .at(&format!("{OF}/actors/{{id}}"), [get(actors::read, one("Read an actor", "Actor"))])
        .at("/visitor-identification/v3/tokens/create", [post(actors::visitor_token, token)])
}

pub fn kept_files() -> Table {
    let upload = says("Upload a file").note("`folderPath` or `folderId` is needed.").takes_form("Upload").once();
    let search = page("List files", "File").asks(&FILE_SEARCH);
    let change = || says("Rename, move or open a file").takes("FileChange").answers(200, One("File"));
    let fetch = says("Fetch a file from an address on the web").note("It is fetched before this answers.").takes("FileFromUrl");
    let fetch = fetch.once().answers(202, One("FileTaskLocator"));
    let replace = says("Give a file other bytes").note("With a body of JSON, as PATCH.").takes_form("Replacement");
    let replace = replace.answers(200, One("File"));
    let sign = says("Make an address that is good without a token").asks(&[EXPIRATION]).answers(200, One("SignedAddress"));
    let limit = |methods: axum::routing::MethodRouter<domain::Portico>| methods.layer(DefaultBodyLimit::max(UPLOAD_LIMIT));
    Table::about("Files")
        .at_with("/files/v3/files", [post(files::create, upload.answers(201, One("File")))], limit)
        .at("/files/v3/files/search", [get(files::search, search)])
        .at_with(
            "/files/v3/files/{id}",
            [
                get(files::read, says("Read what is known of a file").answers(200, One("File"))),
                patch(files::update, change()),
                put(files::replace, replace),
                delete(files::archive, says("Remove a file").answers(NOTHING.0, NOTHING.1)),
            ],
            limit,
        )
        .at("/files/v3/files/{id}/signed-url", [get(files::signed_url, sign)])
        .at("/files/v3/files/import-from-url/async", [post(files::import_from_url, fetch)])
        .at(
            "/files/v3/files/import-from-url/async/tasks/{task}/status",
            [get(files::import_status, says("Read what became of it").answers(200, One("FileTask")))],
        )
}
