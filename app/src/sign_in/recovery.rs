//! Getting in by one's mailbox: asking for a link, and using it. One page for the ways, a new password, a link to sign in
//! by, and a new address that is confirmed: they differ in words and in what the link is good for. Opening a link only reads it; a POST spends it.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use model::passwords::check_password;
use model::people::LinkShown;
use model::text::EmailAddress;
use model::{Answer, Fault, Problem, paths};

use super::unsubscribe::Unsubscribe;
use crate::layout::{PlainHead, PlainPage, use_slug};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::{instant_error, kept, leave_on_success};
use crate::ui::{Banner, BannerKind, Button, ButtonKind, FaultBanner, PasswordField, TextField, loaded, use_fault};

/// In the address after a letter was asked for, and at the sign-in page after the password was set.
const ASKED: &str = "asked";
pub const RESET: &str = "reset";
const MOVED: &str = "moved";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Password,
    Link,
    /// Asked for on the profile, and only confirmed here.
    Email,
}

impl Way {
    fn parse(word: &str) -> Result<Self, Fault> {
        match word {
            "password" => Ok(Self::Password),
            "link" => Ok(Self::Link),
            "email" => Ok(Self::Email),
            _ => Err(Fault::NotFound),
        }
    }
}

/// Answers the address to go to: it says the same whoever was asked for.
#[server(prefix = "/api", endpoint = "portal/recovery/ask")]
async fn recovery_asked(slug: String, way: String, email: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        crate::seam::keep_typed(&[("email", &email)]);
        super::check_typed(&[("email", &email)])?;
        let door = crate::seam::portal(&slug).await?;
        match Way::parse(&way)? {
            Way::Password => door.ask_reset(&email).await?,
            Way::Link => door.ask_sign_in_link(&email).await?,
            Way::Email => return Err(Fault::NotFound),
        }
        Ok(crate::seam::leave_for(&format!("{}?{ASKED}=1", paths::portal_recovery(&slug, &way))))
    })
    .await
}

#[server(prefix = "/api", endpoint = "portal/recovery/link")]
async fn recovery_read(slug: String, way: String, token: String) -> Result<Answer<LinkShown>, Fault> {
    crate::seam::answer(async move {
        let door = crate::seam::portal(&slug).await?;
        match Way::parse(&way)? {
            Way::Password => door.reset_link(&token).await,
            Way::Link => door.sign_in_link(&token).await,
            Way::Email => door.email_link(&token).await,
        }
    })
    .await
}

/// Answers the address to go to: the door, where the new password is used for the first time.
#[server(prefix = "/api", endpoint = "portal/recovery/password")]
async fn password_reset(slug: String, token: String, password: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        crate::seam::portal(&slug).await?.reset_password(&token, &password).await?;
        Ok(crate::seam::leave_for(&format!("{}?{RESET}=1", paths::portal_sign_in(&slug))))
    })
    .await
}

/// Answers the address to go to.
#[server(prefix = "/api", endpoint = "portal/recovery/enter")]
async fn entered_by_link(slug: String, token: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        let admission = crate::seam::portal(&slug).await?.enter_by_link(&token).await?;
        crate::seam::keep_contact(&slug, Some(&admission)).await?;
        Ok(crate::seam::leave_for(&paths::portal(&slug)))
    })
    .await
}

/// Answers the address to go to: the door, where the new address is used for the first time.
#[server(prefix = "/api", endpoint = "portal/recovery/email")]
async fn email_confirmed(slug: String, token: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        crate::seam::portal(&slug).await?.confirm_email(&token).await?;
        crate::seam::keep_contact(&slug, None).await?;
        Ok(crate::seam::leave_for(&format!("{}?{MOVED}=1", paths::portal_sign_in(&slug))))
    })
    .await
}

#[component]
pub fn RecoveryPage() -> impl IntoView {
    let slug = use_slug();
    let (way, token) = use_params_map().with_untracked(|params| (params.get("way").unwrap_or_default(), params.get("token")));
    let back = paths::portal_sign_in(&slug);
    let page = match (Way::parse(&way), token) {
        (_, Some(token)) if way == paths::UNSUBSCRIBE => view! { <Unsubscribe slug token/> }.into_any(),
        (Ok(Way::Email), None) => view! { <crate::ui::load::FaultPage fault=Fault::NotFound/> }.into_any(),
        (Err(fault), _) => view! { <crate::ui::load::FaultPage fault/> }.into_any(),
        (Ok(kind), None) => view! { <Asking slug way kind/> }.into_any(),
        (Ok(kind), Some(token)) => {
            let asked = {
                let slug = slug.clone();
                move || (slug.clone(), way.clone(), token.clone())
            };
            let about = asked.clone();
            let link = fetch(asked, |(slug, way, token)| recovery_read(slug, way, token));
            loaded(link, move |shown| {
                let (slug, _, token) = about();
                match kind {
                    Way::Password => view! { <NewPassword slug token shown/> }.into_any(),
                    Way::Link => view! { <Entering slug token shown/> }.into_any(),
                    Way::Email => view! { <Moving slug token shown/> }.into_any(),
                }
            })
        }
    };
    view! {
        <PlainPage>
            {page}
            <p class="plain-foot hint"><a href=back>{t!("recovery-back")}</a></p>
        </PlainPage>
    }
}

