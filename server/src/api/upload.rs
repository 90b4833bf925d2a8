//! The form in which a file comes.

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::attachments::{Duplicates, FILE_MAX, FileAccess, Folder, NewFile, Replacement};
use domain::crm::Once;
use model::Timestamp;
use serde_json::Value;

use super::body::optional_text;
use super::envelope::{Envelope, invalid};
use super::files::{access, folder};

/// Bytes of a part that is no file.
const TEXT_MAX: usize = 64 * 1024;

/// The parts of the form. Those that nobody knows are left out.
#[derive(Default)]
pub struct Upload {
    file: Option<(Option<String>, Vec<u8>)>,
    options: Option<String>,
    file_name: Option<String>,
    folder_id: Option<String>,
    folder_path: Option<String>,
}

fn broken(error: &MultipartError) -> Response {
    let mut envelope = invalid(format!("The form cannot be read: {}", error.body_text()));
    envelope.status = error.status();
    envelope.into_response()
}

pub fn too_large() -> Envelope {
    let message = format!("A file may have at most {} MB.", FILE_MAX / 1024 / 1024);
    Envelope::new(StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE", message)
}

fn no_file() -> Envelope {
    invalid("The form has no part `file`.")
}

pub fn no_folder() -> Envelope {
    invalid("One of folderId and folderPath must be provided.")
}

/// The bytes of a part, of which there are at most so many.
async fn bytes(mut field: Field<'_>, max: usize) -> Result<Vec<u8>, Response> {
    let mut all = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        if all.len() + chunk.len() > max {
            return Err(too_large().into_response());
        }
        all.extend_from_slice(&chunk);
    }
    Ok(all)
}

impl Upload {
    pub async fn read(mut form: Multipart) -> Result<Self, Response> {
        let mut upload = Self::default();
        while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                let own_name = field.file_name().map(str::to_owned);
                upload.file = Some((own_name, bytes(field, FILE_MAX).await?));
                continue;
            }
            let text = String::from_utf8_lossy(&bytes(field, TEXT_MAX).await?).into_owned();
            match name.as_str() {
                "options" => upload.options = Some(text),
                "fileName" => upload.file_name = Some(text),
                "folderId" => upload.folder_id = Some(text),
                "folderPath" => upload.folder_path = Some(text),
                _ => {}
            }
        }
        Ok(upload)
    }

    /// The promise to keep this file once. A boundary is another one each time, so it is made of what the form says.
    pub fn once(&self, key: String) -> Once {
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        let texts = [text(&self.options), text(&self.file_name), text(&self.folder_id), text(&self.folder_path)].join("\n");
        let bytes = self.file.as_ref().map_or(&[] as &[u8], |(_, bytes)| bytes);
        Once::of(key, &[b"POST", b"/files/v3/files", texts.as_bytes(), bytes])
    }

    fn options(&self) -> Result<Value, Envelope> {
        match self.options.as_deref().map(str::trim) {
            None | Some("") => Ok(Value::Null),
            Some(text) => serde_json::from_str(text).map_err(|error| invalid(format!("The part `options` is not JSON: {error}"))),
        }
    }

    /// Bytes for a file that is there, and what is said of access and time.
    pub fn into_replacement(self) -> Result<Replacement, Envelope> {
        let options = self.options()?;
        let (_, bytes) = self.file.ok_or_else(no_file)?;
        let access = optional_text(&options, "access")?.map(|word| access(&word)).transpose()?;
        let kept_for = optional_text(&options, "ttl")?.map(|text| span(&text)).transpose()?;
        Ok(Replacement { bytes, access, kept_for })
    }

    /// All that is wrong about the form is said before anything is kept.
    pub fn into_file(self) -> Result<NewFile, Envelope> {
        let options = self.options();
        let (own_name, bytes) = self.file.ok_or_else(no_file)?;
        let options = options?;
        let folder = folder(self.folder_id, self.folder_path).ok_or_else(no_folder)?;
        let own_name = own_name.filter(|name| !name.is_empty());
        let name = match (self.file_name.filter(|name| !name.is_empty()), own_name) {
            // A name without an extension gets that of the file.
            (Some(name), Some(own)) if !name.contains('.') => match own.rsplit_once('.') {
                Some((_, extension)) => format!("{name}.{extension}"),
                None => name,
            },
            (Some(name), _) => name,
            (None, Some(own)) => own,
            (None, None) => return Err(invalid("The part `file` has no file name, and there is no fileName.")),
        };
        Ok(NewFile { bytes, ..described(name, folder, &options)? })
    }
}

/// A file without bytes, kept as the options say.
pub fn described(name: String, folder: Folder, options: &Value) -> Result<NewFile, Envelope> {
    Ok(NewFile {
        name,
        folder,
        access: optional_text(options, "access")?.map_or(Ok(FileAccess::default()), |word| access(&word))?,
        bytes: Vec::new(),
        overwrite: optional_text(options, "overwrite")?.is_some_and(|text| text.eq_ignore_ascii_case("true")),
        duplicates: duplicates(options)?,
        kept_for: optional_text(options, "ttl")?.map(|text| span(&text)).transpose()?,
    })
}

fn duplicates(options: &Value) -> Result<Duplicates, Envelope> {
    let folder_only = match optional_text(options, "duplicateValidationScope")?.as_deref() {
        None | Some("" | "ENTIRE_PORTAL") => false,
        Some("EXACT_FOLDER") => true,
        Some(other) => return Err(invalid(format!("There is no duplicateValidationScope {other}."))),
    };
    match optional_text(options, "duplicateValidationStrategy")?.as_deref() {
        None | Some("" | "NONE") => Ok(Duplicates::Allowed),
        Some("REJECT") => Ok(Duplicates::Rejected { folder_only }),
        Some("RETURN_EXISTING") => Ok(Duplicates::Returned { folder_only }),
        Some(other) => Err(invalid(format!("There is no duplicateValidationStrategy {other}."))),
    }
}

/// A period as ISO 8601 writes it, in years, months, weeks and days (`P3M`), in milliseconds. A month has 30 days.
fn span(text: &str) -> Result<i64, Envelope> {
    let wrong = || invalid(format!("ttl must be an ISO 8601 period of at least a day, such as P3M, but was {text}"));
    let mut rest = text.strip_prefix('P').ok_or_else(wrong)?;
    let mut days: i64 = 0;
    while !rest.is_empty() {
        let end = rest.find(|character: char| !character.is_ascii_digit()).ok_or_else(wrong)?;
        let count: i64 = rest[..end].parse().ok().filter(|count| *count <= 36_500).ok_or_else(wrong)?;
        let unit = match rest[end..].chars().next() {
            Some('Y') => 365,
            Some('M') => 30,
            Some('W') => 7,
            Some('D') => 1,
            _ => return Err(wrong()),
        };
        days += count * unit;
        rest = &rest[end + 1..];
    }
    if (1..=36_500).contains(&days) { Ok(days * Timestamp::DAY) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_a_number_of_days() {
        assert_eq!(span("P3M").ok(), Some(90 * Timestamp::DAY));
        assert_eq!(span("P1Y2W1D").ok(), Some(380 * Timestamp::DAY));
        for wrong in ["", "P", "3M", "PT1H", "P0D", "P-1D", "P99999999999999999999D", "P1Mé"] {
            assert!(span(wrong).is_err(), "{wrong}");
        }
    }
}
