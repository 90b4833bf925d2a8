//! The server's side of a page: its setting, its headers, and the document around the app.

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
    provide_chunks(&options);
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
    view! {
        <link rel="modulepreload" href=format!("{program}.js") crossorigin=""/>
        <link rel="preload" href=format!("{program}.wasm") r#as="fetch" r#type="application/wasm" crossorigin=""/>
        <link rel="preload" href=words r#as="fetch" r#type="application/json" crossorigin=""/>
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
    let fixed = [
        ("cache-control", "no-store"),
        ("referrer-policy", "same-origin"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
    ];
    for (name, value) in fixed {
        response.insert_header(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Ok(value) = HeaderValue::from_str(&policy) {
        response.insert_header(HeaderName::from_static("content-security-policy"), value);
    }
}

/// The list of page chunks, by which the chunks that a page needs are fetched with it. Provided by a server that has
/// the site inside its binary; read from the site's folder otherwise.
#[derive(Clone)]
pub struct SplitManifest(pub Arc<str>);

/// Makes the chunk list known to the renderer.
fn provide_chunks(options: &LeptosOptions) {
    static FROM_FOLDER: OnceLock<Option<leptos::WasmSplitManifest>> = OnceLock::new();
    let found = match use_context::<SplitManifest>() {
        Some(SplitManifest(json)) => chunks(options, &json),
        None => FROM_FOLDER
            .get_or_init(|| {
                let path = format!("{}/{}/__wasm_split_manifest.json", options.site_root, options.site_pkg_dir);
                std::fs::read_to_string(path).ok().and_then(|json| chunks(options, &json))
            })
            .clone(),
    };
    if let Some(found) = found {
        provide_context(found);
    }
}

fn chunks(options: &LeptosOptions, json: &str) -> Option<leptos::WasmSplitManifest> {
    let chunks = serde_json::from_str(json).ok()?;
    let loader = "__wasm_split.______________________.js".to_owned();
    Some(leptos::WasmSplitManifest(ArcStoredValue::new((format!("/{}", options.site_pkg_dir), chunks, loader))))
}
