//! The identity providers of all portals and of staff.

use leptos::prelude::*;
use model::identity::ProviderRow;
use model::{Answer, Fault, paths};

use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::{Badge, ButtonKind, EmptyState, Icon, LinkButton, Tone, loaded};

#[server(prefix = "/api", endpoint = "identity/list")]
async fn provider_list() -> Result<Answer<Vec<ProviderRow>>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.identity_providers().await }).await
}

#[component]
pub fn IdentityPage() -> impl IntoView {
    let providers = fetch(|| (), |()| provider_list());
    view! {
        <leptos_meta::Title text=t!("identity-title")/>
        <div class="settings">
            {loaded(providers, |providers| view! { <List providers/> }.into_any())}
        </div>
    }
}

#[component]
fn List(providers: Vec<ProviderRow>) -> impl IntoView {
    let new = paths::admin_identity("new");
    if providers.is_empty() {
        return view! {
            <h1 class="visually-hidden">{t!("identity-title")}</h1>
            <EmptyState icon="lock" title=t!("identity-empty") text=t!("identity-why")>
                <LinkButton href=new kind=ButtonKind::Primary>{t!("identity-add")}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <header class="page-head">
            <h1>{t!("identity-title")}</h1>
            <LinkButton href=new kind=ButtonKind::Primary><Icon name="plus"/> {t!("identity-add")}</LinkButton>
        </header>
        <p class="hint">{t!("identity-why")}</p>
        <ul class="portals">{providers.into_iter().map(|row| view! { <Row row/> }).collect_view()}</ul>
    }
    .into_any()
}

#[component]
fn Row(row: ProviderRow) -> impl IntoView {
    let href = paths::admin_identity(&row.id.to_string());
    let whose = row.portal.map_or_else(|| t!("identity-staff"), |portal| portal.name);
    view! {
        <li class="portal-row">
            <div class="portal-what">
                <h2><a href=href.clone() dir="auto">{row.name}</a></h2>
                <span dir="auto">{whose}</span>
                <span class="portal-url">{row.issuer}</span>
            </div>
            {state(row.enabled)}
            <LinkButton href>{t!("admin-settings")}</LinkButton>
        </li>
    }
}

pub fn state(enabled: bool) -> AnyView {
    match enabled {
        true => view! { <Badge tone=Tone::Success label=t!("identity-on")/> }.into_any(),
        false => view! { <Badge tone=Tone::Neutral label=t!("identity-off")/> }.into_any(),
    }
}

/// For a provider's page: `new`, or a provider.
#[cfg(feature = "ssr")]
pub fn item(text: &str) -> Result<Option<model::IdentityProviderId>, Fault> {
    match text {
        "new" => Ok(None),
        id => id.parse().map(Some).map_err(|_| Fault::NotFound),
    }
}
