//! Filing a ticket for a customer: what came in by telephone, or over the counter.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use model::properties::PropertyValue;
use model::tickets::SUBJECT_MAX;
use model::{Answer, Fault, paths};
use serde::{Deserialize, Serialize};

use super::picker::{Finder, Match, Picker};
use super::ticket::calls::staff_previewed;
use super::ticket::priority_options;
use crate::properties::Typed;
use crate::properties::fields::PropertyFields;
use crate::t;
use crate::ui::editor::Preview;
use crate::ui::fetch::fetch;
use crate::ui::form::new_key;
use crate::ui::{
    Avatar, Button, ButtonKind, FaultBanner, Icon, MarkdownEditor, RadioCard, SelectField, TextField, field_error, loaded,
    use_fault,
};

/// What the page starts with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTicketDesk {
    pub contact: Option<Match>,
    /// Found without script.
    pub found: Vec<Match>,
    pub words: String,
    pub subject: String,
    pub description: String,
    pub properties: Vec<PropertyValue>,
}

/// Without script, looking for a contact goes through the address, and takes along what was typed.
#[server(prefix = "/api", endpoint = "desk/new/form")]
async fn start_ticket(query: String) -> Result<Answer<NewTicketDesk>, Fault> {
    crate::seam::answer(async move {
        let desk = crate::seam::staff().await?;
        let value = |name: &str| crate::desk::address::value_of(&query, name);
        let contact = match value("contact").parse::<model::ContactId>() {
            Ok(contact) => desk.contact(contact).await.ok().map(|shown| crate::contacts::as_match(contact, &shown.fields)),
            Err(_) => None,
        };
        let words = value("find-contact");
        let found = crate::desk::picker::find_contacts(&*desk, &words).await?;
        let properties = desk.properties(model::properties::RecordKind::Tickets).await?.into_iter();
        let typed = |property: model::properties::Property| PropertyValue {
            value: value(&model::properties::field_of(&property.name)),
            property,
        };
        let properties = properties.map(typed).collect();
        Ok(NewTicketDesk { contact, found, words, subject: value("subject"), description: value("description"), properties })
    })
    .await
}

#[server(prefix = "/api", endpoint = "desk/new")]
async fn ticket_filed(
    subject: String,
    description: String,
    #[server(default)] contact: String,
    priority: String,
    key: String,
    #[server(default)] values: Typed,
) -> Result<Answer<()>, Fault> {
    let values = values.values();
    // An address holds the start of a long text only.
    let start: String = description.chars().take(2_000).collect();
    crate::seam::keep_typed(&[("subject", &subject), ("description", &start), ("contact", &contact)]);
    crate::seam::keep_values(&values);
    crate::seam::answer(async move {
        let contact = crate::desk::address::optional("contact", &contact)?;
        let priority = model::tickets::Priority::parse(&priority);
        let ticket = model::helpdesk::StaffNewTicket { subject, description, contact, priority, values, key };
        let filed = crate::seam::staff().await?.file(&ticket).await?;
        crate::seam::redirect(&paths::desk_ticket(filed));
        Ok(())
    })
    .await
}

pub struct NewStaffTicketPage;

#[lazy_route]
impl LazyRoute for NewStaffTicketPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_location().search.get_untracked();
        let desk = fetch(|| (), move |()| start_ticket(query.clone()));
        view! {
            <leptos_meta::Title text=t!("queue-new-ticket")/>
            <div class="record-form">
                <h1>{t!("queue-new-ticket")}</h1>
                {loaded(desk, |desk| view! { <NewTicketForm desk/> }.into_any())}
            </div>
        }
        .into_any()
    }
}

#[component]
fn NewTicketForm(desk: NewTicketDesk) -> impl IntoView {
    let action = ServerAction::<TicketFiled>::new();
    let fault = use_fault(action);
    let (subject, description) = (RwSignal::new(desk.subject), RwSignal::new(desk.description));
    let preview: Preview = Action::new(|text: &String| {
        let asked = staff_previewed(text.clone());
        async move { asked.await.flatten() }
    });
    view! {
        <ActionForm action attr:class="form" attr:novalidate="">
            <FaultBanner fault fields=&["subject", "description", "contact", crate::properties::fields::NAMES]/>
            <input type="hidden" name="key" value=new_key()/>
            <ForContact contact=desk.contact found=desk.found words=desk.words fault/>
            <TextField name="subject" label=t!("desk-new-subject") bind=subject max=SUBJECT_MAX error=field_error(fault, "subject")/>
            <MarkdownEditor
                name="description"
                label=t!("desk-new-description")
                hint=t!("desk-new-description-hint")
                bind=description
                rows=8
                preview
                error=field_error(fault, "description")
            />
            <SelectField name="priority" label=t!("desk-ticket-priority") options=priority_options()/>
            <PropertyFields values=desk.properties fault/>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary busy=action.pending()>{t!("desk-new-file")}</Button>
                <a class="button button-quiet" href=paths::DESK>{t!("desk-cancel")}</a>
            </div>
        </ActionForm>
    }
}

/// Whose ticket it will be: chosen, or to be looked for.
#[component]
fn ForContact(contact: Option<Match>, found: Vec<Match>, words: String, fault: Signal<Option<Fault>>) -> impl IntoView {
    let chosen = RwSignal::new(contact);
    let error = field_error(fault, "contact");
    let here = paths::DESK_NEW_TICKET;
    let pick = Callback::new(move |found| chosen.set(Some(found)));
    let choice = |(at, found): (usize, Match)| {
        let label = format!("{} · {}", found.name, found.detail);
        view! { <RadioCard name="contact" value=found.id label checked=at == 0/> }
    };
    let choices = move || found.clone().into_iter().enumerate().map(choice).collect_view();
    view! {
        <fieldset class="new-contact">
            <legend class="field-label">{t!("desk-new-contact")}</legend>
            {move || match chosen.get() {
                Some(found) => view! { <Chosen found chosen/> }.into_any(),
                None => view! {
                    <Picker
                        finder=Finder::Contacts
                        name="find-contact"
                        label=t!("desk-new-contact-find")
                        hint=t!("desk-new-contact-hint")
                        words=words.clone()
                        bare=true
                        here
                        on_pick=pick
                    />
                }
                .into_any(),
            }}
            {move || chosen.with(Option::is_none).then(&choices)}
            {move || error.get().map(|error| view! { <p class="field-error"><Icon name="alert"/> {error}</p> })}
        </fieldset>
    }
}

#[component]
fn Chosen(found: Match, chosen: RwSignal<Option<Match>>) -> impl IntoView {
    let hydrated = crate::ui::form::use_hydrated();
    view! {
        <p class="chosen">
            <Avatar name=found.name.clone()/>
            <span class="party-name"><span dir="auto">{found.name}</span> <span class="hint" dir="auto">{found.detail}</span></span>
            <input type="hidden" name="contact" value=found.id/>
            {move || hydrated.get().then(|| view! { <Button kind=ButtonKind::Quiet on_click=move |_| chosen.set(None)>{t!("desk-new-contact-change")}</Button> })}
        </p>
    }
}
