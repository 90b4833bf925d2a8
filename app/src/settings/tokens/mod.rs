//! Tokens of integrations: `/admin/tokens`, `/admin/tokens/new` and `/admin/tokens/ID`.

mod list;
mod new;
mod show;

use leptos::prelude::*;
use model::api_tokens::TokenRow;

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
fn state(token: &TokenRow, now: model::Timestamp) -> impl IntoView + use<> {
    let (tone, label) = match (token.revoked_at, token.expires_at) {
        (Some(_), _) => (Tone::Danger, t!("token-revoked")),
        (None, Some(at)) if at <= now => (Tone::Danger, t!("token-expired")),
        (None, _) => (Tone::Success, t!("token-good")),
    };
    view! { <Badge tone label/> }
}
