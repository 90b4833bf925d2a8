//! A list's search box: a form that asks the page's own address, and asks by itself while one types.

use std::time::Duration;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;

use super::address::{address, use_asked};
use crate::t;
use crate::ui::Icon;
use crate::ui::form::bind_value;

/// How long nothing must be typed before it is looked for.
const PAUSE: Duration = Duration::from_millis(250);

#[component]
pub fn SearchBox(
    #[prop(into)] label: String,
    path: &'static str,
    /// What else stands in the address and stays there.
    #[prop(optional)]
    keep: Option<Memo<Vec<(String, String)>>>,
) -> impl IntoView {
    let asked = use_asked("q");
    let text = RwSignal::new(asked.get_untracked());
    let sent = StoredValue::new(asked.get_untracked());
    // The address may change by itself: another view, or back.
    Effect::new(move |_| {
        let asked = asked.get();
        if sent.with_value(|sent| *sent != asked) {
            sent.set_value(asked.clone());
            text.set(asked);
        }
    });
    let node = NodeRef::<leptos::html::Input>::new();
    bind_value(move || node.get().map(Into::into), text);
    let navigate = use_navigate();
    let ask = move |words: String| {
        let words = words.trim();
        if sent.with_value(|sent| sent == words) {
            return;
        }
        sent.set_value(words.to_owned());
        let kept = keep.map(|keep| keep.get_untracked()).unwrap_or_default();
        let kept = kept.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let target = address(path, &kept.chain([("q", words)]).collect::<Vec<_>>());
        navigate(&target, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    };
    // Whoever goes to a row is not pulled back by what was typed a moment before.
    let leaving = StoredValue::new(false);
    Effect::new(move |_| {
        let handle = window_event_listener(leptos::ev::pointerdown, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            if target.is_some_and(|target| target.closest("a").is_ok_and(|link| link.is_some())) {
                leaving.try_set_value(true);
            }
        });
        on_cleanup(move || handle.remove());
    });
    let at_last = ask.clone();
    let mut ask_later = debounce(PAUSE, move |words| {
        if leaving.try_get_value() == Some(false) {
            at_last(words);
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        ask(text.get_untracked());
    };
    let hidden = |(name, value): (String, String)| view! { <input type="hidden" name=name value=value/> };
    view! {
        <form class="search" role="search" method="get" action=path on:submit=submit>
            {move || keep.map(|keep| keep.get().into_iter().map(hidden).collect_view())}
            <label class="visually-hidden" for="search">{label.clone()}</label>
            <Icon name="search"/>
            <input
                node_ref=node
                id="search"
                class="input"
                type="search"
                name="q"
                dir="auto"
                autocomplete="off"
                placeholder=label
                aria-keyshortcuts="/"
                value=text.get_untracked()
                on:input=move |event| {
                    leaving.set_value(false);
                    text.set(event_target_value(&event));
                    ask_later(text.get_untracked());
                }
            />
            <button type="submit" class="visually-hidden">{t!("desk-search")}</button>
        </form>
    }
}
