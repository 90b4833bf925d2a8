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
    view! {
        <PlainPage>
            <PlainHead title hint/>
            {children()}
        </PlainPage>
    }
}

/// The column alone, for a page whose heading depends on what the server answers.
#[component]
pub fn PlainPage(children: Children) -> impl IntoView {
    let portal = crate::seam::visit().portal;
    view! {
        <main id="main" class="plain" tabindex="-1">
            {portal.map(|name| view! { <p class="plain-brand" dir="auto">{name.to_string()}</p> })}
            {children()}
        </main>
    }
}

#[component]
pub fn PlainHead(#[prop(into)] title: String, #[prop(optional_no_strip, into)] hint: Option<String>) -> impl IntoView {
    view! {
        <leptos_meta::Title text=title.clone()/>
        <h1>{title}</h1>
        {hint.map(|hint| view! { <p class="plain-hint">{hint}</p> })}
    }
}
