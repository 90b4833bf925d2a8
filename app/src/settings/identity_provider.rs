//! One identity provider: what is told to it, what it is known by, whether it works, and whether it is on.

// Inside, because the lint counts them in what the macro makes of the form's fields.
#![allow(clippy::too_many_arguments, reason = "a form has as many fields as it has")]

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::identity::{DEFAULT_SCOPES, ProviderCheck, ProviderFields, ProviderPlace, ProviderShown};
use model::{Answer, Fault, IdentityProviderId, paths};
use serde::{Deserialize, Serialize};

use super::identity::state;
use super::identity_check::{Checked, ProviderChecked};
use super::identity_fields::Fields;
use crate::desk::proof::{Proof, without_question};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::{kept, on_success};
use crate::ui::{Button, ButtonKind, CopyField, FaultBanner, SelectField, SelectOption, field_error, loaded, toast, use_fault};

/// The fields' names, for the banner of what stands at no field.
const NAMES: &[&str] = &["portal", "name", "issuer", "client_id", "client_secret", "scopes", "proof"];
/// The word for staff, where a portal's id stands otherwise.
const STAFF: &str = "staff";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct ProviderPage {
    /// None for a new one.
    provider: Option<ProviderShown>,
    /// For a new one.
    places: Vec<ProviderPlace>,
    /// Made without script.
    checked: Option<ProviderCheck>,
}

#[server(prefix = "/api", endpoint = "identity/show")]
async fn provider_read(wanted: String) -> Result<Answer<ProviderPage>, Fault> {
    crate::seam::answer(async move {
        let desk = crate::seam::staff().await?;
        Ok(match super::identity::item(&wanted)? {
            Some(id) => {
                let checked = crate::seam::shown_once().and_then(|shown| serde_json::from_str(&shown).ok());
                ProviderPage { provider: Some(desk.identity_provider(id).await?), places: Vec::new(), checked }
            }
            None => ProviderPage { provider: None, places: desk.identity_places().await?, checked: None },
        })
    })
    .await
}

/// An empty secret keeps the one there is.
#[server(prefix = "/api", endpoint = "identity/save")]
async fn provider_saved(
    #[server(default)] provider: Option<IdentityProviderId>,
    #[server(default)] portal: String,
    name: String,
    issuer: String,
    client_id: String,
    #[server(default)] client_secret: String,
    #[server(default)] forget_secret: bool,
    scopes: String,
    #[server(default)] may_create: bool,
    #[server(default)] proof: String,
) -> Result<Answer<()>, Fault> {
    crate::seam::keep_typed(&[
        ("portal", &portal),
        ("name", &name),
        ("issuer", &issuer),
        ("client_id", &client_id),
        ("scopes", &scopes),
    ]);
    crate::seam::answer(async move {
        crate::seam::staff().await?.prove(&proof).await?;
        // With the proof that was just given.
        let desk = crate::seam::staff().await?;
        let secret = match (client_secret.is_empty(), forget_secret) {
            (false, _) => model::identity::SecretChange::Replace(client_secret),
            (true, true) => model::identity::SecretChange::Remove,
            (true, false) => model::identity::SecretChange::Keep,
        };
        let fields = ProviderFields { name, issuer, client_id, scopes, may_create };
        match provider {
            Some(provider) => desk.update_identity_provider(provider, &fields, secret).await,
            None => {
                let portal = match portal.as_str() {
                    STAFF => None,
                    id => Some(id.parse::<model::PortalId>().map_err(|_| Fault::invalid("portal", model::Problem::Missing))?),
                };
                let made = desk.create_identity_provider(portal, &fields, secret).await?;
                crate::seam::redirect(&paths::admin_identity(&made.to_string()));
                Ok(())
            }
        }
    })
    .await
}

#[server(prefix = "/api", endpoint = "identity/switch")]
async fn provider_switched(
    provider: IdentityProviderId,
    #[server(default)] enabled: bool,
    #[server(default)] proof: String,
) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        crate::seam::staff().await?.prove(&proof).await?;
        crate::seam::staff().await?.set_identity_provider_enabled(provider, enabled).await
    })
    .await
}

#[component]
pub fn ProviderPage(wanted: String) -> impl IntoView {
    let (save, switch, check) =
        (ServerAction::<ProviderSaved>::new(), ServerAction::<ProviderSwitched>::new(), ServerAction::<ProviderChecked>::new());
    let page = fetch(move || wanted.clone(), provider_read);
    on_success(save, move |()| {
        toast(t!("settings-saved"));
        page.refetch();
    });
    on_success(switch, move |()| page.refetch());
    let shown = loaded(page, move |page| match page.provider {
        Some(provider) => view! { <Known provider checked=page.checked save switch check/> }.into_any(),
        None => view! { <New places=page.places save/> }.into_any(),
    });
    view! {
        <div class="settings">
            <p class="settings-path"><a href=paths::ADMIN_IDENTITY>{t!("identity-title")}</a></p>
            {shown}
        </div>
    }
}

