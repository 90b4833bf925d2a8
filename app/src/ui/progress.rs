//! How far something is.

use leptos::prelude::*;

#[component]
pub fn ProgressBar(
    #[prop(into)] label: String,
    /// 0–100; `None` while it is not known.
    #[prop(into)]
    percent: Signal<Option<u8>>,
) -> impl IntoView {
    view! { <progress class="progress" aria-label=label max="100" value=move || percent.get().map(|percent| percent.to_string())></progress> }
}
