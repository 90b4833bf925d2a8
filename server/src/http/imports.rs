//! A file comes in, and the rows that were left out go out. Both in pieces: neither is ever held as a whole.

use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Failure;
use model::imports::ImportKind;
use model::{Fault, ImportId, Problem, paths};

use super::export::csv;
use super::headers::trouble;
use super::reception::FrontDesk;
use super::router::Web;

/// A form of two parts, in this order: `kind`, and the `file`. Leads to the import's page, which says how the file begins
/// or what is wrong with it; a form that is not filled in leads back to itself.
pub async fn upload(State(web): State<Web>, request: Request) -> Response {
    let desk = match FrontDesk::of(&web, &request).user().await {
        Ok(desk) => desk,
        Err(Fault::SignedOut) => return Redirect::to(paths::STAFF_SIGN_IN).into_response(),
        Err(fault) => return trouble(fault),
    };
    let form = match Multipart::from_request(request, &web).await {
        Ok(form) => form,
        Err(_) => return again("file"),
    };
    match take(&desk, form).await {
        Ok(import) => Redirect::to(&paths::admin_import(import)).into_response(),
        Err(Fault::Invalid(errors)) => match errors.first() {
            Some(error) if matches!(error.problem, Problem::TooLong { .. }) => again("size"),
            Some(error) if error.field == "kind" => again("kind"),
            _ => again("file"),
        },
        Err(fault) => trouble(fault),
    }
}

/// Back to the form, which says what is missing.
fn again(what: &str) -> Response {
    Redirect::to(&format!("{}?problem={what}", paths::ADMIN_NEW_IMPORT)).into_response()
}

async fn take(desk: &domain::UserDesk, mut form: Multipart) -> Result<ImportId, Fault> {
    let broken = |_: MultipartError| Fault::invalid("file", Problem::Malformed);
    let mut kind = None;
    while let Some(mut field) = form.next_field().await.map_err(broken)? {
        match field.name() {
            Some("kind") => kind = ImportKind::parse(field.text().await.map_err(broken)?.trim()),
            Some("file") => {
                let kind = kind.ok_or_else(|| Fault::invalid("kind", Problem::Missing))?;
                let name = field.file_name().unwrap_or_default().to_owned();
                let Some(first) = field.chunk().await.map_err(broken)?.filter(|first| !first.is_empty() || !name.is_empty())
                else {
                    // An empty file has a name; a form without one has none.
                    if name.is_empty() {
                        return Err(Fault::invalid("file", Problem::Missing));
                    }
                    let upload = desk.begin_import(kind, &name).await?;
                    return upload.finish().await.map_err(Failure::into_fault);
                };
                let mut upload = desk.begin_import(kind, &name).await?;
                upload.push(&first).await.map_err(Failure::into_fault)?;
                while let Some(chunk) = field.chunk().await.map_err(broken)? {
                    upload.push(&chunk).await.map_err(Failure::into_fault)?;
                }
                return upload.finish().await.map_err(Failure::into_fault);
            }
            _ => {}
        }
    }
    Err(Fault::invalid("file", Problem::Missing))
}

/// The rows that were left out, and the values that were.
pub async fn problems(State(web): State<Web>, Path(import): Path<String>, request: Request) -> Response {
    let desk = match FrontDesk::of(&web, &request).user().await {
        Ok(desk) => desk,
        Err(fault) => return trouble(fault),
    };
    let Ok(import) = import.parse::<ImportId>() else { return trouble(Fault::NotFound) };
    match desk.import_problems(import).await {
        Ok(rows) => csv(&format!("import-{import}-problems.csv"), rows),
        Err(fault) => trouble(fault),
    }
}
