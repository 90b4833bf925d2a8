//! Whose ticket it is: contacts, who get the replies, and companies, whose people may see it.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use model::helpdesk::{StaffTicket, TicketCompany, TicketContact};
use model::paths;

use super::calls::{TicketAddCompany, TicketAddContact, TicketRemoveCompany, TicketRemoveContact};
use super::properties::Refused;
use crate::desk::keep::Kept;
use crate::desk::picker::{Finder, Found, Match, Picker};
use crate::t;
use crate::ui::form::on_success;
use crate::ui::{Button, ButtonKind, Icon, use_fault};

#[component]
pub fn Contacts(ticket: Kept<StaffTicket>, found: Vec<Match>, here: String) -> impl IntoView {
    let id = ticket.data.with_untracked(|ticket| ticket.id);
    let (add, remove) = (ServerAction::<TicketAddContact>::new(), ServerAction::<TicketRemoveContact>::new());
    on_success(add, move |()| ticket.again());
    on_success(remove, move |()| ticket.again());
    let (added, removed) = (use_fault(add), use_fault(remove));
    let contacts = move || ticket.data.with(|ticket| ticket.contacts.clone());
    let pick = move |found: Match| {
        if let Ok(contact) = found.id.parse() {
            add.dispatch(TicketAddContact { ticket: id, contact });
        }
    };
    let line = move |contact: TicketContact| {
        view! {
            <li class="party">
                <span class="party-name">
                    <a href=paths::desk_contact(contact.id) dir="auto">{contact.name.clone()}</a>
                    {contact.email.filter(|email| *email != contact.name).map(|email| view! { <span class="hint">{email}</span> })}
                </span>
                <ActionForm action=remove>
                    <input type="hidden" name="ticket" value=id.to_string()/>
                    <input type="hidden" name="contact" value=contact.id.to_string()/>
                    <Button kind=ButtonKind::Quiet label=t!("desk-remove", "name" => &contact.name)><Icon name="close"/></Button>
                </ActionForm>
            </li>
        }
    };
    view! {
        <section class="side-part">
            <h2>{t!("desk-ticket-contacts")}</h2>
            <ul class="parties">
                <For each=contacts key=|contact| contact.id let(contact)>{line(contact)}</For>
            </ul>
            <Refused fault=removed ticket/>
            <form class="side-find" method="get" on:submit=|event| event.prevent_default()>
                <Picker finder=Finder::Contacts name="find-contact" label=t!("desk-ticket-add-contact") bare=true here on_pick=Callback::new(pick)/>
            </form>
            <Found found action=TicketAddContact::url() field="contact" hidden=vec![("ticket", id.to_string())]/>
            <Refused fault=added ticket/>
        </section>
    }
}

#[component]
pub fn Companies(ticket: Kept<StaffTicket>, found: Vec<Match>, here: String) -> impl IntoView {
    let id = ticket.data.with_untracked(|ticket| ticket.id);
    let (add, remove) = (ServerAction::<TicketAddCompany>::new(), ServerAction::<TicketRemoveCompany>::new());
    on_success(add, move |()| ticket.again());
    on_success(remove, move |()| ticket.again());
    let (added, removed) = (use_fault(add), use_fault(remove));
    let companies = move || ticket.data.with(|ticket| ticket.companies.clone());
    let pick = move |found: Match| {
        if let Ok(company) = found.id.parse() {
            add.dispatch(TicketAddCompany { ticket: id, company });
        }
    };
    let line = move |company: TicketCompany| {
        view! {
            <li class="party">
                <span class="party-name">
                    <a href=paths::desk_company(company.id) dir="auto">{company.name.clone()}</a>
                    {company.primary.then(|| view! { <span class="tag">{t!("desk-primary")}</span> })}
                </span>
                <ActionForm action=remove>
                    <input type="hidden" name="ticket" value=id.to_string()/>
                    <input type="hidden" name="company" value=company.id.to_string()/>
                    <Button kind=ButtonKind::Quiet label=t!("desk-remove", "name" => &company.name)><Icon name="close"/></Button>
                </ActionForm>
            </li>
        }
    };
    view! {
        <section class="side-part">
            <h2>{t!("desk-ticket-companies")}</h2>
            <ul class="parties">
                <For each=companies key=|company| (company.id, company.primary) let(company)>{line(company)}</For>
            </ul>
            <Refused fault=removed ticket/>
            <form class="side-find" method="get" on:submit=|event| event.prevent_default()>
                <Picker finder=Finder::Companies name="find-company" label=t!("desk-ticket-add-company") bare=true here on_pick=Callback::new(pick)/>
            </form>
            <Found found action=TicketAddCompany::url() field="company" hidden=vec![("ticket", id.to_string())]/>
            <Refused fault=added ticket/>
        </section>
    }
}
