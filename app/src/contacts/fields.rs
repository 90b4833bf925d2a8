//! What a person types about a contact: the same fields for a new one and for one that is there.

use leptos::prelude::*;
use model::contacts::ContactFields;
use model::properties::{PropertyValue, Values};
use model::{Fault, Language};

use crate::properties::fields::PropertyFields;
use crate::ui::form::kept;
use crate::ui::{SelectField, SelectOption, TextField, field_error};
use crate::{properties, t};

/// The fields' names, for the banner of what stands at no field.
pub const NAMES: &[&str] = &["first_name", "last_name", "email", "phone", "language", properties::fields::NAMES];

#[component]
pub fn Fields(fields: ContactFields, properties: Vec<PropertyValue>, fault: Signal<Option<Fault>>) -> impl IntoView {
    let value = |name: &str, there: String| kept(name).unwrap_or(there);
    let languages = Language::ALL.map(|language| SelectOption::new(language.tag(), language.own_name()));
    let unknown = SelectOption::new("", t!("contact-language-unknown"));
    let options = std::iter::once(unknown).chain(languages).collect::<Vec<_>>();
    let language = fields.language.map(Language::tag).unwrap_or_default();
    view! {
        <div class="record-names">
            <TextField name="first_name" label=t!("contact-first-name") value=value("first_name", fields.first_name) optional=true error=field_error(fault, "first_name")/>
            <TextField name="last_name" label=t!("contact-last-name") value=value("last_name", fields.last_name) optional=true error=field_error(fault, "last_name")/>
        </div>
        <TextField name="email" label=t!("email-address") kind="email" value=value("email", fields.email) optional=true error=field_error(fault, "email")/>
        <TextField name="phone" label=t!("record-phone") kind="tel" value=value("phone", fields.phone) optional=true error=field_error(fault, "phone")/>
        <SelectField name="language" label=t!("contact-language") options selected=language error=field_error(fault, "language")/>
        <PropertyFields values=properties fault/>
    }
}

/// The fields as a form posts them.
pub fn typed(
    email: String,
    first_name: String,
    last_name: String,
    phone: String,
    language: &str,
    values: Values,
) -> Result<ContactFields, Fault> {
    let language = match language {
        "" => None,
        tag => Some(Language::parse(tag).map_err(|problem| Fault::invalid("language", problem))?),
    };
    ContactFields { email, first_name, last_name, phone, language, values }.check()
}
