//! One narrow column: signing in, invitations, and what else has one thing to do.

use leptos::prelude::*;

#[component]
pub fn PlainLayout(
    /// The page's heading.
    #[prop(into)]
    title: String,
    #[prop(optional, into)] hint: Option<String>,
    children: Children,
) -> impl IntoView {
    let portal = crate::seam::visit().portal;
    view! {
        <leptos_meta::Title text=title.clone()/>
        <main id="main" class="plain" tabindex="-1">
            {portal.map(|name| view! { <p class="plain-brand">{name.to_string()}</p> })}
            <h1>{title}</h1>
            {hint.map(|hint| view! { <p class="plain-hint">{hint}</p> })}
            {children()}
        </main>
    }
}
