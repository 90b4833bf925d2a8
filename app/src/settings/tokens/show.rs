//! One token: what it may do, when it was used, and an end to it.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::api_tokens::TokenRow;
use model::{Answer, Fault, TokenId, paths};

use super::new::scope_label;
use super::state;
use crate::desk::proof::{Proof, without_question};
use crate::locale::clock::Clock;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::on_success;
use crate::ui::{Button, ButtonKind, Definition, FaultBanner, Icon, Time, loaded, toast, use_fault};

#[server(prefix = "/api", endpoint = "tokens/show")]
async fn one_token(id: String) -> Result<Answer<TokenRow>, Fault> {
    crate::seam::answer(async move {
        let wanted: TokenId = id.parse().map_err(|_| Fault::NotFound)?;
        let tokens = crate::seam::staff().await?.api_tokens().await?;
        tokens.into_iter().find(|token| token.id == wanted).ok_or(Fault::NotFound)
    })
    .await
}

#[server(prefix = "/api", endpoint = "tokens/revoke")]
async fn token_revoked(token: TokenId, #[server(default)] proof: String) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        crate::seam::staff().await?.prove(&proof).await?;
        // With the proof that was just given.
        crate::seam::staff().await?.revoke_api_token(token).await
    })
    .await
}

#[component]
pub fn TokenPage(id: String) -> impl IntoView {
    let token = fetch(move || id.clone(), one_token);
    let again = Callback::new(move |()| token.refetch());
    let action = ServerAction::<TokenRevoked>::new();
    on_success(action, move |()| {
        toast(t!("token-is-revoked"));
        again.run(());
    });
    view! {
        <div class="settings">
            <p class="ticket-way"><a href=paths::ADMIN_TOKENS><Icon name="arrow-left"/> {t!("tokens-title")}</a></p>
            {loaded(token, move |token| view! { <Token token action/> }.into_any())}
        </div>
    }
}

#[component]
fn Token(token: TokenRow, action: ServerAction<TokenRevoked>) -> impl IntoView {
    let state = state(&token, Clock::of_page());
    let good = token.revoked_at.is_none();
    let moment = |at: Option<model::Timestamp>, none: String| match at {
        Some(at) => view! { <Time at/> }.into_any(),
        None => none.into_any(),
    };
    let scopes = token.scopes.into_iter().map(|scope| view! { <li>{scope_label(scope)} " " <code>{scope.word()}</code></li> });
    view! {
        <leptos_meta::Title text=token.name.clone()/>
        <header class="page-head settings-head"><h1 dir="auto">{token.name.clone()}</h1> {state}</header>
        <dl class="person-about">
            <Definition name=t!("token-secret")>{t!("token-ending", "ending" => token.ending)}</Definition>
            <Definition name=t!("token-created")><Time at=token.created_at/></Definition>
            <Definition name=t!("token-used")>{moment(token.used_at, t!("token-unused"))}</Definition>
            <Definition name=t!("token-expires")>{moment(token.expires_at, t!("token-never"))}</Definition>
            <Definition name=t!("token-scopes")><ul class="plain-list">{scopes.collect_view()}</ul></Definition>
        </dl>
        {good.then(|| view! { <Revoke id=token.id action/> })}
    }
}

#[component]
fn Revoke(id: TokenId, action: ServerAction<TokenRevoked>) -> impl IntoView {
    let fault = use_fault(action);
    view! {
        <section class="settings-section" aria-labelledby="token-end">
            <h2 id="token-end">{t!("token-revoke")}</h2>
            <p class="hint">{t!("token-revoke-why")}</p>
            <div class="settings-body">
                <ActionForm action attr:class="form">
                    <FaultBanner fault=without_question(fault) fields=&["proof"]/>
                    <input type="hidden" name="token" value=id.to_string()/>
                    <Proof fault/>
                    <Button kind=ButtonKind::Danger busy=action.pending()>{t!("token-revoke")}</Button>
                </ActionForm>
            </div>
        </section>
    }
}
