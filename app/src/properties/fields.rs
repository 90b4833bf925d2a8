//! A field for each property.

use leptos::prelude::*;
use model::properties::{Input, Property, PropertyOption, PropertyValue, RecordKind, field_of};
use model::{Answer, Fault};

use crate::t;
use crate::ui::field::{control_id, described_by};
use crate::ui::form::kept;
use crate::ui::{Checkbox, Field};
use crate::words::problem_message;

/// The fields of a record that is not there yet.
#[server(prefix = "/api", endpoint = "lists/properties")]
pub async fn property_fields(kind: RecordKind) -> Result<Answer<Vec<PropertyValue>>, Fault> {
    crate::seam::answer(async move {
        let properties = crate::seam::staff().await?.properties(kind).await?;
        Ok(properties.into_iter().map(|property| PropertyValue { property, value: String::new() }).collect())
    })
    .await
}

/// How the names of all these fields begin, for the banner of what stands at no field.
pub const NAMES: &str = "values[";

#[component]
pub fn PropertyFields(values: Vec<PropertyValue>, fault: Signal<Option<Fault>>) -> impl IntoView {
    let field = |PropertyValue { property, value }| match property.input {
        Input::Choices => view! { <Several property value/> }.into_any(),
        _ => view! { <One property value fault/> }.into_any(),
    };
    values.into_iter().map(field).collect_view()
}

#[component]
fn One(property: Property, value: String, fault: Signal<Option<Fault>>) -> impl IntoView {
    let name = field_of(&property.name);
    let value = kept(&name).unwrap_or(value);
    let hint = hint_of(&property);
    let error = {
        let name = name.clone();
        let said = move |fault: &Option<Fault>| fault.as_ref().and_then(|fault| fault.problem_of(&name)).map(problem_message);
        Signal::derive(move || fault.with(&said))
    };
    let id = control_id("property", &property.name);
    let described = described_by(&id, hint.is_some(), error);
    let control = Control { id: id.clone(), name, value };
    let control = control.view(&property, described, error);
    view! { <Field id label=property.label hint error optional=true>{control}</Field> }
}

fn hint_of(property: &Property) -> Option<String> {
    let utc = (property.input == Input::Moment).then(|| t!("property-utc"));
    let said = [Some(property.description.clone()).filter(|text| !text.is_empty()), utc];
    let hint = said.into_iter().flatten().collect::<Vec<_>>().join(" ");
    Some(hint).filter(|hint| !hint.is_empty())
}

struct Control {
    id: String,
    name: String,
    value: String,
}

impl Control {
    fn view(
        self,
        property: &Property,
        described: impl Fn() -> Option<String> + Send + Sync + 'static,
        error: Signal<Option<String>>,
    ) -> AnyView {
        let Self { id, name, value } = self;
        let invalid = move || error.with(|error| error.is_some()).then_some("true");
        match property.input {
            Input::Text => view! {
                <textarea id=id class="input textarea" dir="auto" name=name rows="3" aria-describedby=described aria-invalid=invalid>{value}</textarea>
            }
            .into_any(),
            Input::YesNo | Input::Choice => view! {
                <select id=id class="input select" name=name aria-describedby=described aria-invalid=invalid>{lines(property, &value)}</select>
            }
            .into_any(),
            input => view! {
                <input
                    id=id
                    class="input"
                    dir="auto"
                    type=kind(input)
                    inputmode=decimal(input)
                    name=name
                    value=typed_as(input, value)
                    autocomplete="off"
                    aria-describedby=described
                    aria-invalid=invalid
                />
            }
            .into_any(),
        }
    }
}

/// The lines of a list: none, and all that can be chosen.
pub fn lines(property: &Property, chosen: &str) -> impl IntoView + use<> {
    let mut known: Vec<(String, String)> = match property.input {
        Input::YesNo => vec![("true".to_owned(), t!("property-yes")), ("false".to_owned(), t!("property-no"))],
        _ => property.options.iter().map(|option| (option.value.clone(), option.label.clone())).collect(),
    };
    let none = std::iter::once((String::new(), t!("property-none")));
    let chosen = chosen.to_owned();
    // One that is no option any more is not taken away by saving the rest.
    if !chosen.is_empty() && known.iter().all(|(value, _)| *value != chosen) {
        known.push((chosen.clone(), chosen.clone()));
    }
    none.chain(known)
        .map(|(value, label)| view! { <option value=value.clone() selected=value == chosen>{label}</option> })
        .collect_view()
}

pub fn kind(input: Input) -> &'static str {
    match input {
        Input::Phone => "tel",
        Input::Day => "date",
        Input::Moment => "datetime-local",
        _ => "text",
    }
}

/// A number is typed as text: a browser throws what is none away before anybody can say so.
pub fn decimal(input: Input) -> Option<&'static str> {
    (input == Input::Number).then_some("decimal")
}

/// The value as its control takes it: a moment to the minute, in UTC.
fn typed_as(input: Input, mut value: String) -> String {
    if input == Input::Moment {
        value.truncate("2026-01-31T10:00".len());
    }
    value
}

#[component]
fn Several(property: Property, value: String) -> impl IntoView {
    let chosen: Vec<String> = value.split(';').map(str::to_owned).collect();
    let name = field_of(&property.name);
    let mut options = property.options;
    let gone = chosen.iter().filter(|value| !value.is_empty() && options.iter().all(|option| option.value != **value));
    let gone: Vec<PropertyOption> = gone.map(|value| PropertyOption { value: value.clone(), label: value.clone() }).collect();
    options.extend(gone);
    let boxes = options.into_iter().enumerate().map(|(at, option)| {
        let checked = chosen.contains(&option.value);
        view! { <Checkbox name=format!("{name}[{}]", at + 1) label=option.label value=option.value checked/> }
    });
    let boxes = boxes.collect_view();
    let hint = Some(property.description).filter(|text| !text.is_empty()).map(|text| view! { <p class="hint">{text}</p> });
    view! {
        <fieldset class="field">
            <legend class="field-label">{property.label} " " <span class="field-optional">{t!("optional")}</span></legend>
            {hint}
            // Where no box is ticked nothing else would be posted.
            <input type="hidden" name=format!("{name}[0]") value=""/>
            {boxes}
        </fieldset>
    }
}
