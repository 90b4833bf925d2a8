//! The shape of what is coming. It shows itself after 200 ms only, so that quick answers do not flicker.

use leptos::prelude::*;

use crate::t;

#[component]
pub fn Skeleton(#[prop(default = 6)] rows: usize) -> impl IntoView {
    view! {
        <div class="skeleton" aria-busy="true">
            <span class="visually-hidden">{t!("loading")}</span>
            {(0..rows).map(|_| view! { <div class="skeleton-row"></div> }).collect_view()}
        </div>
    }
}
