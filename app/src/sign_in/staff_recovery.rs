//! A staff member who forgot their password: asking for a link, and setting a new one by it. Opening a link only reads it.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::people::LinkShown;
use model::text::EmailAddress;
use model::{Answer, Fault, Problem, paths};

use super::recovery::NewPasswordFields;
use crate::layout::{PlainHead, PlainPage};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::{instant_error, kept, leave_on_success};
use crate::ui::{Button, ButtonKind, FaultBanner, TextField, loaded, use_fault};

const ASKED: &str = "asked";

/// Answers the address to go to: it says the same whoever was asked for.
#[server(prefix = "/api", endpoint = "staff/recovery/ask")]
async fn staff_recovery_asked(email: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        crate::seam::keep_typed(&[("email", &email)]);
        super::check_typed(&[("email", &email)])?;
        crate::seam::staff_door().await?.ask_staff_reset(&email).await?;
        Ok(crate::seam::leave_for(&format!("{}?{ASKED}=1", paths::STAFF_RECOVERY)))
    })
    .await
}

/// Whether letters go out, without which there is no link.
#[server(prefix = "/api", endpoint = "staff/recovery/offered")]
async fn staff_recovery_offered() -> Result<Answer<bool>, Fault> {
    crate::seam::answer(async move { Ok(crate::seam::staff_door().await?.may_reset_staff_password()) }).await
}

#[server(prefix = "/api", endpoint = "staff/recovery/link")]
async fn staff_recovery_read(token: String) -> Result<Answer<LinkShown>, Fault> {
    crate::seam::answer(async move { crate::seam::staff_door().await?.staff_reset_link(&token).await }).await
}

/// Answers the address to go to: the door, where the new password is used for the first time.
#[server(prefix = "/api", endpoint = "staff/recovery/password")]
async fn staff_password_reset(token: String, password: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        crate::seam::staff_door().await?.reset_staff_password(&token, &password).await?;
        crate::seam::keep_staff(None)?;
        Ok(crate::seam::leave_for(&format!("{}?{}=1", paths::STAFF_SIGN_IN, super::recovery::RESET)))
    })
    .await
}

#[component]
pub fn StaffRecoveryPage(token: Option<String>) -> impl IntoView {
    let page = match token {
        None => {
            let offered = fetch(|| (), |()| staff_recovery_offered());
            loaded(offered, |offered| view! { <Asking offered/> }.into_any())
        }
        Some(token) => {
            let asked = token.clone();
            let link = fetch(move || asked.clone(), staff_recovery_read);
            loaded(link, move |shown| view! { <NewPassword token=token.clone() shown/> }.into_any())
        }
    };
    view! {
        <PlainPage>
            {page}
            <p class="plain-foot hint"><a href=paths::STAFF_SIGN_IN>{t!("recovery-back")}</a></p>
        </PlainPage>
    }
}

#[component]
fn Asking(offered: bool) -> impl IntoView {
    let action = ServerAction::<StaffRecoveryAsked>::new();
    let fault = use_fault(action);
    leave_on_success(action);
    let asked = use_query_map().with_untracked(|query| query.get(ASKED).is_some());
    let (typed, left) = (RwSignal::new(kept("email").unwrap_or_default()), RwSignal::new(false));
    if asked {
        return view! { <PlainHead title=t!("recovery-asked-title") hint=t!("staff-recovery-asked")/> }.into_any();
    }
    if !offered {
        return view! { <PlainHead title=t!("recovery-password-title") hint=t!("staff-recovery-no-mail")/> }.into_any();
    }
    let check: fn(&str) -> Result<(), Problem> = |text| EmailAddress::parse(text).map(|_| ());
    view! {
        <PlainHead title=t!("recovery-password-title") hint=t!("recovery-password-hint")/>
        <ActionForm action attr:class="form" attr:novalidate="">
            <FaultBanner fault fields=&["email"]/>
            <TextField
                name="email"
                label=t!("email-address")
                kind="email"
                autocomplete="username"
                autofocus=true
                bind=typed
                on_leave=move |text: String| left.update(|left| *left |= !text.is_empty())
                error=instant_error(fault, "email", typed, left, check)
            />
            <Button kind=ButtonKind::Primary busy=action.pending()>{t!("recovery-password-ask")}</Button>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn NewPassword(token: String, shown: LinkShown) -> impl IntoView {
    let action = ServerAction::<StaffPasswordReset>::new();
    let fault = use_fault(action);
    leave_on_success(action);
    view! {
        <PlainHead title=t!("recovery-password-title") hint=t!("recovery-new-hint")/>
        <ActionForm action attr:class="form" attr:novalidate="">
            <FaultBanner fault fields=&["password"]/>
            <input type="hidden" name="token" value=token/>
            <NewPasswordFields email=shown.email fault/>
            <Button kind=ButtonKind::Primary busy=action.pending()>{t!("recovery-set")}</Button>
        </ActionForm>
    }
}
