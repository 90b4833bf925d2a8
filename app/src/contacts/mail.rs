//! What a contact was written, and which letters they want.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::mail::{ContactMail, LetterRow, Notification};
use model::{Answer, ContactId, Fault};

use crate::letter_words::{kind_label, state_badge, state_detail};
use crate::locale::clock::{Clock, exact};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::on_success;
use crate::ui::notifications::NotificationSwitches;
use crate::ui::{Badge, Button, FaultBanner, loaded, toast, use_fault};

#[server(prefix = "/api", endpoint = "contacts/mail")]
async fn contact_mail_read(contact: ContactId) -> Result<Answer<ContactMail>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.contact_mail(contact).await }).await
}

#[server(prefix = "/api", endpoint = "contacts/notifications")]
async fn contact_notifications_saved(
    contact: ContactId,
    #[server(default)] answers: bool,
    #[server(default)] status: bool,
    #[server(default)] closed: bool,
    #[server(default)] received: bool,
    #[server(default)] colleagues: bool,
) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        let off = crate::ui::notifications::off_of([
            (Notification::Answers, answers),
            (Notification::Status, status),
            (Notification::Closed, closed),
            (Notification::Received, received),
            (Notification::Colleagues, colleagues),
        ]);
        crate::seam::staff().await?.set_contact_notifications_off(contact, &off).await
    })
    .await
}

#[component]
pub fn Mail(
    contact: ContactId,
    /// Whatever changes when there may be a new letter.
    #[prop(into)]
    again: Signal<usize>,
) -> impl IntoView {
    let mail = fetch(move || (contact, again.get()), |(contact, _)| contact_mail_read(contact));
    view! {
        <section class="record-part record-letters">
            <h2>{t!("contact-mail")}</h2>
            {loaded(mail, move |mail| view! { <Letters contact mail/> }.into_any())}
        </section>
    }
}

#[component]
fn Letters(contact: ContactId, mail: ContactMail) -> impl IntoView {
    let rows = mail.letters.into_iter().map(|row| view! { <Letter row/> }).collect_view();
    let none = rows.is_empty();
    view! {
        {none.then(|| view! { <p class="hint">{t!("contact-no-mail")}</p> })}
        <ol class="letters" aria-label=t!("contact-mail")>{rows}</ol>
        <details class="fold">
            <summary>{t!("contact-notifications")}</summary>
            <Choice contact off=mail.off/>
        </details>
    }
}

#[component]
fn Letter(row: LetterRow) -> impl IntoView {
    let clock = Clock::of_page();
    let (tone, label) = state_badge(&row.state);
    let (written, state) = (row.created_at, StoredValue::new(row.state));
    view! {
        <li class="letter">
            <div class="letter-what">
                <strong>{kind_label(row.kind)}</strong>
                <span class="hint">{move || exact(written, &clock.read())}</span>
            </div>
            <div class="letter-state">
                <Badge tone label/>
                <span class="hint">{move || state.with_value(|state| state_detail(state, &|at| exact(at, &clock.read())))}</span>
            </div>
        </li>
    }
}

#[component]
fn Choice(contact: ContactId, off: Vec<Notification>) -> impl IntoView {
    let action = ServerAction::<ContactNotificationsSaved>::new();
    let fault = use_fault(action);
    on_success(action, move |()| toast(t!("record-saved")));
    view! {
        <ActionForm action attr:class="form">
            <FaultBanner fault fields=&[]/>
            <input type="hidden" name="contact" value=contact.to_string()/>
            <p class="hint">{t!("contact-notifications-hint")}</p>
            <NotificationSwitches off/>
            <Button busy=action.pending()>{t!("desk-save")}</Button>
        </ActionForm>
    }
}