#[component]
fn Asking(slug: String, way: String, kind: Way) -> impl IntoView {
    let action = ServerAction::<RecoveryAsked>::new();
    let fault = use_fault(action);
    leave_on_success(action);
    let asked = use_query_map().with_untracked(|query| query.get(ASKED).is_some());
    let (typed, left) = (RwSignal::new(kept("email").unwrap_or_default()), RwSignal::new(false));
    let (title, hint, label) = match kind {
        Way::Password => (t!("recovery-password-title"), t!("recovery-password-hint"), t!("recovery-password-ask")),
        Way::Link | Way::Email => (t!("recovery-link-title"), t!("recovery-link-hint"), t!("recovery-link-ask")),
    };
    if asked {
        return view! {
            <PlainHead title=t!("recovery-asked-title") hint=t!("recovery-asked-hint")/>
        }
        .into_any();
    }
    let check: fn(&str) -> Result<(), Problem> = |text| EmailAddress::parse(text).map(|_| ());
    view! {
        <PlainHead title hint/>
        <ActionForm action attr:class="form" attr:novalidate="">
            <FaultBanner fault fields=&["email"]/>
            <input type="hidden" name="slug" value=slug/>
            <input type="hidden" name="way" value=way/>
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
            <Button kind=ButtonKind::Primary busy=action.pending()>{label}</Button>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn NewPassword(slug: String, token: String, shown: LinkShown) -> impl IntoView {
    let action = ServerAction::<PasswordReset>::new();
    let fault = use_fault(action);
    leave_on_success(action);
    view! {
        <PlainHead title=t!("recovery-password-title") hint=t!("recovery-new-hint")/>
        <ActionForm action attr:class="form" attr:novalidate="">
            <FaultBanner fault fields=&["password"]/>
            <input type="hidden" name="slug" value=slug/>
            <input type="hidden" name="token" value=token/>
            <NewPasswordFields email=shown.email fault/>
            <Button kind=ButtonKind::Primary busy=action.pending()>{t!("recovery-set")}</Button>
        </ActionForm>
    }
}

/// The new password, and whose it is.
#[component]
pub fn NewPasswordFields(email: String, fault: Signal<Option<Fault>>) -> impl IntoView {
    let (typed, left) = (RwSignal::new(String::new()), RwSignal::new(false));
    view! {
        // Read only, and there for the browser's password store.
        <div class="field">
            <label class="field-label" for="recovered-email">{t!("email-address")}</label>
            <input id="recovered-email" class="input" type="email" autocomplete="username" readonly=true value=email/>
        </div>
        <PasswordField
            name="password"
            label=t!("recovery-new")
            hint=t!("password-rule")
            autocomplete="new-password"
            bind=typed
            on_leave=move |text: String| left.update(|left| *left |= !text.is_empty())
            error=instant_error(fault, "password", typed, left, check_password)
        />
    }
}

#[component]
fn Entering(slug: String, token: String, shown: LinkShown) -> impl IntoView {
    let action = ServerAction::<EnteredByLink>::new();
    let fault = use_fault(action);
    leave_on_success(action);
    view! {
        <PlainHead title=t!("recovery-enter-title") hint=t!("recovery-enter-hint", "email" => &shown.email)/>
        <ActionForm action attr:class="form">
            <FaultBanner fault fields=&[]/>
            <input type="hidden" name="slug" value=slug/>
            <input type="hidden" name="token" value=token/>
            <Button kind=ButtonKind::Primary busy=action.pending()>{t!("sign-in")}</Button>
        </ActionForm>
    }
}

#[component]
fn Moving(slug: String, token: String, shown: LinkShown) -> impl IntoView {
    let action = ServerAction::<EmailConfirmed>::new();
    let fault = use_fault(action);
    leave_on_success(action);
    view! {
        <PlainHead title=t!("recovery-email-title") hint=t!("recovery-email-hint", "email" => &shown.email)/>
        <ActionForm action attr:class="form">
            <FaultBanner fault fields=&[]/>
            <input type="hidden" name="slug" value=slug/>
            <input type="hidden" name="token" value=token/>
            <Button kind=ButtonKind::Primary busy=action.pending()>{t!("recovery-email-confirm")}</Button>
        </ActionForm>
    }
}

/// Above the door, for whoever has just set a password or confirmed an address.
#[component]
pub fn ResetDone() -> impl IntoView {
    let done = use_query_map().with_untracked(|query| query.get(RESET).is_some());
    let moved = use_query_map().with_untracked(|query| query.get(MOVED).is_some());
    let said = if done { Some(t!("recovery-done")) } else { moved.then(|| t!("recovery-email-done")) };
    said.map(|said| view! { <Banner kind=BannerKind::Success>{said}</Banner> })
}
