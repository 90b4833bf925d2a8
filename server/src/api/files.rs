//! `/files/v3/files`: what is uploaded, and its addresses.

use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use domain::Portico;
use domain::attachments::{FileAccess, FileChange, FileSearch, Folder, SIGNED_FOR_DEFAULT, SIGNED_FOR_MAX, StoredFile};
use model::api_tokens::Scope;
use serde_json::{Value, json};

use super::body::{Input, optional_text, required_text};
use super::door::Caller;
use super::envelope::{Envelope, invalid};
use super::objects::origin;
use super::query::Query;
use super::refusals::IntoEnvelope;
use super::{shown, upload};

/// Which scopes read files, write them, and delete them: each one of them will do (HubSpot's behaviour).
pub const READING: [Scope; 2] = [Scope::Files, Scope::ReadFiles];
const WRITING: [Scope; 2] = [Scope::Files, Scope::WriteFiles];
const DELETING: [Scope; 2] = [Scope::Files, Scope::DeleteFiles];
const PAGE: u64 = 10;
const PAGE_MAX: u64 = 100;

/// A file as HubSpot describes one. The address of a private file is where it is, and not a way to it: that is signed.
async fn file(portico: &Portico, caller: &Caller, file: &StoredFile) -> Result<Value, Envelope> {
    let origin = origin(portico);
    let url = match caller.0.public_path(file).await? {
        Some(path) => format!("{origin}{path}"),
        None => format!("{origin}/files/v3/files/{}/content", file.id),
    };
    let mut shown = json!({
        "id": file.id.to_string(), "createdAt": file.created_at.iso(), "updatedAt": file.updated_at.iso(), "archived": false,
        "parentFolderId": file.folder.to_string(), "name": file.name, "path": file.path, "size": file.size,
        "type": file.word, "extension": file.extension, "encoding": file.extension, "defaultHostingUrl": url, "url": url,
        "isUsableInContent": file.access.is_public(), "access": file.access.word(), "sourceGroup": "API",
    });
    for (name, value) in [("width", file.width), ("height", file.height)] {
        if let Some(value) = value {
            shown[name] = value.into();
        }
    }
    if let Some(md5) = &file.md5 {
        shown["fileMd5"] = md5.as_str().into();
    }
    if let Some(at) = file.expires_at {
        shown["expiresAt"] = at.0.into();
    }
    Ok(shown)
}

pub async fn create(State(portico): State<Portico>, caller: Caller, request: Request) -> Result<Response, Response> {
    caller.require(&WRITING).map_err(IntoResponse::into_response)?;
    let key = super::body::key_of(&request).map_err(IntoResponse::into_response)?;
    let upload = uploaded(request).await?;
    let once = key.map(|key| upload.once(key));
    let new = upload.into_file().map_err(IntoResponse::into_response)?;
    let caller = Caller(caller.0.once(once));
    let kept = caller.0.add_file(&new).await.map_err(|error| Envelope::from(error).into_response())?;
    let body = file(&portico, &caller, &kept).await.map_err(IntoResponse::into_response)?;
    Ok(shown::answer(StatusCode::CREATED, &body))
}

async fn uploaded(request: Request) -> Result<upload::Upload, Response> {
    let form = Multipart::from_request(request, &()).await.map_err(|refused| {
        let message = format!("The body must be multipart/form-data with a file: {}", refused.body_text());
        let mut envelope = invalid(message);
        envelope.status = refused.status();
        envelope.into_response()
    })?;
    upload::Upload::read(form).await
}

/// Other bytes for a file; with a body of JSON, what [`update`] does.
pub async fn replace(
    State(portico): State<Portico>,
    Path(id): Path<String>,
    caller: Caller,
    request: Request,
) -> Result<Response, Response> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.to_ascii_lowercase().starts_with("multipart/") {
        let input = Input::from_request(request, &portico).await?;
        return update(State(portico), Path(id), caller, input).await.map_err(IntoResponse::into_response);
    }
    caller.require(&WRITING).map_err(IntoResponse::into_response)?;
    let replacement = uploaded(request).await?.into_replacement().map_err(IntoResponse::into_response)?;
    let kept = caller.0.replace_file(&id, replacement).await.map_err(|error| Envelope::from(error).into_response())?;
    Ok(shown::ok(&file(&portico, &caller, &kept).await.map_err(IntoResponse::into_response)?))
}

pub async fn read(State(portico): State<Portico>, Path(id): Path<String>, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&READING)?;
    let found = caller.0.file(&id).await?;
    Ok(shown::ok(&file(&portico, &caller, &found).await?))
}

pub async fn update(
    State(portico): State<Portico>,
    Path(id): Path<String>,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    caller.require(&WRITING)?;
    let access = optional_text(&input.json, "access")?.map(|word| access(&word)).transpose()?;
    let folder = folder(optional_text(&input.json, "parentFolderId")?, optional_text(&input.json, "parentFolderPath")?);
    let wanted = FileChange { name: optional_text(&input.json, "name")?, folder, access };
    let changed = caller.0.change_file(&id, &wanted).await?;
    Ok(shown::ok(&file(&portico, &caller, &changed).await?))
}

/// Which folder is meant, where one is: an id goes before a path.
pub fn folder(id: Option<String>, path: Option<String>) -> Option<Folder> {
    let said = |text: &String| !text.is_empty();
    id.filter(said).map(Folder::Id).or_else(|| path.filter(said).map(Folder::Path))
}

pub fn access(word: &str) -> Result<FileAccess, Envelope> {
    FileAccess::parse(word).ok_or_else(|| invalid(format!("There is no access {word}.")).about("access", [word.to_owned()]))
}

