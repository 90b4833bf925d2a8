//! What a person types about a company: the same fields for a new one and for one that is there.

use leptos::prelude::*;
use model::Fault;
use model::companies::CompanyFields;
use model::properties::PropertyValue;

use crate::properties::fields::PropertyFields;
use crate::ui::form::kept;
use crate::ui::{TextField, field_error};
use crate::{properties, t};

/// The fields' names, for the banner of what stands at no field.
pub const NAMES: &[&str] = &["name", "domain", "phone", properties::fields::NAMES];

#[component]
pub fn Fields(fields: CompanyFields, properties: Vec<PropertyValue>, fault: Signal<Option<Fault>>) -> impl IntoView {
    let value = |name: &str, there: String| kept(name).unwrap_or(there);
    view! {
        <TextField name="name" label=t!("company-name") value=value("name", fields.name) error=field_error(fault, "name")/>
        <TextField
            name="domain"
            label=t!("company-domain")
            hint=t!("company-domain-hint")
            value=value("domain", fields.domain)
            optional=true
            error=field_error(fault, "domain")
        />
        <TextField name="phone" label=t!("record-phone") kind="tel" value=value("phone", fields.phone) optional=true error=field_error(fault, "phone")/>
        <PropertyFields values=properties fault/>
    }
}
