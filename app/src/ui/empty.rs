//! Nothing here yet: says why, and what to do next.

use leptos::prelude::*;

use super::Icon;

#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(optional, into)] text: Option<String>,
    #[prop(optional)] icon: Option<&'static str>,
    /// The next step: a link button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            {icon.map(|name| view! { <Icon name=name/> })}
            <h2 class="empty-title">{title}</h2>
            {text.map(|text| view! { <p class="empty-text">{text}</p> })}
            {children.map(|children| view! { <div class="empty-action">{children()}</div> })}
        </div>
    }
}
