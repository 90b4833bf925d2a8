//! Where an app is told, whether it hears, and the secret that it knows us by.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::webhooks::{REQUESTS, WebhookTarget, WebhookTest};
use model::{Answer, Fault, Problem, TokenId};

use super::words::problem_label;
use crate::desk::proof::{Proof, without_question};
use crate::t;
use crate::ui::form::kept;
use crate::ui::{Banner, BannerKind, Button, ButtonKind, FaultBanner, Icon, TextField, field_error, use_fault};

#[server(prefix = "/api", endpoint = "webhooks/target")]
pub async fn target_saved(
    app: TokenId,
    url: String,
    #[server(default)] max_requests: String,
    #[server(default)] proof: String,
) -> Result<Answer<Option<String>>, Fault> {
    crate::seam::answer(async move {
        crate::seam::keep_typed(&[("url", &url), ("max_requests", &max_requests)]);
        let max = match max_requests.trim() {
            "" => REQUESTS,
            text => text.parse().map_err(|_| Fault::invalid("max_requests", model::Problem::Malformed))?,
        };
        crate::seam::staff().await?.prove(&proof).await?;
        // With the proof that was just given.
        let secret = crate::seam::staff().await?.set_webhook_target(app, &url, max).await?;
        if let Some(secret) = &secret {
            show_secret_once(secret)?;
        }
        Ok(secret)
    })
    .await
}

#[server(prefix = "/api", endpoint = "webhooks/secret")]
pub async fn secret_replaced(app: TokenId, #[server(default)] proof: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        crate::seam::staff().await?.prove(&proof).await?;
        // With the proof that was just given.
        let secret = crate::seam::staff().await?.replace_webhook_secret(app).await?;
        show_secret_once(&secret)?;
        Ok(secret)
    })
    .await
}

#[server(prefix = "/api", endpoint = "webhooks/remove")]
pub async fn target_removed(app: TokenId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.remove_webhook_target(app).await }).await
}

#[server(prefix = "/api", endpoint = "webhooks/test")]
async fn webhook_tested(app: TokenId) -> Result<Answer<WebhookTest>, Fault> {
    crate::seam::answer(async move {
        let test = crate::seam::staff().await?.test_webhook(app).await?;
        // A cookie has room for the beginning.
        let short = match &test {
            WebhookTest::Answered { status, body } => {
                WebhookTest::Answered { status: *status, body: body.chars().take(SHOWN_ONCE).collect() }
            }
            WebhookTest::Failed(_) => test.clone(),
        };
        if let Ok(shown) = serde_json::to_string(&super::app::Once::Test(short)) {
            crate::seam::show_once(&shown)?;
        }
        Ok(test)
    })
    .await
}

/// Characters of an answer that are shown without script.
#[cfg(feature = "ssr")]
const SHOWN_ONCE: usize = 300;

#[cfg(feature = "ssr")]
fn show_secret_once(secret: &str) -> Result<(), Fault> {
    match serde_json::to_string(&super::app::Once::Secret(secret.to_owned())) {
        Ok(shown) => crate::seam::show_once(&shown),
        Err(_) => Ok(()),
    }
}

#[component]
pub fn Target(id: TokenId, target: Option<WebhookTarget>, save: ServerAction<TargetSaved>) -> impl IntoView {
    let fault = use_fault(save);
    let url = kept("url").unwrap_or_else(|| target.as_ref().map(|target| target.url.clone()).unwrap_or_default());
    let max = target.as_ref().map_or(REQUESTS, |target| target.max_requests).to_string();
    let max = kept("max_requests").unwrap_or(max);
    let hint = match target {
        Some(_) => None,
        None => Some(view! { <p class="hint">{t!("webhook-target-first")}</p> }),
    };
    view! {
        <section class="settings-section" aria-labelledby="webhook-target">
            <h2 id="webhook-target">{t!("webhook-target")}</h2>
            {hint}
            <div class="settings-body">
                <ActionForm action=save attr:class="form" attr:novalidate="">
                    <FaultBanner fault=without_question(fault) fields=&["url", "max_requests", "proof"]/>
                    <input type="hidden" name="app" value=id.to_string()/>
                    <TextField name="url" kind="url" label=t!("webhook-url") hint=t!("webhook-url-hint") value=url autocomplete="off" placeholder="https://example.com/hooks" error=url_error(fault)/>
                    <TextField name="max_requests" label=t!("webhook-requests") hint=t!("webhook-requests-hint") value=max optional=true error=field_error(fault, "max_requests")/>
                    <Proof fault/>
                    <Button kind=ButtonKind::Primary busy=save.pending()>{t!("webhook-save")}</Button>
                </ActionForm>
            </div>
        </section>
    }
}

