//! Registering: asking with one's address, and confirming it by the link that was mailed. Opening the link only reads it.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use model::access::{Consent, RegistrationShown};
use model::passwords::check_password;
use model::text::EmailAddress;
use model::{Answer, Fault, Problem, paths};

use crate::layout::{PlainHead, PlainPage, use_slug};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::{instant_error, kept, leave_on_success};
use crate::ui::{Button, ButtonKind, Checkbox, FaultBanner, PasswordField, TextField, field_error, loaded, use_fault};

/// In the address: a letter is on its way, or staff have to agree.
const STATE: &str = "state";
const ASKED: &str = "asked";
const WAITING: &str = "waiting";

#[server(prefix = "/api", endpoint = "portal/register/consent")]
async fn consent_read(slug: String) -> Result<Answer<Option<Consent>>, Fault> {
    crate::seam::answer(async move { crate::seam::portal(&slug).await?.consent().await }).await
}

/// Answers the address to go to: it says the same whoever has the address.
#[server(prefix = "/api", endpoint = "portal/register/ask")]
async fn register_asked(
    slug: String,
    email: String,
    first_name: String,
    last_name: String,
    #[server(default)] consent: String,
) -> Result<Answer<String>, Fault> {
    crate::seam::keep_typed(&[("email", &email), ("first_name", &first_name), ("last_name", &last_name)]);
    crate::seam::answer(async move {
        let registrant = model::access::Registrant { email, first_name, last_name, consent: consent.parse().ok() };
        crate::seam::portal(&slug).await?.register(&registrant).await?;
        Ok(crate::seam::leave_for(&format!("{}?{STATE}={ASKED}", paths::portal_register(&slug))))
    })
    .await
}

#[server(prefix = "/api", endpoint = "portal/register/link")]
async fn registration_read(slug: String, token: String) -> Result<Answer<RegistrationShown>, Fault> {
    crate::seam::answer(async move { crate::seam::portal(&slug).await?.registration_link(&token).await }).await
}

/// Answers the address to go to.
#[server(prefix = "/api", endpoint = "portal/register/confirm")]
async fn registration_confirmed(
    slug: String,
    token: String,
    #[server(default)] password: String,
) -> Result<Answer<String>, Fault> {
    use model::access::Registered;
    crate::seam::answer(async move {
        match crate::seam::portal(&slug).await?.confirm_registration(&token, &password).await? {
            Registered::Entered(admission) => {
                crate::seam::keep_contact(&slug, Some(&admission)).await?;
                Ok(crate::seam::leave_for(&paths::portal(&slug)))
            }
            Registered::Waiting => Ok(crate::seam::leave_for(&format!("{}?{STATE}={WAITING}", paths::portal_register(&slug)))),
        }
    })
    .await
}

#[component]
pub fn RegisterPage() -> impl IntoView {
    let slug = use_slug();
    let token = use_params_map().with_untracked(|params| params.get("token"));
    let state = use_query_map().with_untracked(|query| query.get(STATE)).unwrap_or_default();
    let back = paths::portal_sign_in(&slug);
    let page = match (token, state.as_str()) {
        (Some(token), _) => {
            let asked = (slug.clone(), token);
            let link = fetch(
                {
                    let asked = asked.clone();
                    move || asked.clone()
                },
                |(slug, token)| registration_read(slug, token),
            );
            loaded(link, move |shown| {
                let (slug, token) = asked.clone();
                view! { <Confirming slug token shown/> }.into_any()
            })
            .into_any()
        }
        (None, ASKED) => view! { <PlainHead title=t!("recovery-asked-title") hint=t!("register-asked-hint")/> }.into_any(),
        (None, WAITING) => view! { <PlainHead title=t!("register-waiting-title") hint=t!("register-waiting-hint")/> }.into_any(),
        (None, _) => {
            let asked = slug.clone();
            let consent = fetch(move || asked.clone(), consent_read);
            loaded(consent, move |consent| view! { <Asking slug=slug.clone() consent/> }.into_any()).into_any()
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
fn Asking(slug: String, consent: Option<Consent>) -> impl IntoView {
    let action = ServerAction::<RegisterAsked>::new();
    let fault = use_fault(action);
    leave_on_success(action);
    let (typed, left) = (RwSignal::new(kept("email").unwrap_or_default()), RwSignal::new(false));
    let check: fn(&str) -> Result<(), Problem> = |text| EmailAddress::parse(text).map(|_| ());
    view! {
        <PlainHead title=t!("register-title") hint=t!("register-hint")/>
        <ActionForm action attr:class="form" attr:novalidate="">
            <FaultBanner fault fields=&["email", "first_name", "last_name", "consent"]/>
            <input type="hidden" name="slug" value=slug/>
            <TextField
                name="first_name"
                label=t!("register-first-name")
                autocomplete="given-name"
                max=100
                value=kept("first_name").unwrap_or_default()
                error=field_error(fault, "first_name")
            />
            <TextField
                name="last_name"
                label=t!("register-last-name")
                autocomplete="family-name"
                max=100
                optional=true
                value=kept("last_name").unwrap_or_default()
                error=field_error(fault, "last_name")
            />
            <TextField
                name="email"
                label=t!("email-address")
                kind="email"
                autocomplete="email"
                bind=typed
                on_leave=move |text: String| left.update(|left| *left |= !text.is_empty())
                error=instant_error(fault, "email", typed, left, check)
            />
            {consent.map(|consent| view! { <Agreeing consent fault/> })}
            <Button kind=ButtonKind::Primary busy=action.pending()>{t!("register-ask")}</Button>
        </ActionForm>
    }
}

#[component]
fn Agreeing(consent: Consent, fault: Signal<Option<Fault>>) -> impl IntoView {
    let missing = move || fault.with(|fault| fault.as_ref().is_some_and(|fault| fault.problem_of("consent").is_some()));
    view! {
        <div class="consent">
            <p class="consent-text" dir="auto">{consent.text}</p>
            <Checkbox name="consent" value=consent.id.to_string() label=t!("register-consent")/>
            {move || missing().then(|| view! { <p class="field-error" role="alert">{t!("register-consent-missing")}</p> })}
        </div>
    }
}

#[component]
fn Confirming(slug: String, token: String, shown: RegistrationShown) -> impl IntoView {
    let action = ServerAction::<RegistrationConfirmed>::new();
    let fault = use_fault(action);
    leave_on_success(action);
    let (typed, left) = (RwSignal::new(String::new()), RwSignal::new(false));
    view! {
        <PlainHead title=t!("register-confirm-title", "name" => &shown.name) hint=t!("register-confirm-hint", "email" => &shown.email)/>
        <ActionForm action attr:class="form" attr:novalidate="">
            <FaultBanner fault fields=&["password"]/>
            <input type="hidden" name="slug" value=slug/>
            <input type="hidden" name="token" value=token/>
            {shown.sets_password.then(|| view! {
                // Read only, and there for the browser's password store.
                <div class="field">
                    <label class="field-label" for="registered-email">{t!("email-address")}</label>
                    <input id="registered-email" class="input" type="email" autocomplete="username" readonly=true value=shown.email/>
                </div>
                <PasswordField
                    name="password"
                    label=t!("register-password")
                    hint=t!("password-rule")
                    autocomplete="new-password"
                    bind=typed
                    on_leave=move |text: String| left.update(|left| *left |= !text.is_empty())
                    error=instant_error(fault, "password", typed, left, check_password)
                />
            })}
            <Button kind=ButtonKind::Primary busy=action.pending()>{t!("register-confirm")}</Button>
        </ActionForm>
    }
}
