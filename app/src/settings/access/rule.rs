//! The rows of a rule. Two empty ones stand at the end, so that a rule grows without script, too.

use leptos::prelude::*;
use model::access::{Condition, Operator, Property, Rule};
use model::{AccessGroupId, Answer, Fault};

use crate::t;
use crate::ui::form::use_hydrated;
use crate::ui::{SelectField, SelectOption, TextField};
use crate::words::problem_message;

/// The form's fields: what is wrong with one is said beside it.
pub const FIELDS: &[&str] = &[
    "name", "rule", "rule-0", "rule-1", "rule-2", "rule-3", "rule-4", "rule-5", "rule-6", "rule-7", "rule-8", "rule-9",
    "rule-10", "rule-11", "rule-12", "rule-13", "rule-14", "rule-15", "rule-16", "rule-17", "rule-18", "rule-19", "rule-20",
    "rule-21",
];

const SPARE: usize = 2;
const OR: &str = "or";

/// Five lists of equal length: a row each. A group that is kept by hand sends none.
#[server(prefix = "/api", endpoint = "groups/change")]
pub async fn group_changed(
    group: AccessGroupId,
    name: String,
    #[server(default)] join: Vec<String>,
    #[server(default)] property: Vec<String>,
    #[server(default)] property_name: Vec<String>,
    #[server(default)] operator: Vec<String>,
    #[server(default)] value: Vec<String>,
) -> Result<Answer<()>, Fault> {
    crate::seam::keep_typed(&[("name", &name)]);
    crate::seam::answer(async move {
        let at = |list: &[String], row: usize| list.get(row).cloned().unwrap_or_default();
        let rows: Vec<_> = (0..property.len())
            .map(|row| {
                let begins = at(&join, row) == OR;
                (begins, at(&property, row), at(&property_name, row), at(&operator, row), at(&value, row))
            })
            .collect();
        let rule = match rows.is_empty() {
            true => None,
            false => Some(Rule::from_rows(rows.iter().map(|(begins, property, name, operator, value)| {
                (*begins, property.as_str(), name.as_str(), operator.as_str(), value.as_str())
            }))?),
        };
        crate::seam::staff().await?.change_access_group(group, &name, rule).await
    })
    .await
}

#[component]
pub fn RuleRows(rule: Rule, fault: Signal<Option<Fault>>) -> impl IntoView {
    let filled: Vec<(bool, Option<Condition>)> = rule.rows().map(|(begins, row)| (begins, Some(row.clone()))).collect();
    let rows = filled.into_iter().chain(std::iter::repeat_n((false, None), SPARE)).enumerate();
    let rows = rows.map(|(number, (begins, row))| view! { <Row number begins row fault/> }).collect_view();
    let missing = move || {
        let problem = fault.with(|fault| fault.as_ref().and_then(|fault| fault.problem_of("rule")).map(problem_message))?;
        Some(view! { <p class="field-error" role="alert">{problem}</p> })
    };
    view! {
        <fieldset class="rule">
            <legend>{t!("group-rule-legend")}</legend>
            {rows}
            {missing}
        </fieldset>
    }
}

#[component]
fn Row(number: usize, begins: bool, row: Option<Condition>, fault: Signal<Option<Fault>>) -> impl IntoView {
    let property = row.as_ref().map(|row| row.property.word()).unwrap_or_default();
    // Without script it cannot be known whether the name is asked for, so it is always there.
    let (hydrated, chosen) = (use_hydrated(), RwSignal::new(property.to_owned()));
    let names_itself =
        move || hydrated.get() && chosen.with(|word| word != Property::OTHER_OF_CONTACT && word != Property::OTHER_OF_COMPANY);
    let name = row.as_ref().map(|row| row.property.name().to_owned()).unwrap_or_default();
    let operator = row.as_ref().map_or(Operator::Is, |row| row.operator);
    let value = row.map(|row| row.value).unwrap_or_default();
    let joins = vec![SelectOption::new("and", t!("rule-and")), SelectOption::new(OR, t!("rule-or"))];
    let operators = Operator::ALL.map(|operator| SelectOption::new(operator.word(), operator_label(operator))).to_vec();
    let label = |words: String| format!("{words} ({})", number + 1);
    let wrong = move || {
        let field = format!("rule-{number}");
        let problem = fault.with(|fault| fault.as_ref().and_then(|fault| fault.problem_of(&field)).map(problem_message))?;
        Some(view! { <p class="field-error" role="alert">{problem}</p> })
    };
    view! {
        <div class="rule-row">
            <div class="rule-join">
                {match number {
                    0 => view! { <input type="hidden" name="join[]" value=OR/> }.into_any(),
                    _ => {
                        let id = format!("join-{number}");
                        let selected = if begins { OR } else { "and" };
                        view! { <SelectField name="join[]" id label=label(t!("rule-join")) bare=true options=joins selected/> }.into_any()
                    }
                }}
            </div>
            <SelectField
                name="property[]"
                id=format!("property-{number}")
                label=label(t!("rule-property"))
                bare=true
                options=properties()
                selected=property
                on_change=move |word: String| chosen.set(word)
            />
            <div class="field" hidden=names_itself>
                <TextField
                    name="property_name[]"
                    id=format!("property-name-{number}")
                    label=label(t!("rule-property-name"))
                    placeholder=t!("rule-property-name")
                    bare=true
                    optional=true
                    value=name
                    max=100
                />
            </div>
            <SelectField
                name="operator[]"
                id=format!("operator-{number}")
                label=label(t!("rule-operator"))
                bare=true
                options=operators
                selected=operator.word()
            />
            <TextField
                name="value[]"
                id=format!("value-{number}")
                label=label(t!("rule-value"))
                placeholder=t!("rule-value")
                bare=true
                optional=true
                value
                max=200
            />
            {wrong}
        </div>
    }
}

fn properties() -> Vec<SelectOption> {
    let named = Property::NAMED.into_iter().map(|property| SelectOption::new(property.word(), property_label(&property)));
    let others = [
        SelectOption::new(Property::OTHER_OF_CONTACT, t!("property-contact-other")),
        SelectOption::new(Property::OTHER_OF_COMPANY, t!("property-company-other")),
    ];
    [SelectOption::new("", t!("rule-property-none"))].into_iter().chain(named).chain(others).collect()
}

fn property_label(property: &Property) -> String {
    match property {
        Property::Email => t!("property-email"),
        Property::EmailDomain => t!("property-email-domain"),
        Property::FirstName => t!("property-first-name"),
        Property::LastName => t!("property-last-name"),
        Property::Phone => t!("property-phone"),
        Property::Language => t!("property-language"),
        Property::CompanyName => t!("property-company-name"),
        Property::CompanyDomain => t!("property-company-domain"),
        Property::CompanyPhone => t!("property-company-phone"),
        Property::Contact(name) | Property::Company(name) => name.clone(),
    }
}

fn operator_label(operator: Operator) -> String {
    match operator {
        Operator::Is => t!("operator-is"),
        Operator::IsNot => t!("operator-is-not"),
        Operator::Contains => t!("operator-contains"),
        Operator::ContainsNot => t!("operator-contains-not"),
        Operator::StartsWith => t!("operator-starts-with"),
        Operator::EndsWith => t!("operator-ends-with"),
        Operator::Known => t!("operator-known"),
        Operator::Unknown => t!("operator-unknown"),
    }
}
