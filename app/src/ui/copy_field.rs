//! A value to take elsewhere, with a button that copies it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Button, Icon};
use crate::t;

/// Without script, the value is selected by a click and copied by hand.
#[component]
pub fn CopyField(#[prop(into)] label: String, #[prop(into)] value: String) -> impl IntoView {
    let copied = RwSignal::new(false);
    let id = super::field::control_id("copy", &label);
    let to_copy = value.clone();
    let copy = move |_| {
        let text = to_copy.clone();
        spawn_local(async move {
            if super::form::copy(&text).await {
                copied.set(true);
                set_timeout(
                    move || {
                        copied.try_set(false);
                    },
                    std::time::Duration::from_secs(2),
                );
            }
        });
    };
    view! {
        <div class="copy-field">
            <label class="field-label" for=id.clone()>{label}</label>
            <div class="copy-field-row">
                <input id=id class="input mono" type="text" readonly=true value=value on:focus=|event| super::form::select_all(&event)/>
                <Button on_click=copy>
                    {move || if copied.get() {
                        view! { <Icon name="check"/> <span aria-live="polite">{t!("copied")}</span> }.into_any()
                    } else {
                        view! { <Icon name="copy"/> <span>{t!("copy")}</span> }.into_any()
                    }}
                </Button>
            </div>
        </div>
    }
}
