//! A list's filter: a form that asks the page's own address.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use model::properties::{CONDITIONS_MAX, Condition, Input, ListShape, Operator, Property};
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement};

use super::fields::{decimal, kind, lines};
use crate::desk::address::{address, value_of};
use crate::t;
use crate::ui::Icon;

/// The conditions in an address's query.
pub fn conditions_of(query: &str) -> Vec<Condition> {
    Condition::from_pairs(|name| value_of(query, name))
}

/// An address with what else is asked for and the conditions.
pub fn filtered(path: &str, pairs: &[(&str, &str)], conditions: &[Condition]) -> String {
    let conditions = Condition::pairs(conditions);
    let conditions = conditions.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    address(path, &pairs.iter().copied().chain(conditions).collect::<Vec<_>>())
}

/// `keep`: what else stands in the address and stays there.
#[component]
pub fn Filter(
    shape: ListShape,
    conditions: Vec<Condition>,
    path: &'static str,
    keep: Vec<(&'static str, String)>,
) -> impl IntoView {
    let count = conditions.len();
    let kept: Vec<(&str, &str)> = keep.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let all = address(path, &kept);
    let hidden = keep.clone().into_iter().filter(|(_, value)| !value.is_empty());
    let hidden = hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        if let Some(target) = event.target().and_then(|form| asked_by(form, path, &keep)) {
            event.prevent_default();
            navigate(&target, NavigateOptions::default());
        }
    };
    // One more than there are, to be filled.
    let rows = (0..CONDITIONS_MAX.min(count + 1)).map(|at| {
        let condition = conditions.get(at).cloned().unwrap_or_default();
        view! { <Row at condition properties=shape.properties.clone()/> }
    });
    view! {
        <details class="fold" open={count > 0}>
            <summary><Icon name="filter"/> {t!("list-filter")} {(count > 0).then(|| view! { " " <span class="tag">{count}</span> })}</summary>
            <form class="list-filter" method="get" action=path on:submit=submit>
                {hidden}
                {rows.collect_view()}
                <div class="form-actions">
                    <button type="submit" class="button">{t!("list-filter-apply")}</button>
                    {(count > 0).then(|| view! { <a class="button button-quiet" href=all>{t!("list-filter-clear")}</a> })}
                </div>
            </form>
        </details>
    }
}

/// Where the form leads, without what says nothing.
fn asked_by(form: web_sys::EventTarget, path: &str, keep: &[(&'static str, String)]) -> Option<String> {
    let data = FormData::new_with_form(&form.dyn_into::<HtmlFormElement>().ok()?).ok()?;
    let conditions = Condition::from_pairs(|name| data.get(name).as_string().unwrap_or_default());
    let kept: Vec<(&str, &str)> = keep.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Some(filtered(path, &kept, &conditions))
}

#[component]
fn Row(at: usize, condition: Condition, properties: Vec<Property>) -> impl IntoView {
    let Condition { property: asked_before, operator, value } = condition;
    let (chosen, operator) = (RwSignal::new(asked_before.clone()), RwSignal::new(operator));
    let labels = properties.iter().map(|property| (property.name.clone(), property.label.clone()));
    let any = std::iter::once((String::new(), t!("property-none")));
    let names = any.chain(labels.collect::<Vec<_>>()).map(|(name, label)| {
        view! { <option value=name.clone() selected=name == chosen.get_untracked()>{label}</option> }
    });
    let operators = Operator::ALL.map(|known| {
        view! { <option value=known.word() selected=known == operator.get_untracked()>{operator_label(known)}</option> }
    });
    let asked = move || {
        let property = chosen.with(|name| properties.iter().find(|property| property.name == *name).cloned());
        let takes_value = operator.get().takes_value();
        // Another property has other values.
        let value = if chosen.with(|name| *name == asked_before) { value.clone() } else { String::new() };
        takes_value.then(|| view! { <Value at property value/> })
    };
    view! {
        <fieldset class="list-filter-row">
            <legend class="visually-hidden">{t!("list-filter-condition", "n" => at + 1)}</legend>
            <select class="input select" name=format!("p{at}") aria-label=t!("list-filter-property") on:change=move |event| chosen.set(event_target_value(&event))>
                {names.collect_view()}
            </select>
            <select class="input select" name=format!("o{at}") aria-label=t!("list-filter-operator") on:change=move |event| operator.set(operator_of(&event_target_value(&event)))>
                {operators}
            </select>
            {asked}
        </fieldset>
    }
}

fn operator_of(word: &str) -> Operator {
    Operator::ALL.into_iter().find(|known| known.word() == word).unwrap_or_default()
}

fn operator_label(operator: Operator) -> String {
    match operator {
        Operator::Is => t!("list-filter-is"),
        Operator::IsNot => t!("list-filter-is-not"),
        Operator::Contains => t!("list-filter-contains"),
        Operator::AtLeast => t!("list-filter-at-least"),
        Operator::AtMost => t!("list-filter-at-most"),
        Operator::Known => t!("list-filter-known"),
        Operator::Unknown => t!("list-filter-unknown"),
    }
}

/// What the property is compared with. A moment is asked for by its day.
#[component]
fn Value(at: usize, property: Option<Property>, value: String) -> impl IntoView {
    let (name, label) = (format!("v{at}"), t!("list-filter-value"));
    match property {
        Some(property) if matches!(property.input, Input::YesNo | Input::Choice | Input::Choices) => view! {
            <select class="input select" name=name aria-label=label>{lines(&property, &value)}</select>
        }
        .into_any(),
        property => {
            let input = match property.map_or(Input::Line, |property| property.input) {
                Input::Moment => Input::Day,
                input => input,
            };
            view! { <input class="input" dir="auto" type=kind(input) inputmode=decimal(input) name=name value=value aria-label=label autocomplete="off"/> }.into_any()
        }
    }
}
