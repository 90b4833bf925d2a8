//! One of many: the native list.

use leptos::prelude::*;

use super::Field;
use super::field::{control_id, described_by};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    pub value: String,
    pub label: String,
}

impl SelectOption {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

#[component]
pub fn SelectField(
    #[prop(into)] name: String,
    /// Where several have one name.
    #[prop(optional, into)]
    id: Option<String>,
    #[prop(into)] label: String,
    options: Vec<SelectOption>,
    #[prop(optional, into)] selected: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] on_change: Option<Callback<String>>,
    /// The label is for those who do not see the control only.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| control_id("select", &name));
    let described = described_by(&id, hint.is_some(), error);
    let options = options
        .into_iter()
        .map(|option| view! { <option value=option.value.clone() selected=option.value == selected>{option.label}</option> })
        .collect_view();
    view! {
        <Field id=id.clone() label hint error bare>
            <select
                id=id
                class="input select"
                name=name
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
                on:change=move |event| {
                    if let Some(on_change) = on_change {
                        on_change.run(event_target_value(&event));
                    }
                }
            >
                {options}
            </select>
        </Field>
    }
}
