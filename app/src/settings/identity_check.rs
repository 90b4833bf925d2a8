//! Whether an identity provider works: its discovery document and keys, asked for on a click.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::identity::{ProviderCheck, ProviderFound, ProviderProblem};
use model::{Answer, Fault, IdentityProviderId};

use crate::t;
use crate::ui::{Banner, BannerKind, Button, Definition, FaultBanner, Icon, use_fault};

#[server(prefix = "/api", endpoint = "identity/check")]
pub async fn provider_checked(provider: IdentityProviderId) -> Result<Answer<ProviderCheck>, Fault> {
    crate::seam::answer(async move {
        let checked = crate::seam::staff().await?.check_identity_provider(provider).await?;
        if let Ok(shown) = serde_json::to_string(&checked) {
            crate::seam::show_once(&shown)?;
        }
        Ok(checked)
    })
    .await
}

#[component]
pub fn Checked(
    provider: IdentityProviderId,
    check: ServerAction<ProviderChecked>,
    /// Made without script.
    checked: Option<ProviderCheck>,
) -> impl IntoView {
    let fault = use_fault(check);
    let before = StoredValue::new(checked);
    let outcome = move || match check.value().get() {
        Some(Ok(Ok(checked))) => Some(checked),
        Some(_) => None,
        None => before.get_value(),
    };
    view! {
        <FaultBanner fault fields=&[]/>
        <ActionForm action=check>
            <input type="hidden" name="provider" value=provider.to_string()/>
            <Button busy=check.pending()><Icon name="refresh"/> {t!("identity-check")}</Button>
        </ActionForm>
        <div aria-live="polite">
            {move || outcome().map(|outcome| match outcome {
                ProviderCheck::Works(found) => view! { <Found found/> }.into_any(),
                ProviderCheck::Fails(problem) => view! { <Banner kind=BannerKind::Danger>{problem_words(&problem)}</Banner> }.into_any(),
            })}
        </div>
    }
}

#[component]
fn Found(found: ProviderFound) -> impl IntoView {
    let algorithms = if found.algorithms.is_empty() { t!("identity-unsaid") } else { found.algorithms.join(", ") };
    view! {
        <div class="stack">
            <Banner kind=BannerKind::Success>{t!("identity-works")}</Banner>
            <dl class="definitions">
                <Definition name=t!("identity-authorization")>{found.authorization_endpoint}</Definition>
                <Definition name=t!("identity-token")>{found.token_endpoint}</Definition>
                <Definition name=t!("identity-keys")>{crate::locale::number(i64::try_from(found.keys).unwrap_or(i64::MAX))}</Definition>
                <Definition name=t!("identity-algorithms")>{algorithms}</Definition>
            </dl>
        </div>
    }
}

fn problem_words(problem: &ProviderProblem) -> String {
    match problem {
        ProviderProblem::NotAllowed { address } => t!("identity-problem-address", "address" => address),
        ProviderProblem::Unreachable { reason } => t!("identity-problem-unreachable", "reason" => reason),
        ProviderProblem::Status { status } => t!("identity-problem-status", "status" => status.to_string()),
        ProviderProblem::NotUnderstood => t!("identity-problem-answer"),
        ProviderProblem::OtherIssuer { found } => t!("identity-problem-issuer", "found" => found),
        ProviderProblem::NoKeys => t!("identity-problem-keys"),
    }
}
