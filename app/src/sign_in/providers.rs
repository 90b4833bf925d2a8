//! The identity providers on a sign-in page, for customers and for staff: plain forms, because the browser leaves for
//! another site. And what is said to those who came back from one and were not let in.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::identity::{ProviderButton, SignInEnd};
use model::{Answer, Fault, paths};

use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::{Banner, BannerKind, loaded};

/// Without a slug: those of staff.
#[server(prefix = "/api", endpoint = "door/providers")]
async fn providers_here(#[server(default)] slug: Option<String>) -> Result<Answer<Vec<ProviderButton>>, Fault> {
    crate::seam::answer(async move {
        match slug {
            Some(slug) => crate::seam::portal(&slug).await?.providers().await,
            None => crate::seam::staff_door().await?.staff_providers().await,
        }
    })
    .await
}

#[component]
pub fn Providers(
    /// The portal's; none for staff.
    #[prop(optional_no_strip)]
    slug: Option<String>,
    #[prop(into)] return_to: String,
    /// There is a form above to sign in with otherwise.
    beside: bool,
    /// What is said where there is no other way and no provider either.
    #[prop(optional_no_strip)]
    otherwise: Option<String>,
) -> impl IntoView {
    let asked = slug.clone();
    let providers = fetch(move || asked.clone(), providers_here);
    loaded(providers, move |providers| {
        if providers.is_empty() {
            return otherwise.clone().map(|words| view! { <p>{words}</p> }).into_any();
        }
        let (slug, return_to) = (slug.clone(), return_to.clone());
        let button = move |provider: ProviderButton| {
            let action = paths::single_sign_on(slug.as_deref(), provider.id);
            let class = if beside { "button" } else { "button button-primary" };
            view! {
                <form method="post" action=action>
                    <input type="hidden" name="return_to" value=return_to.clone()/>
                    <button type="submit" class=class>{t!("sso-continue", "name" => provider.name)}</button>
                </form>
            }
        };
        view! {
            {beside.then(|| view! { <p class="sign-in-or">{t!("sso-or")}</p> })}
            <div class="sign-in-providers">{providers.into_iter().map(button).collect_view()}</div>
        }
        .into_any()
    })
}

/// Why somebody is back from a provider, if they are.
#[component]
pub fn SignInEnded() -> impl IntoView {
    let end = use_query_map().with_untracked(|query| query.get("sso")).and_then(|word| SignInEnd::parse(&word));
    end.map(|end| {
        let kind = match end {
            SignInEnd::Cancelled | SignInEnd::Expired => BannerKind::Warning,
            _ => BannerKind::Danger,
        };
        view! { <Banner kind>{words(end)}</Banner> }
    })
}

fn words(end: SignInEnd) -> String {
    match end {
        SignInEnd::Unavailable => t!("sso-unavailable"),
        SignInEnd::Expired => t!("sso-expired"),
        SignInEnd::Cancelled => t!("sso-cancelled"),
        SignInEnd::NotProven => t!("sso-not-proven"),
        SignInEnd::NotVerified => t!("sso-not-verified"),
        SignInEnd::NotAdmitted => t!("sso-not-admitted"),
        SignInEnd::Paused => t!("refusal-paused"),
    }
}
