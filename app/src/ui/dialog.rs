//! A question in front of the page. The native `<dialog>` keeps the focus inside and closes with Escape.

use leptos::html;
use leptos::prelude::*;

use super::Icon;
use crate::t;

/// Open while `open` is true. Without script it never opens, so what it asks must also be possible on a page.
#[component]
pub fn Dialog(open: RwSignal<bool>, #[prop(into)] title: String, children: Children) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            // Fails only for a dialog that is open or not in the document, and it is neither.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let id = super::field::control_id("dialog", &title);
    let heading_id = id.clone();
    view! {
        <dialog node_ref=node class="dialog" aria-labelledby=id on:close=move |_| open.set(false)>
            <header class="dialog-head">
                <h2 id=heading_id>{title}</h2>
                <button type="button" class="button button-quiet button-icon" aria-label=t!("close") on:click=move |_| open.set(false)>
                    <Icon name="close"/>
                </button>
            </header>
            <div class="dialog-body">{children()}</div>
        </dialog>
    }
}
