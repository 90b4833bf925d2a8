//! One key for what is done all day. A control says its own key (`aria-keyshortcuts`), so a page needs nothing but its
//! controls; the sheet behind `?` lists the keys and can turn them off, for those whose voice or hand presses keys they
//! did not mean (WCAG 2.1.4).

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::t;
use crate::ui::{Dialog, Switch};

/// Where the browser remembers that single keys are off.
const OFF: &str = "portico-keys-off";

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn are_off() -> bool {
    storage().and_then(|storage| storage.get_item(OFF).ok().flatten()).is_some()
}

/// Listens on every staff page. Answers what opens the sheet.
pub fn use_shortcuts() -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let handle = window_event_listener(leptos::ev::keydown, move |event| {
            if is_for_us(&event) && act(&event.key(), open) {
                event.prevent_default();
            }
        });
        on_cleanup(move || handle.remove());
    });
    open
}

/// Not while something is typed, chosen or asked.
fn is_for_us(event: &KeyboardEvent) -> bool {
    if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() || are_off() {
        return false;
    }
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let typing = target.is_some_and(|target| {
        let text = "input:not([type=radio]):not([type=checkbox]), textarea, select";
        target.is_content_editable() || target.matches(text).unwrap_or(false)
    });
    let asked = document().query_selector("dialog[open]").ok().flatten().is_some();
    !typing && !asked
}

/// True when the key means something here.
fn act(key: &str, open: RwSignal<bool>) -> bool {
    match key {
        "?" => open.set(true),
        "j" => return move_by(1),
        "k" => return move_by(-1),
        "/" | "n" | "r" | "c" => return press(key),
        _ => return false,
    }
    true
}

/// Uses the control that names the key; one that brings another one into view says which (`data-focus`).
fn press(key: &str) -> bool {
    let found = document().query_selector(&format!("[aria-keyshortcuts=\"{key}\"]")).ok().flatten();
    let Some(control) = found.and_then(|control| control.dyn_into::<HtmlElement>().ok()) else { return false };
    if !control.matches("input[type=search]").unwrap_or(false) {
        control.click();
    }
    let focus = control.get_attribute("data-focus").and_then(|id| document().get_element_by_id(&id));
    let target = focus.and_then(|element| element.dyn_into::<HtmlElement>().ok()).unwrap_or(control);
    let _ = target.focus();
    true
}

/// To the next or the previous row of the page's lists.
fn move_by(step: i32) -> bool {
    let Ok(rows) = document().query_selector_all("[data-row]") else { return false };
    let count = i32::try_from(rows.length()).unwrap_or(i32::MAX);
    let active: Option<Element> = document().active_element();
    let row = |at: i32| u32::try_from(at).ok().and_then(|at| rows.item(at));
    let here =
        (0..count).find(|at| row(*at).is_some_and(|row| active.as_ref().is_some_and(|active| active.is_same_node(Some(&row)))));
    let next = match here {
        Some(here) => (here + step).clamp(0, count - 1),
        None => 0,
    };
    match row(next).and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
        Some(row) => row.focus().is_ok(),
        None => false,
    }
}

/// The sheet: what the keys are, and whether they are listened to.
#[component]
pub fn Shortcuts(open: RwSignal<bool>) -> impl IntoView {
    let keys = [
        ("/", t!("keys-search")),
        ("j", t!("keys-next")),
        ("k", t!("keys-previous")),
        ("↵", t!("keys-open")),
        ("n", t!("keys-new")),
        ("r", t!("keys-reply")),
        ("c", t!("keys-comment")),
        ("Ctrl ↵", t!("keys-send")),
        ("?", t!("keys-sheet")),
    ];
    let lines = keys.map(|(key, what)| view! { <div class="key-line"><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div> });
    // Read when the sheet opens: the server does not know.
    let on = move || open.get() && !are_off();
    let turn = move |on: bool| {
        if let Some(storage) = storage() {
            let _ = if on { storage.remove_item(OFF) } else { storage.set_item(OFF, "true") };
        }
    };
    view! {
        <Dialog open title=t!("keys-title")>
            <div class="stack">
                <dl class="keys">{lines.into_iter().collect_view()}</dl>
                {move || open.get().then(|| view! {
                    <Switch name="keys" label=t!("keys-switch") hint=t!("keys-switch-hint") checked=on() on_change=turn/>
                })}
            </div>
        </Dialog>
    }
}
