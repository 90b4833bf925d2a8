//! Leaving with changes asks.

use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::t;

/// Asks before the page is left, by a link or by closing it, while `is_dirty`. Links within this very page do not ask.
pub fn use_leave_guard(is_dirty: Memo<bool>) {
    Effect::new(move |_| {
        let closing = window_event_listener(leptos::ev::beforeunload, move |event| {
            if is_dirty.try_get_untracked() == Some(true) {
                event.prevent_default();
            }
        });
        on_cleanup(move || closing.remove());
        ask_at_links(is_dirty);
    });
}

/// At the document: the router listens one level above and leaves alone what was prevented here.
fn ask_at_links(is_dirty: Memo<bool>) {
    let ask = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        if !event.default_prevented() && is_dirty.try_get_untracked() == Some(true) && leads_away(&event) {
            let stays = window().confirm_with_message(&t!("settings-leave")).is_ok_and(|leaves| !leaves);
            if stays {
                event.prevent_default();
            }
        }
    });
    let function: JsValue = ask.into_js_value();
    let function = function.unchecked_into::<js_sys::Function>();
    // Neither fails for a function.
    let _ = document().add_event_listener_with_callback("click", &function);
    let function = StoredValue::new_local(function);
    on_cleanup(move || {
        if let Some(function) = function.try_get_value() {
            let _ = document().remove_event_listener_with_callback("click", &function);
        }
    });
}

/// A link that replaces this page; one that opens a tab does not.
fn leads_away(event: &web_sys::Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = element.and_then(|element| element.closest("a[href]").ok().flatten());
    link.is_some_and(|link| {
        let href = link.get_attribute("href").unwrap_or_default();
        !href.starts_with('#') && link.get_attribute("target").is_none_or(|target| target == "_self")
    })
}
