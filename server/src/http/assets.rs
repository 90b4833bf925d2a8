//! The browser's files: from the site folder, or from inside the binary (feature `embed`).

use std::path::PathBuf;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use leptos::config::LeptosOptions;

use super::router::Web;

/// Names with their contents' hash in them never change.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// The others are asked for again, and mostly answered with 304.
const REVALIDATE: &str = "public, no-cache";

/// Where the files are.
pub enum Assets {
    Folder(PathBuf),
    #[cfg(feature = "embed")]
    Embedded,
}

#[cfg(feature = "embed")]
#[derive(rust_embed::RustEmbed)]
#[folder = "../target/site"]
struct Site;

impl Assets {
    /// The files inside the binary, if it has them, else the folder.
    #[cfg_attr(feature = "embed", expect(unused_variables, reason = "a binary with its files inside needs no folder"))]
    pub fn find(folder: PathBuf) -> Self {
        #[cfg(feature = "embed")]
        return Self::Embedded;
        #[cfg(not(feature = "embed"))]
        Self::Folder(folder)
    }

    /// A file's bytes and an entity tag. `path` has no leading slash.
    async fn read(&self, path: &str) -> Option<(Vec<u8>, String)> {
        match self {
            Self::Folder(folder) => {
                let file = match style_part(path) {
                    Some(part) if !folder.join(path).exists() => part,
                    _ => folder.join(path),
                };
                let modified = tokio::fs::metadata(&file).await.ok().filter(|metadata| metadata.is_file())?.modified().ok()?;
                let bytes = tokio::fs::read(&file).await.ok()?;
                let age = modified.duration_since(std::time::UNIX_EPOCH).ok()?.as_millis();
                let tag = format!("\"{age:x}-{:x}\"", bytes.len());
                Some((bytes, tag))
            }
            #[cfg(feature = "embed")]
            Self::Embedded => {
                let file = Site::get(path)?;
                let hash = file.metadata.sha256_hash();
                let tag = format!("\"{}\"", hash[..12].iter().map(|byte| format!("{byte:02x}")).collect::<String>());
                Some((file.data.into_owned(), tag))
            }
        }
    }

    /// The list of page chunks, where the files are inside the binary; the renderer finds it in a folder by itself.
    #[cfg_attr(not(feature = "embed"), expect(unused_variables, reason = "there is a folder"))]
    pub fn chunks(&self, options: &LeptosOptions) -> Option<std::sync::Arc<str>> {
        #[cfg(feature = "embed")]
        {
            let file = Site::get(&format!("{}/__wasm_split_manifest.json", options.site_pkg_dir))?;
            return Some(String::from_utf8_lossy(&file.data).into());
        }
        #[cfg(not(feature = "embed"))]
        None
    }

    /// Whether the browser's bundle is there at all.
    pub async fn are_complete(&self, options: &LeptosOptions) -> bool {
        for ending in ["js", "wasm", "css"] {
            if self.read(&format!("{}/{}.{ending}", options.site_pkg_dir, options.output_name)).await.is_none() {
                return false;
            }
        }
        true
    }
}

/// `cargo leptos` leaves the styles in the files that they are written in, and `main.css` names the others: while it watches
/// they come from where they are.
fn style_part(path: &str) -> Option<PathBuf> {
    let name = path.strip_prefix("pkg/").filter(|name| name.ends_with(".css"))?;
    is_watched().then(|| PathBuf::from("style").join(name))
}

/// Whether it was `cargo leptos watch` that started the server.
pub fn is_watched() -> bool {
    std::env::var_os("LEPTOS_WATCH").is_some_and(|word| word == "true")
}

/// Leptos' own options, from `Leptos.toml`, which is part of the binary. A relative site folder is looked for in the
/// current folder and then beside the project that the binary was built from.
pub fn options() -> Result<LeptosOptions, String> {
    // `leptos_config` knows the headings of a Cargo.toml only.
    let text = include_str!("../../../Leptos.toml").replace("[leptos]", "[package.metadata.leptos]");
    let mut options = leptos_config::get_config_from_str(&text).map_err(|error| error.to_string())?;
    let here = std::path::Path::new(options.site_root.as_ref());
    let beside = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(here);
    if !here.exists() && beside.exists() {
        options.site_root = beside.to_string_lossy().into_owned().into();
    }
    Ok(options)
}

/// Answers a request for a file; everything else goes on to the routes.
pub async fn serve(State(web): State<Web>, request: Request, next: Next) -> Response {
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    let path = request.uri().path().trim_start_matches('/').to_owned();
    if !reading || !is_plain(&path) {
        return next.run(request).await;
    }
    if let Some(bytes) = app::locale::asset(&format!("/{path}")) {
        let tag = path.rsplit('-').next().unwrap_or_default().to_owned();
        return answer(request.headers(), &path, bytes.to_vec(), format!("\"{tag}\""), None, FOR_EVER);
    }
    for (encoding, ending) in [("br", ".br"), ("gzip", ".gz")] {
        if accepts(request.headers(), encoding)
            && let Some((bytes, tag)) = web.assets.read(&format!("{path}{ending}")).await
        {
            return answer(request.headers(), &path, bytes, tag, Some(encoding), REVALIDATE);
        }
    }
    match web.assets.read(&path).await {
        Some((bytes, tag)) => answer(request.headers(), &path, bytes, tag, None, REVALIDATE),
        None if path.starts_with(&format!("{}/", web.leptos.site_pkg_dir)) || path.starts_with("locales/") => {
            (StatusCode::NOT_FOUND, "There is no such file.\n").into_response()
        }
        None => next.run(request).await,
    }
}

/// A file's name, without anything that could lead out of the folder or to a hidden file.
fn is_plain(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|file| file.contains('.'))
        && path.split('/').all(|part| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
        })
}

fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).any(
        |offer| {
            let mut parts = offer.split(';').map(str::trim);
            parts.next() == Some(encoding) && !parts.any(|part| matches!(part, "q=0" | "q=0.0"))
        },
    )
}

fn answer(
    asked: &HeaderMap,
    path: &str,
    bytes: Vec<u8>,
    tag: String,
    encoding: Option<&'static str>,
    cache: &'static str,
) -> Response {
    let known = asked.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).is_some_and(|tags| tags.contains(&tag));
    let kind = match mime_guess::from_path(path).first_raw() {
        Some(kind) if kind.starts_with("text/") && !kind.contains("charset") => format!("{kind}; charset=utf-8"),
        Some(kind) => kind.to_owned(),
        None => "application/octet-stream".to_owned(),
    };
    let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, cache.to_owned()), (ETAG, tag), (VARY, "accept-encoding".to_owned())];
    let mut response = match known {
        true => (StatusCode::NOT_MODIFIED, headers).into_response(),
        false => (headers, Body::from(bytes)).into_response(),
    };
    if let Some(encoding) = encoding {
        response.headers_mut().insert(CONTENT_ENCODING, axum::http::HeaderValue::from_static(encoding));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_files() {
        for file in ["favicon.svg", "pkg/portico.wasm", "pkg/split_chunk-1.js"] {
            assert!(is_plain(file), "{file}");
        }
        for other in ["", "help", "../x.js", "pkg/../x.js", ".git/x.y", "pkg//x.js", "a%2e.js", "pkg/.x.js", "a\\b.js"] {
            assert!(!is_plain(other), "{other}");
        }
    }

    #[test]
    fn an_encoding_is_taken_when_it_is_offered() {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, axum::http::HeaderValue::from_static("gzip;q=0.5, br;q=0"));
        assert!(accepts(&headers, "gzip"));
        assert!(!accepts(&headers, "br"));
    }
}
