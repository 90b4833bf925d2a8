//! A colleague accepts an invitation: a name, a password, and they are on the team. Opening the page only reads the link.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::passwords::check_password;
use model::staff::StaffInvitationShown;
use model::text::line;
use model::{Answer, Fault, paths};

use crate::layout::{PlainHead, PlainPage};
use crate::staff_words::role_label;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::{instant_error, kept, leave_on_success};
use crate::ui::{Button, ButtonKind, FaultBanner, PasswordField, TextField, loaded, use_fault};

#[server(prefix = "/api", endpoint = "staff/invitation")]
async fn staff_invitation_read(token: String) -> Result<Answer<StaffInvitationShown>, Fault> {
    crate::seam::answer(async move { crate::seam::staff_door().await?.staff_invitation(&token).await }).await
}

/// Answers the address to go to.
#[server(prefix = "/api", endpoint = "staff/invitation/accept")]
async fn staff_invitation_accepted(token: String, name: String, password: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        crate::seam::keep_typed(&[("name", &name)]);
        let accepted = model::staff::AcceptedColleague { token, name, password };
        let admission = crate::seam::staff_door().await?.accept_staff_invitation(&accepted).await?;
        crate::seam::keep_staff(Some(&admission))?;
        Ok(crate::seam::leave_for(paths::DESK))
    })
    .await
}

#[component]
pub fn StaffInvitationPage(token: String) -> impl IntoView {
    let asked = token.clone();
    let invitation = fetch(move || asked.clone(), staff_invitation_read);
    let action = ServerAction::<StaffInvitationAccepted>::new();
    leave_on_success(action);
    view! {
        <PlainPage>
            {loaded(invitation, move |invitation| view! { <Acceptance token=token.clone() invitation action/> }.into_any())}
            <p class="plain-foot hint">{t!("join-been-here")} " " <a href=paths::STAFF_SIGN_IN>{t!("sign-in")}</a></p>
        </PlainPage>
    }
}

#[component]
fn Acceptance(token: String, invitation: StaffInvitationShown, action: ServerAction<StaffInvitationAccepted>) -> impl IntoView {
    let fault = use_fault(action);
    let StaffInvitationShown { email, name, role, invited_by } = invitation;
    let [name_left, password_left] = [(); 2].map(|()| RwSignal::new(false));
    let (name, password) = (RwSignal::new(kept("name").unwrap_or(name)), RwSignal::new(String::new()));
    let leave = |left: RwSignal<bool>| move |text: String| left.update(|left| *left |= !text.is_empty());
    let hint = t!("join-hint", "name" => &invited_by, "role" => role_label(role));
    view! {
        <PlainHead title=t!("join-title") hint/>
        <ActionForm action attr:class="form" attr:novalidate="">
            <FaultBanner fault fields=&["name", "password"]/>
            <input type="hidden" name="token" value=token/>
            // Read only, and there for the browser's password store.
            <div class="field">
                <label class="field-label" for="joining-email">{t!("email-address")}</label>
                <input id="joining-email" class="input" type="email" autocomplete="username" readonly=true value=email/>
            </div>
            <TextField
                name="name"
                label=t!("join-name")
                hint=t!("join-name-hint")
                autocomplete="name"
                bind=name
                error=instant_error(fault, "name", name, name_left, |text| line(text, 1, 100).map(drop))
                on_leave=leave(name_left)
            />
            <PasswordField
                name="password"
                label=t!("password")
                hint=t!("first-run-password-hint")
                autocomplete="new-password"
                bind=password
                error=instant_error(fault, "password", password, password_left, check_password)
                on_leave=leave(password_left)
            />
            <Button kind=ButtonKind::Primary busy=action.pending()>{t!("join-accept")}</Button>
        </ActionForm>
    }
}
