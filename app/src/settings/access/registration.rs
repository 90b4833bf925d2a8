//! How people register at a portal: a section of its settings.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::access::{Consent, RegistrationSettings};
use model::{Answer, Fault, PortalId, paths};

use crate::t;
use crate::ui::form::{kept, on_success};
use crate::ui::{Banner, BannerKind, Button, Checkbox, FaultBanner, TextAreaField, field_error, toast, use_fault};

#[server(prefix = "/api", endpoint = "portals/registration")]
async fn registration_saved(
    portal: PortalId,
    #[server(default)] approval: bool,
    #[server(default)] domains: String,
    #[server(default)] joins_company: bool,
    #[server(default)] consent_text: String,
) -> Result<Answer<()>, Fault> {
    crate::seam::keep_typed(&[("domains", &domains)]);
    crate::seam::answer(async move {
        let settings = RegistrationSettings::parse(approval, &domains, joins_company)?;
        crate::seam::staff().await?.save_registration(portal, &settings, &consent_text).await
    })
    .await
}

#[component]
pub fn RegistrationSection(
    portal: PortalId,
    settings: RegistrationSettings,
    consent: Option<Consent>,
    /// Whether mail goes out.
    mails: bool,
    may_change: bool,
) -> impl IntoView {
    let action = ServerAction::<RegistrationSaved>::new();
    let fault = use_fault(action);
    on_success(action, move |()| toast(t!("settings-saved")));
    let domains = RwSignal::new(kept("domains").unwrap_or_else(|| settings.domains.join("\n")));
    let version = consent.as_ref().map(|consent| t!("registration-consent-version", "version" => consent.version));
    let text = RwSignal::new(consent.map(|consent| consent.text).unwrap_or_default());
    view! {
        <section class="settings-section" aria-labelledby="section-registration">
            <h2 id="section-registration">{t!("registration-title")}</h2>
            <p class="hint">{t!("registration-why")} " " <a href=paths::ADMIN_REGISTRATIONS>{t!("registrations-title")}</a></p>
            {(!mails).then(|| view! { <Banner kind=BannerKind::Warning>{t!("registration-no-mail")}</Banner> })}
            <div class="settings-body">
                <ActionForm action attr:class="form" attr:novalidate="">
                    <FaultBanner fault fields=&["domains", "consent_text"]/>
                    <input type="hidden" name="portal" value=portal.to_string()/>
                    <Checkbox name="approval" label=t!("registration-approval") hint=t!("registration-approval-hint") checked=settings.approval/>
                    <TextAreaField name="domains" label=t!("registration-domains") hint=t!("registration-domains-hint") bind=domains rows=3 optional=true error=field_error(fault, "domains")/>
                    <Checkbox name="joins_company" label=t!("registration-joins") hint=t!("registration-joins-hint") checked=settings.joins_company/>
                    <TextAreaField name="consent_text" label=t!("registration-consent") hint=t!("registration-consent-hint") bind=text rows=4 optional=true error=field_error(fault, "consent_text")/>
                    {version.map(|version| view! { <p class="hint">{version}</p> })}
                    {may_change.then(|| view! {
                        <div class="form-actions"><Button busy=action.pending()>{t!("settings-save")}</Button></div>
                    })}
                </ActionForm>
            </div>
        </section>
    }
}
