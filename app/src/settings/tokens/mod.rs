//! Tokens of integrations: `/admin/tokens`, `/admin/tokens/new` and `/admin/tokens/ID`.

mod list;
mod new;
mod show;

use leptos::prelude::*;
use model::api_tokens::TokenRow;

use crate::locale::clock::Clock;
use crate::t;
use crate::ui::{Badge, Tone};

use list::TokenListPage;
use new::NewTokenPage;
use show::TokenPage;

#[component]
pub fn TokensPage(item: Option<String>) -> impl IntoView {
    match item.as_deref() {
        None => view! { <TokenListPage/> }.into_any(),
        Some("new") => view! { <NewTokenPage/> }.into_any(),
        Some(id) => view! { <TokenPage id=id.to_owned()/> }.into_any(),
    }
}

/// Whether the token is good.
fn state(token: &TokenRow, clock: Clock) -> impl IntoView + use<> {
    let (revoked, until) = (token.revoked_at.is_some(), token.expires_at);
    move || {
        let (tone, label) = match until {
            _ if revoked => (Tone::Danger, t!("token-revoked")),
            Some(at) if at <= clock.read().now => (Tone::Danger, t!("token-expired")),
            _ => (Tone::Success, t!("token-good")),
        };
        view! { <Badge tone label/> }
    }
}
