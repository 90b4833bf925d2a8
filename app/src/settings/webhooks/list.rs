//! The apps: the tokens that are good, with where each is told.

use leptos::prelude::*;
use model::webhooks::WebhookAppRow;
use model::{Answer, Fault, paths};

use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::{Badge, ButtonKind, EmptyState, Icon, LinkButton, Tone, loaded};

#[server(prefix = "/api", endpoint = "webhooks/list")]
async fn all_webhook_apps() -> Result<Answer<Vec<WebhookAppRow>>, Fault> {
    crate::seam::answer(async { crate::seam::staff().await?.webhook_apps().await }).await
}

#[component]
pub fn AppsPage() -> impl IntoView {
    let apps = fetch(|| (), |()| all_webhook_apps());
    view! {
        <leptos_meta::Title text=t!("webhooks-title")/>
        <div class="settings">{loaded(apps, |apps| view! { <List apps/> }.into_any())}</div>
    }
}

#[component]
fn List(apps: Vec<WebhookAppRow>) -> impl IntoView {
    let new = || view! { <LinkButton href=paths::ADMIN_NEW_TOKEN kind=ButtonKind::Primary>{t!("tokens-new")}</LinkButton> };
    if apps.is_empty() {
        return view! {
            <h1 class="visually-hidden">{t!("webhooks-title")}</h1>
            <EmptyState icon="code" title=t!("webhooks-empty-title") text=t!("webhooks-empty-text")>{new()}</EmptyState>
        }
        .into_any();
    }
    let rows = apps.into_iter().map(|app| view! { <Row app/> }).collect_view();
    view! {
        <header class="page-head"><h1>{t!("webhooks-title")}</h1></header>
        <p class="hint">{t!("webhooks-hint")}</p>
        <ul class="people">{rows}</ul>
    }
    .into_any()
}

#[component]
fn Row(app: WebhookAppRow) -> impl IntoView {
    let (tone, label) = match (&app.target_url, app.paused_at) {
        (None, _) => (Tone::Neutral, t!("webhook-no-target")),
        (Some(_), Some(_)) => (Tone::Danger, t!("webhook-paused")),
        (Some(_), None) => (Tone::Success, t!("webhook-on")),
    };
    let count = i64::try_from(app.subscriptions).unwrap_or(i64::MAX);
    view! {
        <li class="person">
            <Icon name="code"/>
            <div class="person-what">
                <a href=paths::admin_webhook(app.app) dir="auto">{app.name}</a>
                {app.target_url.map(|url| view! { <bdi class="hint">{url}</bdi> })}
            </div>
            <div class="person-state">
                <Badge tone label/>
                <span class="hint">{t!("webhook-subscriptions-many", "n" => count)}</span>
            </div>
        </li>
    }
}
