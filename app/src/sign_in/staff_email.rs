//! A staff member confirms a new e-mail address. Opening the page only reads the link.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::people::LinkShown;
use model::{Answer, Fault, paths};

use crate::layout::{PlainHead, PlainPage};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::leave_on_success;
use crate::ui::{Button, ButtonKind, FaultBanner, loaded, use_fault};

#[server(prefix = "/api", endpoint = "staff/email/link")]
async fn staff_email_read(token: String) -> Result<Answer<LinkShown>, Fault> {
    crate::seam::answer(async move { crate::seam::staff_door().await?.staff_email_link(&token).await }).await
}

/// Answers the address to go to: the door, where the new address is used for the first time.
#[server(prefix = "/api", endpoint = "staff/email/confirm")]
async fn staff_email_confirmed(token: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        crate::seam::staff_door().await?.confirm_staff_email(&token).await?;
        crate::seam::keep_staff(None)?;
        Ok(crate::seam::leave_for(paths::STAFF_SIGN_IN))
    })
    .await
}

#[component]
pub fn StaffEmailPage(token: String) -> impl IntoView {
    let asked = token.clone();
    let link = fetch(move || asked.clone(), staff_email_read);
    let action = ServerAction::<StaffEmailConfirmed>::new();
    leave_on_success(action);
    view! {
        <PlainPage>
            {loaded(link, move |shown| view! { <Confirming token=token.clone() shown action/> }.into_any())}
            <p class="plain-foot hint"><a href=paths::STAFF_SIGN_IN>{t!("sign-in")}</a></p>
        </PlainPage>
    }
}

#[component]
fn Confirming(token: String, shown: LinkShown, action: ServerAction<StaffEmailConfirmed>) -> impl IntoView {
    let fault = use_fault(action);
    view! {
        <PlainHead title=t!("new-email-title") hint=t!("new-email-hint", "email" => &shown.email)/>
        <ActionForm action attr:class="form">
            <FaultBanner fault fields=&[]/>
            <input type="hidden" name="token" value=token/>
            <Button kind=ButtonKind::Primary busy=action.pending()>{t!("new-email-confirm")}</Button>
        </ActionForm>
    }
}