fn url_error(fault: Signal<Option<Fault>>) -> Signal<Option<String>> {
    let usual = field_error(fault, "url");
    let problem = move || fault.with(|fault| fault.as_ref().and_then(|fault| fault.problem_of("url")).cloned());
    Signal::derive(move || match problem() {
        Some(Problem::Reserved) => Some(t!("webhook-url-private")),
        Some(Problem::Malformed) => Some(t!("webhook-url-malformed")),
        _ => usual.get(),
    })
}

#[component]
pub fn Test(id: TokenId, tested: Option<WebhookTest>) -> impl IntoView {
    let action = ServerAction::<WebhookTested>::new();
    let fault = use_fault(action);
    let tested = StoredValue::new(tested);
    let outcome = move || match action.value().get() {
        Some(Ok(Ok(test))) => Some(test),
        Some(_) => None,
        None => tested.get_value(),
    };
    view! {
        <section class="settings-section stack" aria-labelledby="webhook-test">
            <h2 id="webhook-test">{t!("webhook-test")}</h2>
            <p class="hint">{t!("webhook-test-hint")}</p>
            <ActionForm action>
                <FaultBanner fault fields=&[]/>
                <input type="hidden" name="app" value=id.to_string()/>
                <Button busy=action.pending()>{t!("webhook-test-send")}</Button>
            </ActionForm>
            <div aria-live="polite">{move || outcome().map(|test| view! { <Outcome test/> })}</div>
        </section>
    }
}

#[component]
fn Outcome(test: WebhookTest) -> impl IntoView {
    match test {
        WebhookTest::Failed(problem) => view! { <Banner kind=BannerKind::Danger>{problem_label(&problem)}</Banner> }.into_any(),
        WebhookTest::Answered { status, body } => {
            let kind = if (200..300).contains(&status) { BannerKind::Success } else { BannerKind::Danger };
            let words = t!("webhook-answered", "status" => status.to_string());
            let body = (!body.is_empty()).then(|| view! { <pre class="payload" dir="ltr">{body}</pre> });
            view! { <div class="stack"><Banner kind>{words}</Banner> {body}</div> }.into_any()
        }
    }
}

#[component]
pub fn SecretSection(id: TokenId, replace: ServerAction<SecretReplaced>, remove: ServerAction<TargetRemoved>) -> impl IntoView {
    let (fault, removed) = (use_fault(replace), use_fault(remove));
    view! {
        <section class="settings-section stack" aria-labelledby="webhook-secret">
            <h2 id="webhook-secret">{t!("webhook-secret")}</h2>
            <p class="hint">{t!("webhook-secret-hint")}</p>
            <ActionForm action=replace attr:class="form">
                <FaultBanner fault=without_question(fault) fields=&["proof"]/>
                <input type="hidden" name="app" value=id.to_string()/>
                <Proof fault/>
                <Button busy=replace.pending()><Icon name="lock"/> {t!("webhook-secret-replace")}</Button>
            </ActionForm>
            <details class="fold">
                <summary>{t!("webhook-remove")}</summary>
                <ActionForm action=remove attr:class="form">
                    <FaultBanner fault=removed fields=&[]/>
                    <p class="hint">{t!("webhook-remove-hint")}</p>
                    <input type="hidden" name="app" value=id.to_string()/>
                    <Button kind=ButtonKind::Danger busy=remove.pending()>{t!("webhook-remove")}</Button>
                </ActionForm>
            </details>
        </section>
    }
}