pub async fn archive(Path(id): Path<String>, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&DELETING)?;
    caller.0.remove_file(&id).await?;
    Ok(shown::nothing())
}

/// Whoever acts on what a search finds must not be told of more than was asked for, so a filter that there is none of is
/// refused.
fn wanted(query: &Query) -> Result<FileSearch, Envelope> {
    const KNOWN: [&str; 11] =
        ["name", "ids", "parentFolderId", "parentFolderIds", "path", "extension", "type", "sort", "limit", "after", "properties"];
    if let Some(other) = query.names().find(|name| !KNOWN.contains(name)) {
        return Err(invalid(format!("Files cannot be searched by {other}.")).about("parameter", [other.to_owned()]));
    }
    let numbers = |names: &[&str]| -> Result<Vec<i64>, Envelope> {
        let texts = names.iter().flat_map(|name| query.list(name).unwrap_or_default());
        let number = |text: String| text.parse().map_err(|_| invalid(format!("{text} is not a number.")));
        texts.map(number).collect()
    };
    let newest_first = match query.one("sort") {
        None | Some("id" | "createdAt") => false,
        Some("-id" | "-createdAt") => true,
        Some(other) => return Err(invalid(format!("Files are sorted by createdAt or -createdAt, but not by {other}."))),
    };
    Ok(FileSearch {
        name: query.one("name").map(str::to_owned),
        ids: numbers(&["ids"])?,
        folders: numbers(&["parentFolderId", "parentFolderIds"])?,
        path: query.one("path").map(str::to_owned),
        extension: query.one("extension").map(str::to_owned),
        word: query.one("type").map(str::to_owned),
        newest_first,
    })
}

pub async fn search(State(portico): State<Portico>, query: Query, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&READING)?;
    let limit = query.limit(PAGE, PAGE_MAX)?;
    let (found, next) = caller.0.files(&wanted(&query)?, query.after()?, limit).await?;
    let mut results = Vec::with_capacity(found.len());
    for one in &found {
        results.push(file(&portico, &caller, one).await?);
    }
    Ok(shown::ok(&shown::list(results, next.map(|next| query.next(&portico, next)))))
}

pub async fn signed_url(
    State(portico): State<Portico>,
    Path(id): Path<String>,
    query: Query,
    caller: Caller,
) -> Result<Response, Envelope> {
    caller.require(&READING)?;
    let seconds = match query.one("expirationSeconds").map(str::parse::<i64>) {
        None => SIGNED_FOR_DEFAULT,
        Some(Ok(seconds)) if (1..=SIGNED_FOR_MAX).contains(&seconds) => seconds,
        Some(_) => return Err(invalid(format!("expirationSeconds must be between 1 and {SIGNED_FOR_MAX}"))),
    };
    let file = caller.0.file(&id).await?;
    let (path, expires) = caller.0.signed_path(&file, seconds).await?;
    let mut body = json!({
        "url": format!("{}{path}", origin(&portico)), "expiresAt": expires.iso(), "name": file.name,
        "extension": file.extension, "size": file.size, "type": file.word,
    });
    for (name, value) in [("width", file.width), ("height", file.height)] {
        if let Some(value) = value {
            body[name] = value.into();
        }
    }
    Ok(shown::ok(&body))
}

/// Fetches a file from an address. It is there when this answers, or it is known why not: the task is over.
pub async fn import_from_url(State(portico): State<Portico>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    caller.require(&WRITING)?;
    let body = &input.json;
    let address = required_text(body, "url")?;
    let folder = folder(optional_text(body, "folderId")?, optional_text(body, "folderPath")?).ok_or_else(upload::no_folder)?;
    let new = upload::described(optional_text(body, "name")?.unwrap_or_default(), folder, body)?;
    let caller = Caller(caller.0.once(input.once.clone()));
    let task = caller.0.fetch_file(&address, new).await?;
    let status = format!("{}/files/v3/files/import-from-url/async/tasks/{task}/status", origin(&portico));
    Ok(shown::answer(StatusCode::ACCEPTED, &json!({ "id": task.to_string(), "links": { "status": status } })))
}

pub async fn import_status(
    State(portico): State<Portico>,
    Path(task): Path<String>,
    caller: Caller,
) -> Result<Response, Envelope> {
    caller.require(&READING)?;
    let fetched = caller.0.fetched(&task).await?;
    let mut shown = json!({
        "taskId": fetched.id.to_string(), "status": "COMPLETE", "requestedAt": fetched.started_at.iso(),
        "startedAt": fetched.started_at.iso(), "completedAt": fetched.finished_at.iso(),
    });
    match &fetched.file {
        Ok(Some(kept)) => shown["result"] = file(&portico, &caller, kept).await?,
        Ok(None) => {}
        Err(problem) => {
            shown["numErrors"] = 1.into();
            shown["errors"] = json!([{ "status": "error", "category": "VALIDATION_ERROR", "message": problem }]);
        }
    }
    Ok(shown::ok(&shown))
}

/// The bytes, for whoever brings a signed address: no token is asked for. Without one, or with one that is good no more,
/// there is nothing here.
pub async fn content(State(portico): State<Portico>, Path(id): Path<i64>, query: Query) -> Result<Response, Envelope> {
    let nothing = || model::Fault::NotFound.into_envelope();
    let (expires, signature) = (query.one("expires").and_then(|text| text.parse().ok()), query.one("signature"));
    let (Some(expires), Some(signature)) = (expires, signature) else {
        return Err(nothing());
    };
    let found = portico.signed_file(id, expires, signature).await;
    let found = found.map_err(|failure| failure.into_fault().into_envelope())?;
    let (file, bytes) = found.ok_or_else(nothing)?;
    Ok(crate::http::saved(&file, bytes))
}
