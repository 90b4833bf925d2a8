//! Step 3: where new tickets arrive, and which ones customers see.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::Fault;
use model::portals::{Choices, Impact, PortalSettings, TicketPermission};

use super::actions::StepActions;
use super::calls::SaveTickets;
use super::typed::{Part, Typed};
use crate::staff_words::{inbox_kind_label, permission_label};
use crate::t;
use crate::ui::{FaultBanner, RadioCard, SelectField, SelectOption, field_error, use_fault};
use crate::words::problem_message;

#[component]
pub fn TicketsStep(typed: Typed, save: ServerAction<SaveTickets>, settings: PortalSettings) -> impl IntoView {
    let fault = use_fault(save);
    let portal = settings.id;
    let gone = gone_inbox(&settings);
    view! {
        <div class="wizard-why">
            <h1>{t!("wizard-tickets-title")}</h1>
            <p>{t!("wizard-tickets-why")}</p>
        </div>
        <ActionForm action=save attr:id="step" attr:class="form" attr:novalidate="">
            <FaultBanner fault fields=&["inbox", "permission"]/>
            <input type="hidden" name="portal" value=portal.to_string()/>
            <TicketFields typed fault choices=settings.choices gone/>
        </ActionForm>
        <StepActions typed part=Part::Tickets portal=Some(portal) fault busy=save.pending() next=t!("wizard-next-access")/>
    }
}

/// The inbox that was chosen is there no more.
pub fn gone_inbox(settings: &PortalSettings) -> bool {
    settings.inbox.is_some_and(|chosen| settings.choices.inboxes.iter().all(|inbox| inbox.id != chosen))
}

#[component]
pub fn TicketFields(typed: Typed, fault: Signal<Option<Fault>>, choices: Choices, gone: bool) -> impl IntoView {
    let said = field_error(fault, "inbox");
    let error = Signal::derive(move || said.get().or_else(|| gone.then(|| problem_message(&model::Problem::Unknown))));
    let option = |inbox: &model::inboxes::Inbox| {
        SelectOption::new(inbox.id.to_string(), t!("inbox-choice", "name" => &inbox.name, "kind" => inbox_kind_label(inbox.kind)))
    };
    let options = choices.inboxes.iter().map(option).collect::<Vec<_>>();
    let selected = typed.inbox.get_untracked().map(|inbox| inbox.to_string()).unwrap_or_default();
    view! {
        <SelectField
            name="inbox"
            label=t!("portal-inbox")
            hint=t!("portal-inbox-hint")
            options
            selected
            error
            on_change=move |value: String| typed.inbox.set(value.parse().ok())
        />
        <fieldset class="choices">
            <legend>{t!("portal-permission")}</legend>
            {permission_card(typed, TicketPermission::Own, choices.own)}
            {permission_card(typed, TicketPermission::Company, choices.company)}
        </fieldset>
    }
}

fn permission_card(typed: Typed, permission: TicketPermission, impact: Impact) -> impl IntoView {
    let hint = match permission {
        TicketPermission::Own => t!("permission-own-hint"),
        TicketPermission::Company => t!("permission-company-hint"),
    };
    view! {
        <RadioCard
            name="permission"
            value=permission.word()
            label=permission_label(permission)
            hint
            checked=typed.permission.get_untracked() == permission
            on_choose=move |_: String| typed.permission.set(permission)
        >
            <span class="impact">{impact_sentence(impact)}</span>
        </RadioCard>
    }
}

/// “12 contacts would see 40 tickets.”
fn impact_sentence(impact: Impact) -> String {
    if impact.tickets == 0 {
        return t!("impact-none");
    }
    let tickets = t!("impact-tickets", "n" => impact.tickets);
    t!("impact", "contacts" => impact.contacts, "tickets" => tickets)
}
