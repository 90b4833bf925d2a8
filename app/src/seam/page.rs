//! The server's side of a page: its setting, its headers, and the document around the app.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use axum::http::HeaderMap;
use axum::http::header::{COOKIE, HeaderName, HeaderValue};
use axum::http::request::Parts;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::MetaTags;
use model::Timestamp;
use model::desk::Reception;

use crate::App;
use crate::locale::{Area, asset_path, zone};
use crate::visit::{Visit, portal_slug};

/// The document around the app. Its headers and its start are here, so that no page can be without them.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    page_headers();
    let visit = visit();
    // Every message looks at it: closer at hand here than in the request.
    provide_context(visit.clone());
    let style = format!("/{}/{}.css", options.site_pkg_dir, options.output_name);
    let portal = visit.portal.as_ref().map(|name| name.to_string());
    view! {
        <!DOCTYPE html>
        <html
            lang=visit.language.tag()
            dir=visit.language.direction()
            data-area=visit.area.word()
            data-now=visit.now.0.to_string()
            data-zone=visit.zone.to_string()
            data-portal=portal
        >
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="stylesheet" href=style/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <Start options visit=visit.clone()/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Fetches the program and the page's words at the same time, and takes the page over when both are there. Until then,
/// and if either fails, the page is links and forms.
#[component]
fn Start(options: LeptosOptions, visit: Visit) -> impl IntoView {
    let program = format!("/{}/{}", options.site_pkg_dir, options.output_name);
    let words = asset_path(visit.language, visit.area);
    // Nothing in it comes from a request.
    let script = format!(
        "const words = fetch({words:?}).then(answer => answer.ok ? answer.text() : Promise.reject(answer.status));\n\
         const program = import(\"{program}.js\").then(module => module.default({{ module_or_path: \"{program}.wasm\" }}).then(() => module));\n\
         Promise.all([program, words]).then(([module, json]) => module.hydrate(json));"
    );
    let path = with_context::<Parts, _>(|request| request.uri.path().to_owned()).unwrap_or_default();
    let chunk = |chunk: String| {
        let href = format!("/{}/{chunk}.wasm", options.site_pkg_dir);
        view! { <link rel="preload" href=href r#as="fetch" r#type="application/wasm" crossorigin=""/> }
    };
    let chunks = chunks_of(&options, &path).into_iter().map(chunk).collect_view();
    view! {
        <link rel="modulepreload" href=format!("{program}.js") crossorigin=""/>
        <link rel="preload" href=format!("{program}.wasm") r#as="fetch" r#type="application/wasm" crossorigin=""/>
        <link rel="preload" href=words r#as="fetch" r#type="application/json" crossorigin=""/>
        {chunks}
        <script type="module" nonce=use_nonce()>{script}</script>
    }
}

/// Found out by the server before it renders a page, and put into the request's extensions.
pub async fn prepare(reception: &dyn Reception, path: &str, headers: &HeaderMap, now: Timestamp) -> Visit {
    let mut visit = Visit { language: reception.preferred_language(), now, zone: zone_cookie(headers), ..Visit::default() };
    match portal_slug(path) {
        Some(slug) => {
            // Where there is none the page finds out by itself, and says so in the language that the browser asks for.
            if let Ok(door) = reception.portal(slug).await {
                let face = door.face();
                visit.language = face.language;
                visit.portal = Some(face.name.into());
            }
        }
        None => {
            visit.area = Area::Staff;
            if let Some(language) = reception.staff().await.ok().and_then(|desk| desk.staff_language()) {
                visit.language = language;
            }
        }
    }
    visit
}

fn zone_cookie(headers: &HeaderMap) -> Arc<str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|line| line.split(';'));
    let zone = cookies.filter_map(|cookie| cookie.trim().strip_prefix("tz=")).find(|zone| zone::is_known(zone));
    zone.unwrap_or("UTC").into()
}

/// The setting of the page that is being rendered. The server puts it into the request's extensions.
pub fn visit() -> Visit {
    use_context().or_else(|| with_context::<Parts, _>(|request| request.extensions.get().cloned()).flatten()).unwrap_or_default()
}

/// The headers of every page. Called by the shell, so no page can be without them.
fn page_headers() {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    let nonce = use_nonce().map(|nonce| format!(" 'nonce-{nonce}'")).unwrap_or_default();
    let policy = format!(
        "default-src 'self'; script-src 'self'{nonce} 'wasm-unsafe-eval'; style-src 'self'{nonce}; img-src 'self' data:; \
         connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    );
    // A page is somebody's: it is neither shared nor kept.
    let fixed = [("cache-control", "no-store"), ("referrer-policy", "same-origin"), ("x-content-type-options", "nosniff")];
    for (name, value) in fixed {
        response.insert_header(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Ok(value) = HeaderValue::from_str(&policy) {
        response.insert_header(HeaderName::from_static("content-security-policy"), value);
    }
}

/// The list of page chunks: a lazy page's function to the files that it needs. Provided by a server that has the site
/// inside its binary; read from the site's folder otherwise.
#[derive(Clone)]
pub struct SplitManifest(pub Arc<str>);

type Chunks = BTreeMap<String, Vec<String>>;

/// What a customer's page needs beyond the program, by its address, so that it is fetched at the same time. Leptos would
/// find out by itself, while it renders, and at times write it into the answer to another request.
fn chunks_of(options: &LeptosOptions, path: &str) -> Vec<String> {
    static CHUNKS: OnceLock<Chunks> = OnceLock::new();
    let read = || {
        let inside = use_context::<SplitManifest>().map(|SplitManifest(json)| json.to_string());
        let file = format!("{}/{}/__wasm_split_manifest.json", options.site_root, options.site_pkg_dir);
        let json = inside.or_else(|| std::fs::read_to_string(file).ok());
        json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
    };
    let Some(piece) = piece_at(path) else { return Vec::new() };
    let chunks = CHUNKS.get_or_init(read);
    let found = chunks.iter().find(|(name, _)| name.starts_with(&format!("__{piece}_view_")));
    found.map(|(_, files)| files.clone()).unwrap_or_default()
}

/// The piece (`pieces.rs`) that the route table shows at a path.
fn piece_at(path: &str) -> Option<&'static str> {
    portal_slug(path)?;
    let mut segments = path.trim_matches('/').split('/').skip(1);
    match (segments.next()?, segments.next()) {
        ("sign-in", None) => Some("sign_in_piece"),
        ("new", None) => Some("new_ticket_piece"),
        ("profile", None) => Some("profile_piece"),
        ("register", _) => Some("register_piece"),
        ("invitation", Some(_)) => Some("invitation_piece"),
        ("recovery", Some(_)) => Some("recovery_piece"),
        ("view", Some(_)) => Some("view_piece"),
        (_, None) => Some("ticket_piece"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_piece() {
        for (path, piece) in [
            ("/help", None),
            ("/help/", None),
            ("/help/12", Some("ticket_piece")),
            ("/help/new", Some("new_ticket_piece")),
            ("/help/sign-in", Some("sign_in_piece")),
            ("/help/invitation/abc", Some("invitation_piece")),
            ("/help/register", Some("register_piece")),
            ("/help/register/abc", Some("register_piece")),
            ("/help/recovery/password", Some("recovery_piece")),
            ("/help/recovery/link/abc", Some("recovery_piece")),
            ("/help/12/more", None),
            ("/desk/tickets", None),
            ("/sign-in", None),
        ] {
            assert_eq!(piece_at(path), piece, "{path}");
        }
    }
}
