//! Single keys on the list. They can be turned off in the profile, for those whose voice or hands type by accident.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use model::paths;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Where this browser keeps that they are off.
const OFF: &str = "shortcuts-off";

/// `/` searches, `j` and `k` go down and up, `n` files a ticket. Enter opens, as on any link.
pub fn use_list_shortcuts(slug: &str) {
    let (navigate, new) = (use_navigate(), paths::portal_new_ticket(slug));
    Effect::new(move |_| {
        let (navigate, new) = (navigate.clone(), new.clone());
        let handle = window_event_listener(leptos::ev::keydown, move |event| {
            if !is_single_key(&event) || !are_on() {
                return;
            }
            match event.key().as_str() {
                "/" => focus(document().get_element_by_id("field-q")),
                "j" => step(1),
                "k" => step(-1),
                "n" => navigate(&new, NavigateOptions::default()),
                _ => return,
            }
            event.prevent_default();
        });
        on_cleanup(move || handle.remove());
    });
}

/// Not while something is typed, chosen or asked.
fn is_single_key(event: &KeyboardEvent) -> bool {
    let held = event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing();
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let busy =
        target.is_some_and(|element| element.matches("input, textarea, select, dialog *, [contenteditable]").unwrap_or(true));
    !held && !busy && !event.default_prevented()
}

fn step(by: i64) {
    let Ok(links) = document().query_selector_all(".ticket-link") else { return };
    let focused = document().active_element();
    let at = (0..links.length()).find(|at| links.get(*at).as_ref() == focused.as_deref());
    let wanted = match at {
        Some(at) => i64::from(at) + by,
        None => 0,
    };
    let node = u32::try_from(wanted).ok().and_then(|wanted| links.get(wanted));
    focus(node.and_then(|node| node.dyn_into().ok()));
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// A browser that keeps nothing has them on.
pub fn are_on() -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.and_then(|storage| storage.get_item(OFF).ok().flatten()).is_none()
}

pub fn set_on(on: bool) {
    let Some(storage) = window().local_storage().ok().flatten() else { return };
    // Fails only where nothing may be kept, and then nothing is.
    let _ = if on { storage.remove_item(OFF) } else { storage.set_item(OFF, "") };
}
