//! A customer accepts an invitation. The link is only read by opening the page; a POST spends it.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::passwords::check_password;
use model::people::InvitationShown;
use model::{Answer, Fault, Problem, paths};

use crate::layout::{PlainHead, PlainPage, use_slug};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::{instant_error, leave_on_success};
use crate::ui::{Button, ButtonKind, FaultBanner, PasswordField, loaded, use_fault};

#[server(prefix = "/api", endpoint = "portal/invitation")]
async fn invitation_read(slug: String, token: String) -> Result<Answer<InvitationShown>, Fault> {
    crate::seam::answer(async move { crate::seam::portal(&slug).await?.invitation(&token).await }).await
}

/// Answers the address to go to.
#[server(prefix = "/api", endpoint = "portal/invitation/accept")]
async fn invitation_accepted(slug: String, token: String, #[server(default)] password: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        let admission = crate::seam::portal(&slug).await?.accept_invitation(&token, &password).await?;
        crate::seam::keep_contact(&slug, Some(&admission)).await?;
        Ok(crate::seam::leave_for(&paths::portal(&slug)))
    })
    .await
}

#[component]
pub fn InvitationPage() -> impl IntoView {
    let slug = use_slug();
    let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
    let asked = {
        let (slug, token) = (slug.clone(), token.clone());
        move || (slug.clone(), token.clone())
    };
    let invitation = fetch(asked, |(slug, token)| invitation_read(slug, token));
    let sign_in = paths::portal_sign_in(&slug);
    view! {
        <PlainPage>
            {loaded(invitation, move |invitation| {
                view! { <Acceptance slug=slug.clone() token=token.clone() invitation/> }.into_any()
            })}
            // The way on when the link was used before, by its reader or by an eager second click.
            <p class="plain-foot hint">{t!("invitation-been-here")} " " <a href=sign_in>{t!("sign-in")}</a></p>
        </PlainPage>
    }
}

#[component]
fn Acceptance(slug: String, token: String, invitation: InvitationShown) -> impl IntoView {
    let action = ServerAction::<InvitationAccepted>::new();
    let fault = use_fault(action);
    leave_on_success(action);
    let (typed, left) = (RwSignal::new(String::new()), RwSignal::new(false));
    let new = !invitation.has_password;
    let check: fn(&str) -> Result<(), Problem> = if new { check_password } else { |_| Ok(()) };
    let title =
        if invitation.name.is_empty() { t!("invitation-title") } else { t!("invitation-title-name", "name" => &invitation.name) };
    let takes_password = invitation.takes_password;
    let (hint, label, button) = match (takes_password, new) {
        (false, _) => (t!("register-confirm-hint", "email" => &invitation.email), String::new(), t!("invitation-accept-known")),
        (true, true) => (t!("invitation-hint-new"), t!("invitation-password-new"), t!("invitation-accept-new")),
        (true, false) => (t!("invitation-hint-known"), t!("password"), t!("invitation-accept-known")),
    };
    let autocomplete = if new { "new-password" } else { "current-password" };
    let password_hint = new.then(|| t!("password-rule"));
    let error = instant_error(fault, "password", typed, left, check);
    view! {
        <PlainHead title hint/>
        <ActionForm action attr:class="form" attr:novalidate="">
            <FaultBanner fault fields=&["password"]/>
            <input type="hidden" name="slug" value=slug/>
            <input type="hidden" name="token" value=token/>
            {takes_password.then(|| view! {
                // Read only, and there for the browser's password store.
                <div class="field">
                    <label class="field-label" for="invited-email">{t!("email-address")}</label>
                    <input id="invited-email" class="input" type="email" autocomplete="username" readonly=true value=invitation.email/>
                </div>
                <InvitedPassword label hint=password_hint autocomplete bind=typed left error/>
            })}
            <Button kind=ButtonKind::Primary busy=action.pending()>{button}</Button>
        </ActionForm>
    }
}

#[component]
fn InvitedPassword(
    label: String,
    #[prop(optional_no_strip)] hint: Option<String>,
    autocomplete: &'static str,
    bind: RwSignal<String>,
    left: RwSignal<bool>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let on_leave = move |text: String| left.update(|left| *left |= !text.is_empty());
    match hint {
        Some(hint) => view! { <PasswordField name="password" label hint autocomplete bind on_leave error/> }.into_any(),
        None => view! { <PasswordField name="password" label autocomplete error/> }.into_any(),
    }
}
