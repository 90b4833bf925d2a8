//! A menu behind a button: `<details>`, so that it opens without script. Script closes it on Escape and on a click
//! outside.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

#[component]
pub fn Menu(
    /// What the button is called.
    #[prop(into)]
    label: String,
    /// What the button shows, if it is not the label.
    #[prop(optional, into)]
    face: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Details>::new();
    let close = move || {
        if let Some(details) = node.get_untracked() {
            details.set_open(false);
        }
    };
    Effect::new(move |_| {
        let handle = window_event_listener(leptos::ev::click, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            let inside = node.get_untracked().is_some_and(|details| details.contains(target.as_ref()));
            if !inside {
                close();
            }
        });
        on_cleanup(move || handle.remove());
    });
    let key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    };
    let (spoken, face) = match face {
        Some(face) => (Some(label), face.run()),
        None => (None, label.into_any()),
    };
    let title = spoken.clone();
    view! {
        <details node_ref=node class="menu" on:keydown=key>
            // Beside what is seen and not in its place: who says what they see must be understood (WCAG 2.5.3).
            <summary class="button button-quiet" title=title>
                {face} {spoken.map(|spoken| view! { <span class="visually-hidden">{spoken}</span> })}
            </summary>
            <div class="menu-list">{children()}</div>
        </details>
    }
}

#[component]
pub fn MenuLink(#[prop(into)] href: String, #[prop(optional)] external: bool, children: Children) -> impl IntoView {
    view! { <a class="menu-item" href=href rel=external.then_some("external")>{children()}</a> }
}

/// A form whose one button is a menu's line: for what is done by POST, such as signing out.
#[component]
pub fn MenuForm(
    /// The server function's address: `SignOut::url()`.
    #[prop(into)]
    action: String,
    #[prop(optional)] hidden: Vec<(&'static str, String)>,
    children: Children,
) -> impl IntoView {
    // A plain form and not an ActionForm: what it does ends with a new document anyway.
    view! {
        <form method="post" action=action>
            {hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
            <button type="submit" class="menu-item">{children()}</button>
        </form>
    }
}
