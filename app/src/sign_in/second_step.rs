//! The second step of a staff member's sign-in: a code of the app, or a recovery code in its place.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::second_factor::StepShown;
use model::{Answer, Fault, paths};

use super::passkey::PasskeyButton;
use crate::desk::proof::code_error;
use crate::layout::{PlainHead, PlainPage};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::leave_on_success;
use crate::ui::load::SignInAt;
use crate::ui::{Button, ButtonKind, FaultBanner, TextField, loaded, use_fault};

#[server(prefix = "/api", endpoint = "staff/second-step")]
async fn second_step_read() -> Result<Answer<StepShown>, Fault> {
    crate::seam::answer(async { crate::seam::staff_door().await?.second_step().await }).await
}

/// Answers the address to go to.
#[server(prefix = "/api", endpoint = "staff/second-step/pass")]
async fn second_step_passed(code: String, return_to: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        super::check_typed(&[("code", &code)])?;
        let admission = crate::seam::staff_door().await?.pass_second_step(&code).await?;
        crate::seam::keep_staff(Some(&admission))?;
        crate::seam::keep_step(None)?;
        Ok(crate::seam::leave_for(crate::visit::safe_return(&return_to, paths::DESK)))
    })
    .await
}

#[component]
pub fn SecondStepPage() -> impl IntoView {
    // Without a password before it there is no second step.
    provide_context(SignInAt(paths::STAFF_SIGN_IN.to_owned()));
    let step = fetch(|| (), |()| second_step_read());
    view! {
        <PlainPage>
            {loaded(step, |step| view! { <Step step/> }.into_any())}
            <p class="plain-foot hint"><a href=paths::STAFF_SIGN_IN rel="external">{t!("step-back")}</a></p>
        </PlainPage>
    }
}

#[component]
fn Step(step: StepShown) -> impl IntoView {
    let action = ServerAction::<SecondStepPassed>::new();
    let fault = use_fault(action);
    leave_on_success(action);
    let return_to = use_query_map().with_untracked(|query| query.get("return_to")).unwrap_or_default();
    let return_to_by_passkey = return_to.clone();
    view! {
        <PlainHead title=t!("step-title") hint=t!("step-hint", "email" => &step.email)/>
        <ActionForm action attr:class="form" attr:novalidate="">
            <FaultBanner fault fields=&["code"]/>
            <input type="hidden" name="return_to" value=return_to/>
            <TextField
                name="code"
                label=t!("step-code")
                hint=t!("step-code-hint")
                autocomplete="one-time-code"
                autofocus=true
                max=40
                error=code_error(fault)
            />
            <Button kind=ButtonKind::Primary busy=action.pending()>{t!("sign-in")}</Button>
        </ActionForm>
        {(step.factors.passkeys > 0).then(|| view! { <PasskeyButton second_step=true return_to=return_to_by_passkey/> })}
    }
}
