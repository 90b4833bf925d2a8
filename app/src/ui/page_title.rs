use leptos::prelude::*;

/// The title of a page whose text can change while it is looked at.
///
/// The server reads a title after it has taken the page apart, so the text is kept beside the signal: reading a signal
/// that is gone would end the request.
#[component]
pub fn PageTitle(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let first = text.get_untracked();
    view! { <leptos_meta::Title text=move || text.try_get().unwrap_or_else(|| first.clone())/> }
}
