//! A new contact.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::contacts::ContactFields;
use model::properties::{PropertyValue, RecordKind};
use model::{Answer, Fault, paths};

use super::fields::{Fields, NAMES};
use crate::properties::Typed;
use crate::properties::fields::property_fields;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::{Button, ButtonKind, FaultBanner, loaded, use_fault};

#[server(prefix = "/api", endpoint = "contacts/new")]
async fn contact_created(
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
        let contact = crate::seam::staff().await?.create_contact(&fields).await?;
        crate::seam::redirect(&paths::desk_contact(contact));
        Ok(())
    })
    .await
}

#[component]
pub fn NewContactPage() -> impl IntoView {
    let fields = fetch(|| (), |()| property_fields(RecordKind::Contacts));
    view! {
        <leptos_meta::Title text=t!("contact-new")/>
        <div class="record-form">
            <h1>{t!("contact-new")}</h1>
            <p class="hint">{t!("contact-new-hint")}</p>
            {loaded(fields, |properties| view! { <NewContact properties/> }.into_any())}
        </div>
    }
}

#[component]
fn NewContact(properties: Vec<PropertyValue>) -> impl IntoView {
    let action = ServerAction::<ContactCreated>::new();
    let fault = use_fault(action);
    view! {
        <ActionForm action attr:class="form" attr:novalidate="">
            <FaultBanner fault fields=NAMES/>
            <Fields fields=ContactFields::default() properties fault/>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary busy=action.pending()>{t!("contact-create")}</Button>
                <a class="button button-quiet" href=paths::DESK_CONTACTS>{t!("desk-cancel")}</a>
            </div>
        </ActionForm>
    }
}
