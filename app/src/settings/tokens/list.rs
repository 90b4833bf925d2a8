//! All tokens, the newest first.

use leptos::prelude::*;
use model::api_tokens::TokenRow;
use model::{Answer, Fault, paths};

use super::state;
use crate::locale::clock::Clock;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::{ButtonKind, EmptyState, Icon, LinkButton, Time, loaded};

#[server(prefix = "/api", endpoint = "tokens/list")]
async fn all_tokens() -> Result<Answer<Vec<TokenRow>>, Fault> {
    crate::seam::answer(async { crate::seam::staff().await?.api_tokens().await }).await
}

#[component]
pub fn TokenListPage() -> impl IntoView {
    let tokens = fetch(|| (), |()| all_tokens());
    view! {
        <leptos_meta::Title text=t!("tokens-title")/>
        <div class="settings">{loaded(tokens, |tokens| view! { <List tokens/> }.into_any())}</div>
    }
}

#[component]
fn List(tokens: Vec<TokenRow>) -> impl IntoView {
    let add = || view! { <LinkButton href=paths::ADMIN_NEW_TOKEN kind=ButtonKind::Primary>{t!("tokens-new")}</LinkButton> };
    if tokens.is_empty() {
        return view! {
            <h1 class="visually-hidden">{t!("tokens-title")}</h1>
            <EmptyState icon="code" title=t!("tokens-empty-title") text=t!("tokens-empty-text")>{add()}</EmptyState>
        }
        .into_any();
    }
    let rows = tokens.into_iter().map(|token| view! { <Row token/> }).collect_view();
    view! {
        <header class="page-head">
            <h1>{t!("tokens-title")}</h1>
            <div class="cluster">{add()}</div>
        </header>
        <p class="hint">{t!("tokens-hint")}</p>
        <ul class="people">{rows}</ul>
    }
    .into_any()
}

#[component]
fn Row(token: TokenRow) -> impl IntoView {
    let state = state(&token, Clock::of_page());
    let used = match token.used_at {
        Some(at) => view! { {t!("token-used")} " " <Time at/> }.into_any(),
        None => t!("token-unused").into_any(),
    };
    let until = token.expires_at.map(|at| view! { " · " {t!("token-until")} " " <Time at/> });
    view! {
        <li class="person">
            <Icon name="lock"/>
            <div class="person-what">
                <a href=paths::admin_token(token.id) dir="auto">{token.name}</a>
                <span class="hint">{t!("token-ending", "ending" => token.ending)} " · " {t!("token-scopes-many", "n" => token.scopes.len() as i64)}</span>
            </div>
            <div class="person-state">
                {state}
                <span class="hint">{used} {until}</span>
            </div>
        </li>
    }
}
