//! A new contact.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use model::contacts::ContactFields;
use model::{Answer, Fault, paths};

use super::fields::{Fields, NAMES};
use crate::t;
use crate::ui::{Button, ButtonKind, FaultBanner, use_fault};

#[server(prefix = "/api", endpoint = "contacts/new")]
async fn contact_created(
    email: String,
    first_name: String,
    last_name: String,
    phone: String,
    language: String,
) -> Result<Answer<()>, Fault> {
    crate::seam::keep_typed(&[("email", &email), ("first_name", &first_name), ("last_name", &last_name), ("phone", &phone)]);
    crate::seam::answer(async move {
        let fields = crate::contacts::fields::typed(email, first_name, last_name, phone, &language)?;
        let contact = crate::seam::staff().await?.create_contact(&fields).await?;
        crate::seam::redirect(&paths::desk_contact(contact));
        Ok(())
    })
    .await
}

pub struct NewContactPage;

#[lazy_route]
impl LazyRoute for NewContactPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let action = ServerAction::<ContactCreated>::new();
        let fault = use_fault(action);
        view! {
            <leptos_meta::Title text=t!("contact-new")/>
            <div class="record-form">
                <h1>{t!("contact-new")}</h1>
                <p class="hint">{t!("contact-new-hint")}</p>
                <ActionForm action attr:class="form" attr:novalidate="">
                    <FaultBanner fault fields=NAMES/>
                    <Fields fields=ContactFields::default() fault/>
                    <div class="form-actions">
                        <Button kind=ButtonKind::Primary busy=action.pending()>{t!("contact-create")}</Button>
                        <a class="button button-quiet" href=paths::DESK_CONTACTS>{t!("desk-cancel")}</a>
                    </div>
                </ActionForm>
            </div>
        }
        .into_any()
    }
}
