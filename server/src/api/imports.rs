//! `/crm/v3/imports`: files, through the engine that pages and the command line use.

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::crm::{CrmError, ObjectType, Once};
use domain::{Failure, Portico};
use model::api_tokens::Scope;
use model::imports::{ImportKind, ImportRow, ImportState};
use model::{Fault, ImportId};
use serde_json::{Value, json};

use super::body::key_of;
use super::door::Caller;
use super::envelope::{Envelope, invalid};
use super::import_request::Wanted;
use super::query::Query;
use super::shown;

/// Bytes of the part that says how the file is to be read.
const REQUEST_MAX: usize = 1024 * 1024;
const PATH: &[u8] = b"/crm/v3/imports";
const PAGE: u64 = 10;
const PAGE_MAX: u64 = 100;

fn broken(error: &MultipartError) -> Envelope {
    let mut envelope = invalid(format!("The form cannot be read: {}", error.body_text()));
    envelope.status = error.status();
    envelope
}

/// What a verb that takes an idempotency key did not do.
fn refused(error: CrmError) -> Envelope {
    match error {
        CrmError::Failure(failure) => failed(failure),
        refused => Envelope::from(refused),
    }
}

fn failed(failure: Failure) -> Envelope {
    match failure {
        Failure::Fault(Fault::NotFound) => Envelope::new(StatusCode::NOT_FOUND, "OBJECT_NOT_FOUND", "There is no such import."),
        Failure::Fault(Fault::Refused(_)) => invalid("The import is not under way."),
        Failure::Fault(Fault::Invalid(errors)) => match errors.first().map(|error| error.field.as_str()) {
            Some("file") => invalid("The file is too large, or there is none."),
            Some("key") => invalid("No column holds what records are to be recognised by."),
            _ => invalid("A column is mapped to a property that does not exist, or none is to what every record needs."),
        },
        other => Envelope::from(CrmError::from(other)),
    }
}

fn object_of(kind: ImportKind) -> ObjectType {
    match kind {
        ImportKind::Companies => ObjectType::Companies,
        ImportKind::Contacts => ObjectType::Contacts,
        // Nobody begins one of these here.
        ImportKind::Tickets | ImportKind::Messages | ImportKind::Associations => ObjectType::Tickets,
    }
}

/// HubSpot's scope for imports: it writes records of all kinds.
fn may(caller: &Caller) -> Result<(), Envelope> {
    caller.require(&[Scope::Import])
}

/// Takes the parts in either order; a file that comes first is kept until it is said what it is.
pub async fn create(caller: Caller, request: Request) -> Result<Response, Envelope> {
    may(&caller)?;
    let once = key_of(&request)?;
    let mut form = Multipart::from_request(request, &()).await.map_err(|refused| {
        let message =
            format!("The body must be multipart/form-data with the parts importRequest and files: {}", refused.body_text());
        let mut envelope = invalid(message);
        envelope.status = refused.status();
        envelope
    })?;
    let (mut wanted, mut early) = (None, None);
    let key = once.as_deref();
    while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
        match field.name() {
            Some("importRequest") => wanted = Some(Wanted::parse(&text(field).await?)?),
            Some("files") => match &wanted {
                Some(wanted) => return begin(&caller, key, wanted, Bytes::Coming(Box::new(field))).await,
                None => early = Some(kept(field).await?),
            },
            _ => {}
        }
    }
    match (wanted, early) {
        (Some(wanted), Some(bytes)) => begin(&caller, key, &wanted, Bytes::Kept(bytes)).await,
        (None, _) => Err(invalid("The form has no part `importRequest`.")),
        (_, None) => Err(invalid("The form has no part `files`.")),
    }
}

enum Bytes<'a> {
    Coming(Box<Field<'a>>),
    Kept((String, Vec<u8>)),
}

async fn text(mut field: Field<'_>) -> Result<String, Envelope> {
    let mut all = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        if all.len() + chunk.len() > REQUEST_MAX {
            return Err(invalid("The part `importRequest` is too large."));
        }
        all.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&all).into_owned())
}

