//! A passkey at the staff's door: in place of password and code, or after the password. Needs script.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Answer, Fault};

use crate::desk::passkey::{self, Ask};
use crate::t;
use crate::ui::form::{leave, use_hydrated};
use crate::ui::{Banner, BannerKind, Button, FaultBanner, Icon};

/// Answers what the browser is to be asked.
#[server(prefix = "/api", endpoint = "staff/passkey/begin")]
async fn passkey_asked(second_step: bool) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        let asked = crate::seam::staff_door().await?.begin_passkey_sign_in(second_step).await?;
        if let Some(ticket) = &asked.ticket {
            crate::seam::keep_step(Some(ticket))?;
        }
        Ok(asked.options)
    })
    .await
}

/// Answers the address to go to.
#[server(prefix = "/api", endpoint = "staff/passkey/finish")]
async fn passkey_answered(second_step: bool, answer: String, return_to: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        let admission = crate::seam::staff_door().await?.finish_passkey_sign_in(second_step, &answer).await?;
        crate::seam::keep_staff(Some(&admission))?;
        crate::seam::keep_step(None)?;
        Ok(crate::seam::leave_for(crate::visit::safe_return(&return_to, model::paths::DESK)))
    })
    .await
}

#[component]
pub fn PasskeyButton(second_step: bool, return_to: String) -> impl IntoView {
    let (fault, busy, given_up, hydrated) =
        (RwSignal::new(None::<Fault>), RwSignal::new(false), RwSignal::new(false), use_hydrated());
    let return_to = StoredValue::new(return_to);
    let go = move |_| {
        fault.set(None);
        given_up.set(false);
        busy.set(true);
        spawn_local(async move {
            match enter(second_step, return_to.get_value()).await {
                Ok(Some(address)) => leave(&address),
                Ok(None) => given_up.set(true),
                Err(refused) => fault.set(Some(refused)),
            }
            busy.set(false);
        });
    };
    let button = move || {
        view! {
            <div class="stack passkey">
                <FaultBanner fault=fault.into() fields=&[]/>
                {move || given_up.get().then(|| view! { <Banner kind=BannerKind::Warning>{t!("passkeys-given-up")}</Banner> })}
                <Button busy on_click=go><Icon name="lock"/> {t!("passkeys-use")}</Button>
            </div>
        }
    };
    move || (hydrated.get() && passkey::are_possible()).then(button)
}

/// `None`: the reader said no, or the browser has none.
async fn enter(second_step: bool, return_to: String) -> Result<Option<String>, Fault> {
    let options = passkey_asked(second_step).await.flatten()?;
    match passkey::ask(Ask::Get, &options).await {
        Ok(answer) => passkey_answered(second_step, answer, return_to).await.flatten().map(Some),
        Err(_) => Ok(None),
    }
}
