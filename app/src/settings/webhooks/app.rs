//! An app: where it is told, of what, and what was sent.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::webhooks::{WebhookApp, WebhookTest};
use model::{Answer, Fault, Timestamp, TokenId, paths};
use serde::{Deserialize, Serialize};

use super::deliveries::Deliveries;
use super::subscriptions::Subscriptions;
use super::target::{SecretReplaced, SecretSection, Target, TargetRemoved, TargetSaved, Test};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::on_success;
use crate::ui::{Banner, BannerKind, Button, CopyField, FaultBanner, Icon, Time, loaded, toast, use_fault};

/// What is shown once to a browser without script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Once {
    Secret(String),
    Test(WebhookTest),
}

/// What the page came with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Shown {
    app: WebhookApp,
    once: Option<Once>,
}

#[server(prefix = "/api", endpoint = "webhooks/show")]
async fn one_webhook_app(id: String) -> Result<Answer<Shown>, Fault> {
    crate::seam::answer(async move {
        let id: TokenId = id.parse().map_err(|_| Fault::NotFound)?;
        let app = crate::seam::staff().await?.webhook_app(id).await?;
        let once = crate::seam::shown_once().and_then(|shown| serde_json::from_str(&shown).ok());
        Ok(Shown { app, once })
    })
    .await
}

#[server(prefix = "/api", endpoint = "webhooks/resume")]
async fn webhooks_resumed(app: TokenId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.resume_webhooks(app).await }).await
}

#[component]
pub fn AppPage(id: String) -> impl IntoView {
    let app = fetch(move || id.clone(), one_webhook_app);
    let again = Callback::new(move |()| app.refetch());
    // Outside of what is built anew with each answer: a secret is shown once.
    let (save, replace) = (ServerAction::<TargetSaved>::new(), ServerAction::<SecretReplaced>::new());
    let remove = ServerAction::<TargetRemoved>::new();
    on_success(save, move |_| {
        toast(t!("webhook-saved"));
        again.run(());
    });
    on_success(remove, move |()| again.run(()));
    let secret = Memo::new(move |_| {
        let replaced = replace.value().get().and_then(|value| value.flatten().ok());
        replaced.or_else(|| save.value().get().and_then(|value| value.flatten().ok()).flatten())
    });
    view! {
        <div class="settings">
            <p class="ticket-way"><a href=paths::ADMIN_WEBHOOKS><Icon name="arrow-left"/> {t!("webhooks-title")}</a></p>
            <div aria-live="polite">{move || secret.get().map(|secret| view! { <Secret secret/> })}</div>
            {loaded(app, move |shown| view! { <App shown save replace remove again/> }.into_any())}
        </div>
    }
}

#[component]
fn Secret(secret: String) -> impl IntoView {
    view! {
        <div class="stack">
            <Banner kind=BannerKind::Success>{t!("webhook-secret-made")}</Banner>
            <CopyField label=t!("webhook-secret") value=secret/>
        </div>
    }
}

#[component]
fn App(
    shown: Shown,
    save: ServerAction<TargetSaved>,
    replace: ServerAction<SecretReplaced>,
    remove: ServerAction<TargetRemoved>,
    again: Callback<()>,
) -> impl IntoView {
    let Shown { app, once } = shown;
    let (id, paused_at) = (app.app, app.target.as_ref().and_then(|target| target.paused_at));
    let (secret, tested) = match once {
        Some(Once::Secret(secret)) => (Some(secret), None),
        Some(Once::Test(test)) => (None, Some(test)),
        None => (None, None),
    };
    let is_set = app.target.is_some();
    let rest = is_set.then(|| {
        view! {
            <Test id tested/>
            <Subscriptions id subscriptions=app.subscriptions again/>
            <Deliveries deliveries=app.deliveries/>
            <SecretSection id replace remove/>
        }
    });
    view! {
        <leptos_meta::Title text=t!("webhooks-of", "name" => &app.name)/>
        <header class="page-head settings-head"><h1 dir="auto">{t!("webhooks-of", "name" => &app.name)}</h1></header>
        <p class="hint">{t!("webhook-app-id", "id" => id.to_string())}</p>
        {secret.map(|secret| view! { <Secret secret/> })}
        {paused_at.map(|at| view! { <Paused id at again/> })}
        <Target id target=app.target save/>
        {rest}
    }
}

#[component]
fn Paused(id: TokenId, at: Timestamp, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<WebhooksResumed>::new();
    let fault = use_fault(action);
    on_success(action, move |()| again.run(()));
    view! {
        <div class="stack">
            <Banner kind=BannerKind::Warning>{t!("webhook-paused-why")} " " <Time at/></Banner>
            <FaultBanner fault fields=&[]/>
            <ActionForm action>
                <input type="hidden" name="app" value=id.to_string()/>
                <Button busy=action.pending()><Icon name="refresh"/> {t!("webhook-resume")}</Button>
            </ActionForm>
        </div>
    }
}
