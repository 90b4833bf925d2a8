//! Portico's screens. Everything in this crate may reach the browser; it is built twice, and what exists on one side
//! only is in `seam` and `locale`.

// The whole page is one statically typed view.
#![recursion_limit = "512"]

pub mod broken;
pub mod companies;
pub mod contacts;
pub mod desk;
pub mod layout;
mod letter_words;
#[cfg(feature = "ssr")]
pub mod letters;
pub mod live;
pub mod locale;
pub mod not_found;
pub mod pieces;
pub mod profile;
mod properties;
pub mod records;
pub mod routes;
pub mod seam;
pub mod sessions;
pub mod settings;
pub mod setup;
pub mod sign_in;
pub mod staff_words;
pub mod tickets;
pub mod ui;
pub mod visit;
pub mod words;

mod gallery;
mod notifications;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::Router;

use crate::layout::{NavigationFocus, RoutingBar};
use crate::locale::clock::Clock;
use crate::routes::AppRoutes;
use crate::ui::Toasts;

#[cfg(feature = "ssr")]
pub use seam::shell;

/// The root of both sides.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    Clock::start();
    ui::toast::provide_toasts();
    // A page's own title comes first; a portal's front page has none but the portal's name.
    let name = seam::visit().portal.map_or_else(|| "Portico".to_owned(), |name| name.to_string());
    let title = move |page: String| if page.is_empty() { name.clone() } else { format!("{page} · {name}") };
    let (routing, set_routing) = signal(false);
    view! {
        <Title text="" formatter=title/>
        <Router set_is_routing=set_routing>
            <RoutingBar routing/>
            <NavigationFocus routing/>
            <AppRoutes/>
        </Router>
        <Toasts/>
    }
}

/// What the browser does before it takes the page over: the words of the page's language are there already.
pub fn prepare(words: &str) {
    locale::install(seam::visit().language, words);
    layout::remember_zone();
}