#[component]
fn New(places: Vec<ProviderPlace>, save: ServerAction<ProviderSaved>) -> impl IntoView {
    let fault = use_fault(save);
    let value_of = |place: &ProviderPlace| place.portal.as_ref().map_or_else(|| STAFF.to_owned(), |portal| portal.id.to_string());
    let label_of =
        |place: &ProviderPlace| place.portal.as_ref().map_or_else(|| t!("identity-staff"), |portal| portal.name.clone());
    let options = places.iter().map(|place| SelectOption::new(value_of(place), label_of(place))).collect::<Vec<_>>();
    let asked = kept("portal").or_else(|| use_query_map().with_untracked(|query| query.get("portal")));
    let first = options.first().map(|option| option.value.clone()).unwrap_or_default();
    let chosen = RwSignal::new(asked.filter(|asked| options.iter().any(|option| option.value == *asked)).unwrap_or(first));
    let redirect = move || {
        let place = places.iter().find(|place| chosen.with(|chosen| value_of(place) == *chosen));
        let uri = place.and_then(|place| place.redirect_uri.clone());
        view! { <RedirectUri uri/> }
    };
    let fields = ProviderFields { scopes: DEFAULT_SCOPES.to_owned(), ..ProviderFields::default() };
    view! {
        <leptos_meta::Title text=t!("identity-new")/>
        <header class="page-head"><h1>{t!("identity-new")}</h1></header>
        <ActionForm action=save attr:class="form" attr:novalidate="">
            <FaultBanner fault=without_question(fault) fields=NAMES/>
            <SelectField
                name="portal"
                label=t!("identity-for")
                hint=t!("identity-for-hint")
                options
                selected=chosen.get_untracked()
                error=field_error(fault, "portal")
                on_change=move |value: String| chosen.set(value)
            />
            {redirect}
            <Fields fields has_secret=false staff=false fault/>
            <Proof fault/>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary busy=save.pending()>{t!("identity-add")}</Button>
                <a class="button button-quiet" href=paths::ADMIN_IDENTITY>{t!("desk-cancel")}</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn RedirectUri(uri: Option<String>) -> impl IntoView {
    match uri {
        Some(uri) => view! {
            <div class="stack">
                <CopyField label=t!("identity-redirect") value=uri/>
                <p class="hint">{t!("identity-redirect-hint")}</p>
            </div>
        }
        .into_any(),
        None => view! { <p class="hint">{t!("identity-no-address")}</p> }.into_any(),
    }
}

#[component]
fn Known(
    provider: ProviderShown,
    checked: Option<ProviderCheck>,
    save: ServerAction<ProviderSaved>,
    switch: ServerAction<ProviderSwitched>,
    check: ServerAction<ProviderChecked>,
) -> impl IntoView {
    let (fault, id, enabled) = (use_fault(save), provider.id, provider.enabled);
    let name = provider.fields.name.clone();
    let whose = match &provider.portal {
        Some(portal) => {
            let (href, name) = (paths::portal_settings(portal.id), portal.name.clone());
            view! { <a href=href dir="auto">{name}</a> }.into_any()
        }
        None => view! { <span>{t!("identity-staff")}</span> }.into_any(),
    };
    let not_offered = (!provider.offered && enabled).then(|| view! { <p class="hint">{t!("identity-not-offered")}</p> });
    view! {
        <leptos_meta::Title text=name.clone()/>
        <header class="page-head settings-head">
            <div>
                <h1 dir="auto">{name}</h1>
                <p class="hint">{whose} " · " {t!("identity-people", "n" => provider.people)}</p>
            </div>
            {state(enabled)}
        </header>
        <section class="settings-section" aria-labelledby="identity-connect">
            <h2 id="identity-connect">{t!("identity-connect")}</h2>
            <div class="settings-body stack">
                {not_offered}
                <RedirectUri uri=provider.redirect_uri/>
                <Checked provider=id check checked/>
            </div>
        </section>
        <section class="settings-section" aria-labelledby="identity-fields">
            <h2 id="identity-fields">{t!("identity-fields")}</h2>
            <div class="settings-body">
                <ActionForm action=save attr:class="form" attr:novalidate="">
                    <FaultBanner fault=without_question(fault) fields=NAMES/>
                    <input type="hidden" name="provider" value=id.to_string()/>
                    <Fields fields=provider.fields has_secret=provider.has_secret staff=provider.portal.is_none() fault/>
                    <Proof fault/>
                    <Button kind=ButtonKind::Primary busy=save.pending()>{t!("settings-save")}</Button>
                </ActionForm>
            </div>
        </section>
        <OnOff id enabled switch/>
    }
}

#[component]
fn OnOff(id: IdentityProviderId, enabled: bool, switch: ServerAction<ProviderSwitched>) -> impl IntoView {
    let fault = use_fault(switch);
    let (why, label) = match enabled {
        true => (t!("identity-disable-why"), t!("identity-disable")),
        false => (t!("identity-enable-why"), t!("identity-enable")),
    };
    view! {
        <section class="settings-section" aria-labelledby="identity-state">
            <h2 id="identity-state">{t!("identity-state")}</h2>
            <p class="hint">{why}</p>
            <div class="settings-body">
                <FaultBanner fault=without_question(fault) fields=&["proof"]/>
                <ActionForm action=switch attr:class="form">
                    <input type="hidden" name="provider" value=id.to_string()/>
                    <input type="hidden" name="enabled" value=(!enabled).to_string()/>
                    <Proof fault/>
                    <Button busy=switch.pending()>{label}</Button>
                </ActionForm>
            </div>
        </section>
    }
}
