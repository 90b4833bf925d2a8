//! A contact: who they are, whose, what they asked, and where they may look.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_location;
use model::access::InvitationMade;
use model::contacts::{ContactCompany, ContactShown};
use model::helpdesk::QueueRow;
use model::{Answer, CompanyId, ContactId, Fault, PortalId, paths};
use serde::{Deserialize, Serialize};

use super::display_name;
use super::fields::{Fields, NAMES};
use super::mail::Mail;
use super::portals::Portals;
use crate::desk::address::{address, value_of};
use crate::desk::keep::Kept;
use crate::desk::picker::{Finder, Found, Match, Picker};
use crate::desk::related::RelatedRecords;
use crate::desk::rows::TicketRows;
use crate::properties::Typed;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::on_success;
use crate::ui::{Avatar, Badge, Button, ButtonKind, FaultBanner, Icon, LinkButton, PageTitle, Tone, loaded, toast, use_fault};

/// What the page came with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContactDesk {
    pub contact: ContactShown,
    /// Found without script.
    pub companies: Vec<Match>,
    /// Made without script, with the portal it is for.
    pub invited: Option<(PortalId, InvitationMade)>,
}

#[server(prefix = "/api", endpoint = "contacts/show")]
async fn show_contact(contact: String, find: String) -> Result<Answer<ContactDesk>, Fault> {
    crate::seam::answer(async move {
        let desk = crate::seam::staff().await?;
        let contact = desk.contact(contact.parse().map_err(|_| Fault::NotFound)?).await?;
        let companies = crate::desk::picker::find_companies(&*desk, &find).await?;
        let invited = crate::seam::shown_once().and_then(|shown| serde_json::from_str(&shown).ok());
        Ok(ContactDesk { contact, companies, invited })
    })
    .await
}

#[server(prefix = "/api", endpoint = "contacts/again")]
async fn contact_again(contact: ContactId) -> Result<Answer<ContactShown>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.contact(contact).await }).await
}

#[server(prefix = "/api", endpoint = "contacts/save")]
async fn contact_saved(
    contact: ContactId,
    email: String,
    first_name: String,
    last_name: String,
    phone: String,
    language: String,
    #[server(default)] values: Typed,
) -> Result<Answer<()>, Fault> {
    let values = values.values();
    crate::seam::keep_typed(&[("email", &email), ("first_name", &first_name), ("last_name", &last_name), ("phone", &phone)]);
    crate::seam::keep_values(&values);
    crate::seam::answer(async move {
        let fields = crate::contacts::fields::typed(email, first_name, last_name, phone, &language, values)?;
        crate::seam::staff().await?.update_contact(contact, &fields).await
    })
    .await
}

#[server(prefix = "/api", endpoint = "contacts/disable")]
async fn contact_disabled(contact: ContactId, disabled: bool) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.set_contact_disabled(contact, disabled).await }).await
}

/// Also moves the primary mark to a company that the contact belongs to already.
#[server(prefix = "/api", endpoint = "contacts/join")]
async fn contact_joined(contact: ContactId, company: CompanyId, #[server(default)] primary: bool) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.join_company(contact, company, primary).await }).await
}

#[server(prefix = "/api", endpoint = "contacts/leave")]
async fn contact_left(contact: ContactId, company: CompanyId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.leave_company(contact, company).await }).await
}

/// `contact`: as the address names it.
#[component]
pub fn ContactPage(contact: String) -> impl IntoView {
    let query = use_location().search;
    let desk = fetch(
        move || contact.clone(),
        move |contact| show_contact(contact, query.with_untracked(|query| value_of(query, "find-company"))),
    );
    loaded(desk, |desk| view! { <Contact desk/> }.into_any())
}

#[component]
fn Contact(desk: ContactDesk) -> impl IntoView {
    let id = desk.contact.id;
    let contact = Kept::new(desk.contact, move || contact_again(id));
    // Whose they are goes without saying here.
    let own = |row: &QueueRow| QueueRow { requester: None, company: None, ..row.clone() };
    let tickets = contact.part(move |contact| contact.tickets.iter().map(own).collect::<Vec<_>>());
    // Each time that the contact is asked for again there may be a letter more.
    let again = Memo::new(move |before: Option<&usize>| contact.data.with(|_| before.map_or(0, |before| before + 1)));
    view! {
        <div class="record">
            <Head contact/>
            <div class="record-main">
                <section class="record-part">
                    <h2>{t!("record-tickets")}</h2>
                    {move || match tickets.get() {
                        rows if rows.is_empty() => view! { <p class="hint">{t!("contact-no-tickets")}</p> }.into_any(),
                        rows => view! { <TicketRows rows label=t!("record-tickets")/> }.into_any(),
                    }}
                </section>
                <Portals contact invited=desk.invited/>
                <Mail contact=id again/>
            </div>
            <aside class="record-side" aria-label=t!("record-about")>
                <Details contact/>
                <Companies contact found=desk.companies/>
                <RelatedRecords
                    title=t!("related-contacts")
                    records=contact.part(|contact| contact.related.clone())
                    href=|id| paths::desk_contact(ContactId(id))
                />
                <Disable contact/>
            </aside>
        </div>
    }
}

