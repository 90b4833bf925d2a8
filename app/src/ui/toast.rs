//! A word about what was just done, that goes by itself. Never the only place where an error is said.

use leptos::prelude::*;

use super::Icon;
use crate::t;

#[derive(Clone, Copy)]
struct Shown(RwSignal<Vec<(u32, String)>>);

/// Where toasts appear. Stands once, in the app's root.
#[component]
pub fn Toasts() -> impl IntoView {
    let shown = expect_context::<Shown>().0;
    view! {
        <div class="toasts" role="status" aria-label=t!("notifications")>
            <For each=move || shown.get() key=|(id, _)| *id let((_, text))>
                <div class="toast"><Icon name="check"/> {text}</div>
            </For>
        </div>
    }
}

/// Makes [`toast`] work for everything below.
pub fn provide_toasts() {
    provide_context(Shown(RwSignal::new(Vec::new())));
}

/// Says it for five seconds.
pub fn toast(text: String) {
    let Some(Shown(shown)) = use_context::<Shown>() else { return };
    let id = shown.with_untracked(|list| list.last().map_or(0, |(id, _)| id.wrapping_add(1)));
    shown.update(|list| list.push((id, text)));
    set_timeout(
        move || {
            shown.try_update(|list| list.retain(|(kept, _)| *kept != id));
        },
        std::time::Duration::from_secs(5),
    );
}
