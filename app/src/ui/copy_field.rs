//! A value to take elsewhere, with a button that copies it.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Button, Icon};
use crate::t;

/// Without script, the value is selected by a click and copied by hand.
#[component]
pub fn CopyField(#[prop(into)] label: String, #[prop(into)] value: String) -> impl IntoView {
    let id = super::field::control_id("copy", &label);
    let (to_copy, hydrated) = (value.clone(), super::form::use_hydrated());
    view! {
        <div class="copy-field">
            <label class="field-label" for=id.clone()>{label}</label>
            <div class="copy-field-row">
                <input id=id class="input mono" type="text" readonly=true value=value on:focus=|event| super::form::select_all(&event)/>
                {move || hydrated.get().then(|| view! { <CopyButton text=to_copy.clone()/> })}
            </div>
        </div>
    }
}

#[component]
fn CopyButton(text: String) -> impl IntoView {
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            if super::form::copy(&text).await {
                copied.try_set(true);
                let forget = move || {
                    copied.try_set(false);
                };
                set_timeout(forget, Duration::from_secs(2));
            }
        });
    };
    let face = move || match copied.get() {
        true => view! { <Icon name="check"/> <span aria-live="polite">{t!("copied")}</span> }.into_any(),
        false => view! { <Icon name="copy"/> <span>{t!("copy")}</span> }.into_any(),
    };
    view! { <Button on_click=copy>{face}</Button> }
}