/// A file that comes before it is said what it is has to be small: it is held.
async fn kept(mut field: Field<'_>) -> Result<(String, Vec<u8>), Envelope> {
    const MAX: usize = 10 * 1024 * 1024;
    let (name, mut all) = (field.file_name().unwrap_or_default().to_owned(), Vec::new());
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        if all.len() + chunk.len() > MAX {
            return Err(invalid("The part `importRequest` must come before a file of more than 10 MB."));
        }
        all.extend_from_slice(&chunk);
    }
    Ok((name, all))
}

async fn begin(caller: &Caller, key: Option<&str>, wanted: &Wanted, bytes: Bytes<'_>) -> Result<Response, Envelope> {
    let named = |file: &str| if wanted.name.is_empty() { file.to_owned() } else { wanted.name.clone() };
    let upload = match bytes {
        Bytes::Kept((name, all)) => {
            let mut upload = caller.0.begin_import(wanted.kind, &named(&name)).await.map_err(failed)?;
            upload.push(&all).await.map_err(failed)?;
            upload
        }
        Bytes::Coming(mut field) => {
            let name = field.file_name().unwrap_or_default().to_owned();
            let mut upload = caller.0.begin_import(wanted.kind, &named(&name)).await.map_err(failed)?;
            while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
                upload.push(&chunk).await.map_err(failed)?;
            }
            upload
        }
    };
    let once = key.map(|key| Once::of(key.to_owned(), &[b"POST", PATH, wanted.text.as_bytes(), &upload.fingerprint()]));
    let import = upload.finish().await.map_err(failed)?;
    let seen = caller.0.import(import).await.map_err(failed)?;
    // A broken file is an import that failed, as at HubSpot.
    let choice = match seen.row.state {
        ImportState::Ready => match wanted.choice(&seen.layout.columns) {
            Err(missing) => {
                caller.0.discard_import(import).await.map_err(failed)?;
                return Err(missing);
            }
            Ok(choice) => Some(choice),
        },
        _ => None,
    };
    let import = caller.0.clone().once(once).start_import(import, choice.as_ref()).await.map_err(refused)?;
    let row = caller.0.import(import).await.map_err(failed)?.row;
    Ok(shown::ok(&import_of(&row)))
}

/// An import as HubSpot describes one.
fn import_of(row: &ImportRow) -> Value {
    let state = match row.state {
        ImportState::Ready | ImportState::Rehearsing => "DEFERRED",
        ImportState::Running if row.counts.done == 0 => "STARTED",
        ImportState::Running => "PROCESSING",
        ImportState::Done => "DONE",
        ImportState::Failed => "FAILED",
        ImportState::Stopped => "CANCELED",
        ImportState::Undoing | ImportState::Undone => "REVERTED",
    };
    let counts = row.counts;
    let updated = row.finished_at.unwrap_or(row.created_at).iso();
    let brought = [(row.brings_contacts, ObjectType::Contacts), (row.brings_companies, ObjectType::Companies)];
    let mapped = [object_of(row.kind)].into_iter().chain(brought.into_iter().filter(|(brings, _)| *brings).map(|(_, kind)| kind));
    json!({
        "id": row.id.to_string(), "state": state, "createdAt": row.created_at.iso(), "updatedAt": updated,
        "optOutImport": false, "importName": row.file_name, "importSource": "API",
        "mappedObjectTypeIds": mapped.map(ObjectType::type_id).collect::<Vec<_>>(),
        "metadata": {
            "counters": {
                "TOTAL_ROWS": counts.total, "CREATED_OBJECTS": counts.created, "UPDATED_OBJECTS": counts.updated,
                "PROPERTY_VALUES_EMITTED": counts.values, "UNCHANGED_ROWS": counts.unchanged, "ERRORS": counts.failed,
            },
            "fileIds": [], "objectLists": [],
        },
    })
}

