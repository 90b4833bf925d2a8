//! Staff signs in. Also the worked example of a page with a form: see `docs/SCREENS.md`.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{Answer, Fault};

use super::passkey::PasskeyButton;
use super::providers::{Providers, SignInEnded};
use super::recovery::ResetDone;
use crate::layout::PlainLayout;
use crate::t;
use crate::ui::form::leave_on_success;
use crate::ui::{Button, ButtonKind, FaultBanner, PasswordField, TextField, field_error, use_fault};

/// Answers the address to go to.
#[server(prefix = "/api", endpoint = "staff/sign-in")]
async fn staff_sign_in(email: String, password: String, return_to: String) -> Result<Answer<String>, Fault> {
    use crate::desk::address::address;
    use model::second_factor::StaffEntry;
    crate::seam::answer(async move {
        super::check_typed(&[("email", &email), ("password", &password)])?;
        match crate::seam::staff_door().await?.staff_sign_in(&email, &password).await? {
            StaffEntry::Signed(admission) => {
                crate::seam::keep_staff(Some(&admission))?;
                Ok(crate::seam::leave_for(crate::visit::safe_return(&return_to, model::paths::DESK)))
            }
            StaffEntry::SecondStep(ticket) => {
                crate::seam::keep_step(Some(&ticket))?;
                Ok(crate::seam::leave_for(&address(model::paths::STAFF_SECOND_STEP, &[("return_to", &return_to)])))
            }
        }
    })
    .await
}

#[component]
pub fn StaffSignInPage() -> impl IntoView {
    let action = ServerAction::<StaffSignIn>::new();
    let fault = use_fault(action);
    leave_on_success(action);
    let return_to = use_query_map().with_untracked(|query| query.get("return_to")).unwrap_or_default();
    let (by_passkey, at_provider) = (return_to.clone(), return_to.clone());
    view! {
        <PlainLayout title=t!("staff-sign-in-title") hint=t!("staff-sign-in-hint")>
            <SignInEnded/>
            <ResetDone/>
            <ActionForm action attr:class="form" attr:novalidate="">
                <FaultBanner fault fields=&["email", "password"]/>
                <input type="hidden" name="return_to" value=return_to/>
                <TextField
                    name="email"
                    label=t!("email-address")
                    kind="email"
                    autocomplete="username"
                    autofocus=true
                    error=field_error(fault, "email")
                />
                <PasswordField
                    name="password"
                    label=t!("password")
                    autocomplete="current-password"
                    error=field_error(fault, "password")
                />
                <Button kind=ButtonKind::Primary busy=action.pending()>{t!("sign-in")}</Button>
            </ActionForm>
            <p class="plain-foot hint"><a href=model::paths::STAFF_RECOVERY>{t!("sign-in-forgot")}</a></p>
            <PasskeyButton second_step=false return_to=by_passkey/>
            <Providers slug=None return_to=at_provider beside=true otherwise=None/>
        </PlainLayout>
    }
}
