//! Making a token. It is shown once.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::api_tokens::Scope;
use model::text::line;
use model::{Answer, Fault, paths};

use crate::desk::proof::{Proof, without_question};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::{instant_error, kept};
use crate::ui::{
    Banner, BannerKind, Button, ButtonKind, Checkbox, CopyField, FaultBanner, LinkButton, SelectField, SelectOption, TextField,
    field_error, loaded, use_fault,
};

/// After how many days a token ends; none for never.
const DAYS: [&str; 4] = ["30", "90", "365", ""];

/// A token that was made without script.
#[server(prefix = "/api", endpoint = "tokens/made")]
async fn token_made() -> Result<Answer<Option<String>>, Fault> {
    crate::seam::answer(async {
        // Whoever may not make one is told so here and not at the end.
        crate::seam::staff().await?.api_tokens().await?;
        Ok(crate::seam::shown_once())
    })
    .await
}

#[server(prefix = "/api", endpoint = "tokens/create")]
async fn create_token(
    name: String,
    #[server(default)] scopes: Vec<String>,
    #[server(default)] days: String,
    #[server(default)] proof: String,
) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        let words = scopes.join(" ");
        crate::seam::keep_typed(&[("name", &name), ("scopes", &words), ("days", &days)]);
        let scopes = Scope::parse_list(&words).map_err(|problem| Fault::invalid("scopes", problem))?;
        let days = match days.as_str() {
            "" => None,
            days => Some(days.parse().map_err(|_| Fault::invalid("days", model::Problem::Unknown))?),
        };
        crate::seam::staff().await?.prove(&proof).await?;
        // With the proof that was just given.
        let secret = crate::seam::staff().await?.create_api_token(&name, &scopes, days).await?;
        crate::seam::show_once(&secret)?;
        Ok(secret)
    })
    .await
}

#[component]
pub fn NewTokenPage() -> impl IntoView {
    let before = fetch(|| (), |()| token_made());
    let action = ServerAction::<CreateToken>::new();
    // Outside of the form, so that nothing typed is lost when the form is built anew.
    let typed = RwSignal::new(kept("name").unwrap_or_default());
    view! {
        <leptos_meta::Title text=t!("tokens-new")/>
        <div class="settings">
            <header class="page-head"><h1>{t!("tokens-new")}</h1></header>
            {loaded(before, move |before| view! { <Making before action typed/> }.into_any())}
        </div>
    }
}

#[component]
fn Making(
    #[prop(optional_no_strip)] before: Option<String>,
    action: ServerAction<CreateToken>,
    typed: RwSignal<String>,
) -> impl IntoView {
    // A refusal is told inside the form, which stays as it is.
    let made = Memo::new(move |_| match action.value().get() {
        Some(Ok(Ok(made))) => Some(made),
        Some(_) => None,
        None => before.clone(),
    });
    move || match made.get() {
        Some(secret) => view! { <Made secret/> }.into_any(),
        None => view! { <Form action typed/> }.into_any(),
    }
}

#[component]
fn Form(action: ServerAction<CreateToken>, typed: RwSignal<String>) -> impl IntoView {
    let fault = use_fault(action);
    let left = RwSignal::new(false);
    let chosen = Scope::parse_list(&kept("scopes").unwrap_or_default()).unwrap_or_default();
    let boxes = Scope::ALL.map(|scope| {
        view! { <Checkbox name="scopes[]" value=scope.word() label=scope_label(scope) hint=scope.word() checked={chosen.contains(&scope)}/> }
    });
    let days = kept("days").unwrap_or_else(|| DAYS[1].to_owned());
    let options = DAYS.map(|days| SelectOption::new(days, days_label(days))).to_vec();
    let missing = field_error(fault, "scopes");
    view! {
        <p class="hint">{t!("tokens-new-hint")}</p>
        <ActionForm action attr:class="form" attr:novalidate="">
            <FaultBanner fault=without_question(fault) fields=&["name", "scopes", "proof"]/>
            <TextField
                name="name"
                label=t!("token-name")
                hint=t!("token-name-hint")
                autocomplete="off"
                bind=typed
                error=instant_error(fault, "name", typed, left, |text| line(text, 1, 100).map(drop))
                on_leave=move |text: String| left.update(|left| *left |= !text.is_empty())
            />
            <fieldset class="choices">
                <legend class="field-label">{t!("token-scopes")}</legend>
                {move || missing.get().map(|_| view! { <p class="field-error">{t!("token-scopes-missing")}</p> })}
                {boxes.into_iter().collect_view()}
            </fieldset>
            <SelectField name="days" label=t!("token-days") options selected=days error=field_error(fault, "days")/>
            <Proof fault/>
            <div class="cluster">
                <Button kind=ButtonKind::Primary busy=action.pending()>{t!("tokens-do")}</Button>
                <LinkButton href=paths::ADMIN_TOKENS kind=ButtonKind::Quiet>{t!("desk-cancel")}</LinkButton>
            </div>
        </ActionForm>
    }
}

fn days_label(days: &str) -> String {
    match days.parse::<i64>() {
        Ok(days) => t!("token-days-many", "n" => days),
        Err(_) => t!("token-never"),
    }
}

/// What it lets an integration do; HubSpot's word stands below.
pub fn scope_label(scope: Scope) -> String {
    match scope {
        Scope::Tickets => t!("scope-tickets"),
        Scope::ReadContacts => t!("scope-contacts-read"),
        Scope::WriteContacts => t!("scope-contacts-write"),
        Scope::ReadCompanies => t!("scope-companies-read"),
        Scope::WriteCompanies => t!("scope-companies-write"),
        Scope::ReadOwners => t!("scope-owners-read"),
        Scope::ReadContactSchemas => t!("scope-contact-schemas-read"),
        Scope::WriteContactSchemas => t!("scope-contact-schemas-write"),
        Scope::ReadCompanySchemas => t!("scope-company-schemas-read"),
        Scope::WriteCompanySchemas => t!("scope-company-schemas-write"),
        Scope::ReadTicketSchemas => t!("scope-ticket-schemas-read"),
        Scope::WriteTicketSchemas => t!("scope-ticket-schemas-write"),
        Scope::ReadConversations => t!("scope-conversations-read"),
        Scope::WriteConversations => t!("scope-conversations-write"),
        Scope::VisitorTokens => t!("scope-visitor-tokens"),
        Scope::Files => t!("scope-files"),
        Scope::ReadFiles => t!("scope-files-read"),
        Scope::WriteFiles => t!("scope-files-write"),
        Scope::DeleteFiles => t!("scope-files-delete"),
        Scope::Import => t!("scope-import"),
        Scope::ReadWebhooks => t!("scope-webhooks-read"),
        Scope::WriteWebhooks => t!("scope-webhooks-write"),
    }
}

/// The token, shown once.
#[component]
fn Made(secret: String) -> impl IntoView {
    view! {
        <div class="stack">
            <Banner kind=BannerKind::Success>{t!("token-made")}</Banner>
            <CopyField label=t!("token-secret") value=secret/>
            <div class="cluster">
                <LinkButton href=paths::ADMIN_TOKENS>{t!("tokens-back")}</LinkButton>
            </div>
        </div>
    }
}
