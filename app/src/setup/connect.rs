//! Connecting a domain, in place.

use leptos::form::ActionForm;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use model::Language;
use model::text::HostName;

use super::calls::ConnectDomain;
use super::typed::Typed;
use crate::t;
use crate::ui::form::{kept, on_success};
use crate::ui::{Button, FaultBanner, Icon, SelectField, SelectOption, TextField, instant_error, use_fault};

/// Opens without script too. Once the domain is there it closes, and the proof that is asked for takes its place.
#[component]
pub fn ConnectDetails(typed: Typed, connect: ServerAction<ConnectDomain>) -> impl IntoView {
    let fault = use_fault(connect);
    let typed_before = kept("host");
    let open = typed_before.is_some() || fault.with_untracked(Option::is_some);
    let host = RwSignal::new(typed_before.unwrap_or_default());
    let left = RwSignal::new(false);
    let error = instant_error(fault, "host", host, left, |text| HostName::parse(text).map(drop));
    let node = NodeRef::<html::Details>::new();
    on_success(connect, move |domain: model::domains::Domain| {
        let id = domain.id;
        typed.learn(domain);
        typed.choose_domain(Some(id));
        host.set(String::new());
        left.set(false);
        if let Some(details) = node.get_untracked() {
            details.set_open(false);
        }
        super::proof::focus();
    });
    let languages = Language::ALL.map(|language| SelectOption::new(language.tag(), language.own_name())).to_vec();
    let selected = crate::seam::visit().language.tag();
    view! {
        <details class="connect" node_ref=node open=open>
            <summary><Icon name="plus"/> {t!("connect-title")}</summary>
            <ActionForm action=connect attr:class="form" attr:novalidate="">
                <FaultBanner fault fields=&["host", "host_language"]/>
                <input type="hidden" name="return_to" value=use_location().pathname.get_untracked()/>
                <TextField
                    name="host"
                    label=t!("connect-host")
                    hint=t!("connect-host-hint")
                    placeholder="help.example.com"
                    kind="url"
                    autocomplete="off"
                    bind=host
                    error
                    on_leave=move |text: String| left.update(|left| *left |= !text.is_empty())
                />
                <SelectField name="host_language" label=t!("portal-language") options=languages selected/>
                <Button busy=connect.pending()>{t!("connect-submit")}</Button>
            </ActionForm>
        </details>
    }
}
