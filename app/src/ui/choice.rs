//! Yes or no, and one of few. All native inputs, so that they post without script.

use leptos::prelude::*;

#[component]
pub fn Checkbox(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// Several boxes of one name differ by their value.
    #[prop(optional, into)]
    value: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] checked: bool,
    #[prop(optional)] disabled: bool,
    #[prop(optional, into)] on_change: Option<Callback<bool>>,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input
                type="checkbox"
                name=name
                value=value.unwrap_or_else(|| "true".to_owned())
                checked=checked
                disabled=disabled
                on:change=move |event| {
                    if let Some(on_change) = on_change {
                        on_change.run(event_target_checked(&event));
                    }
                }
            />
            <span class="choice-text">{label} {hint.map(|hint| view! { <span class="hint">{hint}</span> })}</span>
        </label>
    }
}

/// A checkbox for something that is on or off, and takes effect by itself or with its form.
#[component]
pub fn Switch(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] checked: bool,
    #[prop(optional, into)] on_change: Option<Callback<bool>>,
) -> impl IntoView {
    view! {
        <label class="choice switch">
            <input
                type="checkbox"
                role="switch"
                name=name
                value="true"
                checked=checked
                on:change=move |event| {
                    if let Some(on_change) = on_change {
                        on_change.run(event_target_checked(&event));
                    }
                }
            />
            <span class="choice-text">{label} {hint.map(|hint| view! { <span class="hint">{hint}</span> })}</span>
        </label>
    }
}

/// One of few that need a sentence each. Put them in a `<fieldset>` with a `<legend>`.
#[component]
pub fn RadioCard(
    #[prop(into)] name: String,
    #[prop(into)] value: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] checked: bool,
    #[prop(optional)] disabled: bool,
    /// Called with the value when this one is chosen.
    #[prop(optional, into)]
    on_choose: Option<Callback<String>>,
    /// Shown under the hint.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let chosen = value.clone();
    view! {
        <label class="radio-card">
            <input
                type="radio"
                name=name
                value=value
                checked=checked
                disabled=disabled
                on:change=move |_| {
                    if let Some(on_choose) = on_choose {
                        on_choose.run(chosen.clone());
                    }
                }
            />
            <span class="choice-text">
                <span class="radio-card-label">{label}</span>
                {hint.map(|hint| view! { <span class="hint">{hint}</span> })}
                {children.map(|children| children())}
            </span>
        </label>
    }
}