#[component]
fn Head(contact: Kept<ContactShown>) -> impl IntoView {
    let name = contact.part(|contact| display_name(&contact.fields));
    let disabled = contact.part(|contact| contact.disabled);
    let id = contact.data.with_untracked(|contact| contact.id);
    view! {
        <PageTitle text=name/>
        <header class="record-head">
            <p class="ticket-way"><a href=paths::DESK_CONTACTS><Icon name="arrow-left"/> {t!("nav-contacts")}</a></p>
            <div class="record-name">
                {move || view! { <Avatar name=name.get()/> }}
                <h1 dir="auto">{move || name.get()}</h1>
                {move || disabled.get().then(|| view! { <Badge tone=Tone::Danger label=t!("contact-is-disabled")/> })}
                <span class="push"></span>
                <LinkButton href=address(paths::DESK_NEW_TICKET, &[("contact", &id.to_string())])>
                    <Icon name="plus"/> {t!("queue-new-ticket")}
                </LinkButton>
            </div>
        </header>
    }
}

#[component]
fn Details(contact: Kept<ContactShown>) -> impl IntoView {
    let action = ServerAction::<ContactSaved>::new();
    let fault = use_fault(action);
    on_success(action, move |()| {
        toast(t!("record-saved"));
        contact.again();
    });
    let (id, fields, properties) =
        contact.data.with_untracked(|contact| (contact.id, contact.fields.clone(), contact.properties.clone()));
    view! {
        <section class="side-part">
            <h2>{t!("record-about")}</h2>
            <ActionForm action attr:class="form" attr:novalidate="">
                <FaultBanner fault fields=NAMES/>
                <input type="hidden" name="contact" value=id.to_string()/>
                <Fields fields properties fault/>
                <Button busy=action.pending()>{t!("desk-save")}</Button>
            </ActionForm>
        </section>
    }
}

#[component]
fn Companies(contact: Kept<ContactShown>, found: Vec<Match>) -> impl IntoView {
    let id = contact.data.with_untracked(|contact| contact.id);
    let (join, leave) = (ServerAction::<ContactJoined>::new(), ServerAction::<ContactLeft>::new());
    on_success(join, move |()| contact.again());
    on_success(leave, move |()| contact.again());
    let (joined, left) = (use_fault(join), use_fault(leave));
    let companies = move || contact.data.with(|contact| contact.companies.clone());
    let none = move || contact.data.with(|contact| contact.companies.is_empty());
    let pick = move |found: Match| {
        if let Ok(company) = found.id.parse() {
            // The first one is the one that counts.
            join.dispatch(ContactJoined { contact: id, company, primary: untrack(none) });
        }
    };
    let hidden = vec![("contact", id.to_string()), ("primary", untrack(none).to_string())];
    view! {
        <section class="side-part">
            <h2>{t!("record-companies")}</h2>
            <p class="hint">{t!("contact-primary-hint")}</p>
            <ul class="parties">
                <For each=companies key=|line| (line.company.id, line.primary) let(line)>
                    <CompanyLine id line join leave/>
                </For>
            </ul>
            <FaultBanner fault=left fields=&[]/>
            <form class="side-find" method="get" on:submit=|event| event.prevent_default()>
                <Picker finder=Finder::Companies name="find-company" label=t!("contact-join") bare=true here=paths::desk_contact(id) on_pick=Callback::new(pick)/>
            </form>
            <Found found action=ContactJoined::url() field="company" hidden/>
            <FaultBanner fault=joined fields=&[]/>
        </section>
    }
}

#[component]
fn CompanyLine(
    id: ContactId,
    line: ContactCompany,
    join: ServerAction<ContactJoined>,
    leave: ServerAction<ContactLeft>,
) -> impl IntoView {
    let company = line.company;
    let hidden = move || view! { <input type="hidden" name="contact" value=id.to_string()/> <input type="hidden" name="company" value=company.id.to_string()/> };
    view! {
        <li class="party">
            <span class="party-name">
                <a href=paths::desk_company(company.id) dir="auto">{company.name.clone()}</a>
                {line.primary.then(|| view! { <span class="tag">{t!("desk-primary")}</span> })}
            </span>
            {(!line.primary).then(|| view! {
                <ActionForm action=join>
                    {hidden()}
                    <input type="hidden" name="primary" value="true"/>
                    <Button kind=ButtonKind::Quiet>{t!("contact-make-primary")}</Button>
                </ActionForm>
            })}
            <ActionForm action=leave>
                {hidden()}
                <Button kind=ButtonKind::Quiet label=t!("desk-remove", "name" => &company.name)><Icon name="close"/></Button>
            </ActionForm>
        </li>
    }
}

/// Asked twice: the button stands behind a fold that says what it does.
#[component]
fn Disable(contact: Kept<ContactShown>) -> impl IntoView {
    let action = ServerAction::<ContactDisabled>::new();
    let fault = use_fault(action);
    on_success(action, move |()| contact.again());
    let id = contact.data.with_untracked(|contact| contact.id);
    let disabled = contact.part(|contact| contact.disabled);
    let form = move |disable: bool| {
        let (kind, label) =
            if disable { (ButtonKind::Danger, t!("contact-disable")) } else { (ButtonKind::Secondary, t!("contact-enable")) };
        view! {
            <ActionForm action attr:class="form">
                <FaultBanner fault fields=&[]/>
                <input type="hidden" name="contact" value=id.to_string()/>
                <input type="hidden" name="disabled" value=disable.to_string()/>
                <Button kind busy=action.pending()>{label}</Button>
            </ActionForm>
        }
    };
    view! {
        <section class="side-part">
            {move || if disabled.get() {
                view! { <div class="stack"><p class="hint">{t!("contact-disabled-hint")}</p> {form(false)}</div> }.into_any()
            } else {
                view! {
                    <details class="fold">
                        <summary>{t!("contact-disable-ask")}</summary>
                        <div class="stack"><p class="hint">{t!("contact-disable-hint")}</p> {form(true)}</div>
                    </details>
                }
                .into_any()
            }}
        </section>
    }
}
