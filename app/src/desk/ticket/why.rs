//! Why can this person see this ticket? Asked of the same rule that the portal asks.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use model::helpdesk::{Named, StaffTicket};
use model::{PortalId, paths};

use super::calls::{Reason, ticket_explained};
use crate::desk::keep::Kept;
use crate::desk::picker::{Finder, Match, Picker};
use crate::t;
use crate::ui::form::use_hydrated;
use crate::ui::load::Loaded;
use crate::ui::{Banner, BannerKind, Icon, SelectField, SelectOption};
use crate::words::fault_message;

#[component]
pub fn Why(
    ticket: Kept<StaffTicket>,
    portals: Vec<Named<PortalId>>,
    /// Found without script.
    known: Vec<Match>,
    first: Option<Reason>,
    here: String,
) -> impl IntoView {
    if portals.is_empty() {
        return ().into_any();
    }
    let id = ticket.data.with_untracked(|ticket| ticket.id);
    let open = first.is_some() || !known.is_empty();
    let portal = RwSignal::new(first.as_ref().map_or(portals[0].id, |reason| reason.portal.id).to_string());
    let contact = RwSignal::new(first.as_ref().map(|reason| reason.contact.id.to_string()).unwrap_or_default());
    let others = RwSignal::new(known);
    let explain = Action::new(move |(portal, contact): &(String, String)| {
        let parsed = portal.parse().ok().zip(contact.parse().ok());
        async move {
            match parsed {
                Some((portal, contact)) => Some(ticket_explained(portal, contact, id).await),
                None => None,
            }
        }
    });
    let ask = move || {
        explain.dispatch((portal.get_untracked(), contact.get_untracked()));
    };
    let pick = move |found: Match| {
        contact.set(found.id.clone());
        others.update(|others| others.insert(0, found));
        ask();
    };
    let people = ticket.part(|ticket| {
        ticket.contacts.iter().map(|contact| SelectOption::new(contact.id.to_string(), contact.name.clone())).collect::<Vec<_>>()
    });
    let choose = move || {
        let found = others.get().into_iter().map(|found| SelectOption::new(found.id, found.name));
        let mut options = people.get();
        options.extend(
            found.filter(|found| people.with(|people| people.iter().all(|known| known.value != found.value))).collect::<Vec<_>>(),
        );
        if contact.with_untracked(String::is_empty) {
            contact.set(options.first().map(|option| option.value.clone()).unwrap_or_default());
        }
        let chosen = move |value| {
            contact.set(value);
            ask();
        };
        view! { <SelectField name="why-contact" label=t!("why-contact") options selected=contact.get_untracked() on_change=chosen/> }
    };
    // Whose ticket it is may change while the answer stands here.
    let parties = ticket.part(|ticket| (ticket.contacts.clone(), ticket.companies.clone()));
    Effect::new(move |before: Option<()>| {
        parties.track();
        if before.is_some() && explain.version().get_untracked() > 0 {
            let is_known = |id: &String| {
                people.with_untracked(|people| people.iter().any(|known| known.value == *id))
                    || others.with_untracked(|others| others.iter().any(|known| known.id == *id))
            };
            if !contact.with_untracked(is_known) {
                contact.set(people.with_untracked(|people| people.first().map(|first| first.value.clone()).unwrap_or_default()));
            }
            ask();
        }
    });
    let portal_options: Vec<_> =
        portals.iter().map(|portal| SelectOption::new(portal.id.to_string(), portal.name.clone())).collect();
    let portal_chosen = move |value| {
        portal.set(value);
        ask();
    };
    let hydrated = use_hydrated();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        ask();
    };
    let toggled = move |_| {
        if hydrated.get_untracked() && explain.version().get_untracked() == 0 {
            ask();
        }
    };
    view! {
        <details class="side-part why" open=open on:toggle=toggled>
            <summary><h2>{t!("why-title")}</h2></summary>
            <form class="stack" method="get" action=here.clone() on:submit=submit>
                <SelectField name="why-portal" label=t!("why-portal") options=portal_options selected=portal.get_untracked() on_change=portal_chosen/>
                {choose}
                <Picker finder=Finder::Contacts name="why-find" label=t!("why-other") bare=true here=here.clone() on_pick=Callback::new(pick)/>
                <button type="submit" class="button" hidden=move || hydrated.get()>{t!("why-ask")}</button>
            </form>
            <div aria-live="polite">{move || answer(explain.value().get().flatten(), first.clone())}</div>
        </details>
    }
    .into_any()
}

fn answer(asked: Option<Loaded<Reason>>, first: Option<Reason>) -> AnyView {
    match (asked.map(Result::flatten), first) {
        (Some(Ok(reason)), _) | (None, Some(reason)) => view! { <Told reason/> }.into_any(),
        (Some(Err(fault)), _) => view! { <Banner kind=BannerKind::Danger>{fault_message(&fault)}</Banner> }.into_any(),
        (None, None) => ().into_any(),
    }
}

/// The rule, in words: the verdict, then each thing it looked at.
#[component]
fn Told(reason: Reason) -> impl IntoView {
    let Reason { contact, portal, explanation } = reason;
    let (who, at) = (&contact.name, &portal.name);
    let verdict = match (explanation.visible, explanation.may_enter) {
        (true, true) => t!("why-sees", "who" => who, "portal" => at),
        (true, false) => t!("why-would-see", "who" => who, "portal" => at),
        (false, _) => t!("why-sees-not", "who" => who, "portal" => at),
    };
    let enters = if explanation.may_enter { t!("why-may-enter") } else { t!("why-may-not-enter") };
    let own = if explanation.own { t!("why-own") } else { t!("why-not-own") };
    let company = match &explanation.primary_company {
        Some((company, true)) => t!("why-company", "company" => &company.name),
        Some((company, false)) => t!("why-not-company", "company" => &company.name),
        None => t!("why-no-company"),
    };
    let permission = if explanation.company_permission { t!("why-permission-company") } else { t!("why-permission-own") };
    let related = explanation.primary_company.as_ref().is_some_and(|(_, related)| *related);
    view! {
        <p class="why-verdict"><strong dir="auto">{verdict}</strong></p>
        <ul class="why-reasons">
            <Line holds=explanation.may_enter text=enters/>
            <Line holds=explanation.own text=own/>
            <Line holds=related text=company/>
            <Line holds=explanation.company_permission text=permission/>
        </ul>
        <a href=paths::desk_contact(contact.id)>{t!("why-record")}</a>
    }
}

#[component]
fn Line(holds: bool, text: String) -> impl IntoView {
    let (class, icon) = if holds { ("why-reason why-holds", "check") } else { ("why-reason", "close") };
    view! { <li class=class><Icon name=icon/> <span dir="auto">{text}</span></li> }
}
