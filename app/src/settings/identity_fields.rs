//! What an identity provider is known by, as a form asks for it.

use leptos::prelude::*;
use model::identity::ProviderFields;
use model::{Fault, Problem};

use crate::t;
use crate::ui::form::kept;
use crate::ui::{Checkbox, Switch, TextField, field_error};
use crate::words::problem_message;

#[component]
pub fn Fields(fields: ProviderFields, has_secret: bool, staff: bool, fault: Signal<Option<Fault>>) -> impl IntoView {
    let value = |name: &str, there: String| kept(name).unwrap_or(there);
    let secret_hint = if has_secret { t!("identity-secret-kept") } else { t!("identity-secret-hint") };
    view! {
        <TextField name="name" label=t!("identity-name") hint=t!("identity-name-hint") value=value("name", fields.name) error=field_error(fault, "name")/>
        <TextField
            name="issuer"
            label=t!("identity-issuer")
            hint=t!("identity-issuer-hint")
            kind="url"
            value=value("issuer", fields.issuer)
            placeholder="https://id.example.com"
            error=issuer_error(fault)
        />
        <TextField name="client_id" label=t!("identity-client") autocomplete="off" value=value("client_id", fields.client_id) error=field_error(fault, "client_id")/>
        <TextField
            name="client_secret"
            label=t!("identity-secret")
            hint=secret_hint
            kind="password"
            autocomplete="new-password"
            optional=true
            error=field_error(fault, "client_secret")
        />
        {has_secret.then(|| view! { <Checkbox name="forget_secret" label=t!("identity-secret-forget")/> })}
        <TextField name="scopes" label=t!("identity-scopes") hint=t!("identity-scopes-hint") value=value("scopes", fields.scopes) error=field_error(fault, "scopes")/>
        {(!staff).then(|| view! {
            <Switch name="may_create" label=t!("identity-create") hint=t!("identity-create-hint") checked=fields.may_create/>
        })}
    }
}

/// An issuer has troubles of its own.
fn issuer_error(fault: Signal<Option<Fault>>) -> Signal<Option<String>> {
    let words = |problem: &Problem| match problem {
        Problem::Malformed => t!("identity-issuer-malformed"),
        Problem::Reserved => t!("identity-issuer-private"),
        other => problem_message(other),
    };
    Signal::derive(move || fault.with(|fault| fault.as_ref().and_then(|fault| fault.problem_of("issuer")).map(words)))
}
