//! A customer signs in to a portal: on a page, or in front of the page whose session has ended.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::portals::PortalFace;
use model::{Answer, Fault, Refusal};
use wasm_bindgen::JsCast;

use super::providers::{Providers, SignInEnded};
use super::recovery::ResetDone;
use crate::layout::{Customer, PlainHead, PlainPage, use_slug};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::{kept, leave_on_success, on_success};
use crate::ui::load::FaultPage;
use crate::ui::{Button, ButtonKind, Dialog, FaultBanner, PasswordField, TextField, field_error, loaded, use_fault};

/// Answers the address to go to.
#[server(prefix = "/api", endpoint = "portal/sign-in")]
async fn portal_sign_in(
    slug: String,
    email: String,
    password: String,
    #[server(default)] return_to: String,
) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        crate::seam::keep_typed(&[("email", &email)]);
        super::check_typed(&[("email", &email), ("password", &password)])?;
        let admission = crate::seam::portal(&slug).await?.sign_in(&email, &password).await?;
        crate::seam::keep_contact(&slug, Some(&admission)).await?;
        Ok(crate::seam::leave_for(crate::visit::safe_return_within(&return_to, &model::paths::portal(&slug))))
    })
    .await
}

#[server(prefix = "/api", endpoint = "portal/face")]
async fn portal_door(slug: String) -> Result<Answer<PortalFace>, Fault> {
    crate::seam::answer(async move { Ok(crate::seam::portal(&slug).await?.face()) }).await
}

#[component]
pub fn PortalSignInPage() -> impl IntoView {
    let slug = use_slug();
    let face = fetch(
        {
            let slug = slug.clone();
            move || slug.clone()
        },
        portal_door,
    );
    view! {
        <PlainPage>
            {loaded(face, move |face| {
                if face.paused {
                    view! { <FaultPage fault=Fault::Refused(Refusal::Paused)/> }.into_any()
                } else {
                    view! { <Door slug=slug.clone() face/> }.into_any()
                }
            })}
        </PlainPage>
    }
}

#[component]
fn Door(slug: String, face: PortalFace) -> impl IntoView {
    let action = ServerAction::<PortalSignIn>::new();
    leave_on_success(action);
    let return_to = use_query_map().with_untracked(|query| query.get("return_to")).unwrap_or_default();
    let no_other_way = (!face.password && !face.magic_link).then(|| t!("sign-in-no-password"));
    let hint = if return_to.is_empty() { t!("sign-in-hint") } else { t!("sign-in-hint-return") };
    view! {
        <PlainHead title=t!("sign-in-title") hint/>
        <SignInEnded/>
        <ResetDone/>
        {face.password.then(|| {
            let (slug, return_to) = (slug.clone(), return_to.clone());
            let typed = RwSignal::new(kept("email").unwrap_or_default());
            view! {
                <ActionForm action attr:class="form" attr:novalidate="">
                    <input type="hidden" name="return_to" value=return_to/>
                    <Credentials slug action typed/>
                </ActionForm>
            }
        })}
        <Providers slug=Some(slug.clone()) return_to beside=face.password otherwise=no_other_way/>
        <div class="plain-foot hint stack-small">
            {face.may_reset.then(|| view! {
                <p><a href=model::paths::portal_recovery(&slug, "password")>{t!("sign-in-forgot")}</a></p>
            })}
            {face.magic_link.then(|| view! {
                <p><a href=model::paths::portal_recovery(&slug, "link")>{t!("sign-in-by-link")}</a></p>
            })}
            {match face.may_register {
                true => view! { <p><a href=model::paths::portal_register(&slug)>{t!("sign-in-register")}</a></p> }.into_any(),
                false => face.password.then(|| view! { <p>{t!("sign-in-no-account")}</p> }).into_any(),
            }}
        </div>
    }
}

#[component]
fn Credentials(slug: String, action: ServerAction<PortalSignIn>, typed: RwSignal<String>) -> impl IntoView {
    let fault = use_fault(action);
    view! {
        <FaultBanner fault fields=&["email", "password"]/>
        <input type="hidden" name="slug" value=slug/>
        <TextField
            name="email"
            label=t!("email-address")
            kind="email"
            autocomplete="username"
            autofocus=true
            bind=typed
            error=field_error(fault, "email")
        />
        <PasswordField name="password" label=t!("password") autocomplete="current-password" error=field_error(fault, "password")/>
        <Button kind=ButtonKind::Primary busy=action.pending()>{t!("sign-in")}</Button>
    }
}

/// In front of a page whose session has ended: the page stays, with what was typed in it.
#[component]
pub fn SignInDialog(slug: String, open: RwSignal<bool>, on_done: Callback<()>) -> impl IntoView {
    let action = ServerAction::<PortalSignIn>::new();
    let (customer, slug) = (Customer::here(), StoredValue::new(slug));
    // Who was signed in is known from before.
    let whose = move || customer.0.get_untracked().and_then(|answer| answer.flatten().ok()).map(|profile| profile.email);
    let typed = RwSignal::new(String::new());
    Effect::new(move |_| {
        if open.get() {
            // A field takes over what stands in it when it is made: the address is set after that.
            request_animation_frame(move || {
                typed.set(whose().unwrap_or_default());
                focus_password();
            });
        }
    });
    on_success(action, move |_| {
        // Somebody else sees nothing of what stands here, and sends none of it.
        if whose()
            .is_some_and(|email| !email.eq_ignore_ascii_case(typed.with_untracked(|typed| typed.trim().to_owned()).as_str()))
        {
            let _ = window().location().reload();
            return;
        }
        open.set(false);
        on_done.run(());
    });
    view! {
        <Dialog open title=t!("sign-in-again-title")>
            {move || open.get().then(|| {
                let elsewhere = model::paths::portal_sign_in(&slug.get_value());
                view! {
                    <p class="sign-in-again">{t!("sign-in-again-hint")}</p>
                    <ActionForm action attr:class="form" attr:novalidate="">
                        <Credentials slug=slug.get_value() action typed/>
                    </ActionForm>
                    // In another tab, so that what was typed stays: once signed in there, this one goes on.
                    <p class="plain-foot hint"><a href=elsewhere target="_blank">{t!("sign-in-again-otherwise")}</a></p>
                }
            })}
        </Dialog>
    }
}

/// The address is there already, most of the time.
fn focus_password() {
    let password = document().query_selector("dialog[open] input[type=password]").ok().flatten();
    if let Some(password) = password.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = password.focus();
    }
}
