//! The frames around the pages, and what every page does.

mod plain;
mod portal;
mod staff;

pub use plain::{PlainHead, PlainLayout, PlainPage};
pub use portal::{Customer, PortalLayout, sign_out_url, use_slug};
pub use staff::StaffLayout;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;

use crate::t;

/// The first thing that the Tab key reaches.
#[component]
pub fn SkipLink() -> impl IntoView {
    // `external`: the router is not to take a jump within the page for a page.
    view! { <a class="skip-link" href="#main" rel="external">{t!("skip-to-content")}</a> }
}

/// A line at the top while the next page is being fetched, if that takes a while.
#[component]
pub fn RoutingBar(routing: ReadSignal<bool>) -> impl IntoView {
    view! { <div class="routing" class:routing-on=move || routing.get() aria-hidden="true"></div> }
}

/// After going to another page, the focus goes to its content: a screen reader reads on from there, as it would after
/// loading a document.
#[component]
pub fn NavigationFocus(routing: ReadSignal<bool>) -> impl IntoView {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        // A lazy page stands there only when the way to it has been gone.
        if routing.get() {
            return before.unwrap_or_default();
        }
        if before.is_some_and(|before| before != path) {
            request_animation_frame(|| {
                let main = document().get_element_by_id("main");
                if let Some(main) = main.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
                    // The router has put the page where it belongs.
                    let still = web_sys::FocusOptions::new();
                    still.set_prevent_scroll(true);
                    let _ = main.focus_with_options(&still);
                }
            });
        }
        path
    });
}

/// Tells the server the reader's time zone with the next request.
pub fn remember_zone() {
    let zone = crate::locale::clock::browser_zone();
    let cookie = format!("tz={zone}; path=/; max-age=31536000; samesite=lax");
    // A browser that keeps no cookies is shown UTC first; nothing else depends on it.
    let _ = js_sys::Reflect::set(&document(), &"cookie".into(), &cookie.into());
}
