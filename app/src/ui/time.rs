//! A point in time, in the reader's language and zone.

use leptos::prelude::*;
use model::Timestamp;

use crate::locale::clock::{Clock, exact, relative};

/// “2 h ago”, the exact time on hover, and the machine's form in `datetime`.
#[component]
pub fn Time(at: Timestamp) -> impl IntoView {
    let clock = Clock::of_page();
    view! {
        <time datetime=at.iso() title=move || exact(at, &clock.read())>
            {move || relative(at, &clock.read())}
        </time>
    }
}
