//! The customer's own account.

mod email;

use leptos::form::ActionForm;
use leptos::html::Form;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;
use model::passwords::check_password;
use model::people::{EmailChangeOffer, Profile};
use model::sessions::SessionRow;
use model::{Answer, Fault, SessionId};
use serde::{Deserialize, Serialize};

use crate::layout::{Customer, sign_out_url, use_slug};
use crate::locale::clock::Clock;
use crate::notifications::Notifications;
use crate::sessions::SessionList;
use crate::t;
use crate::tickets::{set_shortcuts_on, shortcuts_are_on};
use crate::ui::fetch::fetch;
use crate::ui::form::{instant_error, on_success, use_hydrated};
use crate::ui::{Banner, BannerKind, Button, Definition, FaultBanner, PasswordField, Switch, field_error, loaded, use_fault};

/// What the page's address says after a plain form was accepted.
pub const CHANGED: &str = "changed";

#[server(prefix = "/api", endpoint = "portal/password")]
async fn password_changed(slug: String, current: String, new: String) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        let admission = crate::seam::customer(&slug).await?.change_password(&current, &new).await?;
        crate::seam::keep_contact(&slug, Some(&admission)).await?;
        crate::seam::leave_for(&format!("{}?{CHANGED}=password", model::paths::portal_profile(&slug)));
        Ok(())
    })
    .await
}

/// What the page says beyond what every page of the portal is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct AccountShown {
    sessions: Vec<SessionRow>,
    email_change: Option<EmailChangeOffer>,
}

#[server(prefix = "/api", endpoint = "portal/account")]
async fn portal_account(slug: String) -> Result<Answer<AccountShown>, Fault> {
    crate::seam::answer(async move {
        let desk = crate::seam::customer(&slug).await?;
        Ok(AccountShown { sessions: desk.sessions().await?, email_change: desk.email_change() })
    })
    .await
}

/// Answers the address to go to. One that has ended meanwhile is what was wanted.
#[server(prefix = "/api", endpoint = "portal/sessions/end")]
async fn portal_session_ended(slug: String, session: SessionId) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        match crate::seam::customer(&slug).await?.end_session(session).await {
            Ok(()) | Err(Fault::NotFound) => Ok(crate::seam::leave_for(&model::paths::portal_profile(&slug))),
            Err(fault) => Err(fault),
        }
    })
    .await
}

/// Answers the address to go to.
#[server(prefix = "/api", endpoint = "portal/sessions/end-others")]
async fn portal_other_sessions_ended(slug: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        crate::seam::customer(&slug).await?.end_other_sessions().await?;
        Ok(crate::seam::leave_for(&model::paths::portal_profile(&slug)))
    })
    .await
}

#[component]
pub fn ProfilePage() -> impl IntoView {
    let slug = use_slug();
    view! {
        <leptos_meta::Title text=t!("nav-profile")/>
        {loaded(Customer::here().0, move |profile| view! { <Account slug=slug.clone() profile/> }.into_any())}
    }
}

#[component]
fn Account(slug: String, profile: Profile) -> impl IntoView {
    let clock = Clock::of_page();
    let language = crate::seam::visit().language.own_name();
    let email = profile.email.clone();
    let heading = if profile.name.is_empty() { t!("nav-profile") } else { profile.name };
    view! {
        <div class="profile stack-large">
            <section class="stack">
                <h1 dir="auto">{heading}</h1>
                <dl class="definitions">
                    <Definition name=t!("email-address")>{profile.email}</Definition>
                    <Definition name=t!("profile-language")>{language}</Definition>
                    <Definition name=t!("profile-zone")>{move || clock.read().zone.replace('_', " ")}</Definition>
                </dl>
                <p class="hint">{t!("profile-hint")}</p>
            </section>
            <PasswordChange slug=slug.clone() email/>
            <Notifications slug=slug.clone()/>
            {(!profile.view_only).then(|| view! { <Own slug=slug.clone()/> })}
            <Shortcuts/>
            <section class="stack">
                <h2>{t!("profile-session")}</h2>
                <form method="post" action=sign_out_url()>
                    <input type="hidden" name="slug" value=slug/>
                    <button type="submit" class="button">{t!("sign-out")}</button>
                </form>
            </section>
        </div>
    }
}

/// Not for staff who only look.
#[component]
fn Own(slug: String) -> impl IntoView {
    let asked = slug.clone();
    let shown = fetch(move || asked.clone(), portal_account);
    loaded(shown, move |shown| {
        let (end, end_others) = (PortalSessionEnded::url(), PortalOtherSessionsEnded::url());
        let change = shown.email_change;
        view! {
            {change.map(|offer| view! { <email::EmailChange slug=slug.clone() offer/> })}
            <section class="stack">
                <h2>{t!("sessions-title")}</h2>
                <p class="hint">{t!("sessions-hint")}</p>
                <SessionList rows=shown.sessions end end_others slug=Some(slug.clone())/>
            </section>
        }
        .into_any()
    })
}

#[component]
fn PasswordChange(slug: String, email: String) -> impl IntoView {
    let action = ServerAction::<PasswordChanged>::new();
    let fault = use_fault(action);
    let query = use_query_map();
    let changed = RwSignal::new(query.with_untracked(|query| query.get(CHANGED)).is_some());
    let (form, new, left) = (NodeRef::<Form>::new(), RwSignal::new(String::new()), RwSignal::new(false));
    on_success(action, move |()| {
        changed.set(true);
        left.set(false);
        if let Some(form) = form.get_untracked() {
            form.reset();
        }
    });
    view! {
        <section class="stack">
            <h2>{t!("profile-password")}</h2>
            {move || changed.get().then(|| view! { <Banner kind=BannerKind::Success>{t!("profile-password-changed")}</Banner> })}
            <ActionForm action node_ref=form attr:class="form" attr:novalidate="" on:input=move |_| changed.set(false)>
                <FaultBanner fault fields=&["current", "new"]/>
                <input type="hidden" name="slug" value=slug/>
                // For the browser's password store, which keeps passwords by name.
                <input type="email" autocomplete="username" value=email readonly=true hidden=true/>
                <PasswordField
                    name="current"
                    label=t!("profile-password-current")
                    autocomplete="current-password"
                    error=field_error(fault, "current")
                />
                <PasswordField
                    name="new"
                    label=t!("profile-password-new")
                    hint=t!("password-rule")
                    autocomplete="new-password"
                    bind=new
                    on_leave=move |text: String| left.update(|left| *left |= !text.is_empty())
                    error=instant_error(fault, "new", new, left, check_password)
                />
                <Button busy=action.pending()>{t!("profile-password-change")}</Button>
            </ActionForm>
        </section>
    }
}

/// Kept in this browser: single keys get in the way of those who speak to their computer.
#[component]
fn Shortcuts() -> impl IntoView {
    let hydrated = use_hydrated();
    move || {
        hydrated.get().then(|| {
            view! {
                <section class="stack">
                    <h2>{t!("profile-keys")}</h2>
                    <Switch
                        name="shortcuts"
                        label=t!("profile-keys-on")
                        hint=t!("profile-keys-hint")
                        checked=shortcuts_are_on()
                        on_change=set_shortcuts_on
                    />
                </section>
            }
        })
    }
}
