use leptos::prelude::*;

/// The title of a page whose text can change while it is looked at.
///
/// The server reads a title after it has taken the page apart, when neither signals nor the page's language are there any
/// more: it is given what the text is now.
#[component]
pub fn PageTitle(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let first = text.get_untracked();
    #[cfg(feature = "ssr")]
    let shown = first;
    #[cfg(not(feature = "ssr"))]
    let shown = move || text.try_get().unwrap_or_else(|| first.clone());
    view! { <leptos_meta::Title text=shown/> }
}