fn id(text: &str) -> Result<ImportId, Envelope> {
    text.parse::<ImportId>().ok().filter(|id| id.0 > 0).ok_or_else(|| invalid("importId must be positive."))
}

async fn seen(caller: &Caller, import: &str) -> Result<ImportRow, Envelope> {
    may(caller)?;
    Ok(caller.0.import(id(import)?).await.map_err(failed)?.row)
}

pub async fn read(Path(import): Path<String>, caller: Caller) -> Result<Response, Envelope> {
    Ok(shown::ok(&import_of(&seen(&caller, &import).await?)))
}

fn cursor(query: &Query) -> Result<Option<i64>, Envelope> {
    query.one("after").map(|after| after.parse().map_err(|_| invalid("after is no cursor of this list."))).transpose()
}

pub async fn list(State(portico): State<Portico>, caller: Caller, query: Query) -> Result<Response, Envelope> {
    may(&caller)?;
    let limit = query.limit(PAGE, PAGE_MAX)?;
    let mut rows = caller.0.imports(cursor(&query)?, limit + 1).await.map_err(failed)?;
    let more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let mut body = json!({ "results": rows.iter().map(import_of).collect::<Vec<_>>() });
    if let Some(last) = rows.last().filter(|_| more) {
        let (after, link) = query.next(&portico, last.id);
        body["paging"] = json!({ "next": { "after": after, "link": link } });
    }
    Ok(shown::ok(&body))
}

pub async fn cancel(Path(import): Path<String>, caller: Caller) -> Result<Response, Envelope> {
    may(&caller)?;
    caller.0.stop_import(id(&import)?).await.map_err(failed)?;
    let row = caller.0.import(id(&import)?).await.map_err(failed)?.row;
    let (started, ended) = (row.created_at.iso(), row.finished_at.unwrap_or(row.created_at).iso());
    Ok(shown::ok(&json!({ "status": "COMPLETE", "startedAt": started, "completedAt": ended })))
}

pub async fn errors(
    State(portico): State<Portico>,
    Path(import): Path<String>,
    caller: Caller,
    query: Query,
) -> Result<Response, Envelope> {
    let limit = query.limit(PAGE, PAGE_MAX)?;
    let row = seen(&caller, &import).await?;
    let (import, at) = (row.id, row.created_at.0);
    let mut found = caller.0.import_problems(import, cursor(&query)?, limit + 1).await.map_err(failed)?;
    let more = found.len() as u64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    // That a ticket has no date is worth a remark to people, and no error.
    let results = found.iter().filter(|(_, problem)| problem.reason != "undated").map(|(id, problem)| {
        let kind = match problem.reason.as_str() {
            "bad-email" => "INVALID_EMAIL",
            "bad-domain" => "INVALID_DOMAIN",
            "key-taken" | "value-taken" | "existing" => "DUPLICATE_ALTERNATE_ID",
            "no-such-record" => "INVALID_OBJECT_ID",
            "empty" | "missing" => "MISSING_REQUIRED_PROPERTY",
            "ragged" => "INCORRECT_NUMBER_OF_COLUMNS",
            "again" => "DUPLICATE_ROW_CONTENT",
            // What was not understood, in one way or another, of a row that was imported all the same.
            _ if !problem.left_out => "INVALID_PROPERTY_VALUE",
            _ => "UNKNOWN_ERROR",
        };
        json!({
            "id": id.to_string(), "errorType": kind, "createdAt": at, "invalidValue": problem.value, "errorMessage": problem.message,
            "sourceData": { "lineNumber": problem.row, "columnName": problem.column },
        })
    });
    let mut body = json!({ "results": results.collect::<Vec<_>>() });
    if let Some((last, _)) = found.last().filter(|_| more) {
        let (after, link) = query.next(&portico, last);
        body["paging"] = json!({ "next": { "after": after, "link": link } });
    }
    Ok(shown::ok(&body))
}
