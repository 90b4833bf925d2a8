//! Who registered: whom to let in, and who belongs to which company.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::access::RegistrationRow;
use model::pages::Page;
use model::{Answer, Fault, RegistrationId, paths};

use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::on_success;
use crate::ui::{Badge, Button, ButtonKind, EmptyState, FaultBanner, LoadMore, Time, Tone, loaded, use_fault};

#[server(prefix = "/api", endpoint = "registrations/list")]
async fn registrations_listed(after: String) -> Result<Answer<Page<RegistrationRow>>, Fault> {
    crate::seam::answer(async move {
        let after = Some(after.as_str()).filter(|after| !after.is_empty());
        crate::seam::staff().await?.registrations(after).await
    })
    .await
}

/// `decision`: `approve`, `company` (also as one of it) or `refuse`.
#[server(prefix = "/api", endpoint = "registrations/decide")]
async fn registration_decided(registration: RegistrationId, decision: String) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        let desk = crate::seam::staff().await?;
        match decision.as_str() {
            "approve" => desk.approve_registration(registration, false).await,
            "company" => desk.approve_registration(registration, true).await,
            "refuse" => desk.refuse_registration(registration).await,
            _ => Err(Fault::invalid("decision", model::Problem::Unknown)),
        }
    })
    .await
}

#[component]
pub fn RegistrationsPage() -> impl IntoView {
    let query = use_query_map();
    let after = Memo::new(move |_| query.with(|query| query.get("after")).unwrap_or_default());
    let page = fetch(move || after.get(), registrations_listed);
    let action = ServerAction::<RegistrationDecided>::new();
    let fault = use_fault(action);
    on_success(action, move |()| page.refetch());
    view! {
        <leptos_meta::Title text=t!("registrations-title")/>
        <div class="settings">
            <header class="page-head settings-head">
                <div>
                    <p class="settings-path"><a href=paths::ADMIN>{t!("admin-title")}</a></p>
                    <h1>{t!("registrations-title")}</h1>
                </div>
            </header>
            <p class="hint">{t!("registrations-why")}</p>
            <FaultBanner fault fields=&[]/>
            {loaded(page, move |page| view! { <Rows page action/> }.into_any())}
        </div>
    }
}

#[component]
fn Rows(page: Page<RegistrationRow>, action: ServerAction<RegistrationDecided>) -> impl IntoView {
    if page.rows.is_empty() {
        return view! { <EmptyState icon="person" title=t!("registrations-empty") text=t!("registrations-empty-text")/> }
            .into_any();
    }
    let next = page.next.map(|after| format!("{}?after={after}", paths::ADMIN_REGISTRATIONS));
    let rows = page.rows.into_iter().map(|row| view! { <Row row action/> }).collect_view();
    view! {
        <ul class="letters">{rows}</ul>
        <LoadMore href=next/>
    }
    .into_any()
}

#[component]
fn Row(row: RegistrationRow, action: ServerAction<RegistrationDecided>) -> impl IntoView {
    let id = row.id;
    let (tone, label) = match row.waiting {
        true => (Tone::Waiting, t!("registration-waiting")),
        false => (Tone::Success, t!("registration-in")),
    };
    let company = row.company.map(|company| company.name);
    let asks = company.clone().map(|company| t!("registration-company", "company" => company));
    let join = company.map(|company| t!("registration-join", "company" => company));
    let plain = if row.waiting { t!("registration-approve") } else { t!("registration-no-company") };
    let button = move |decision: &'static str, label: String, kind: ButtonKind| {
        view! {
            <ActionForm action>
                <input type="hidden" name="registration" value=id.to_string()/>
                <input type="hidden" name="decision" value=decision/>
                <Button kind busy=action.pending()>{label}</Button>
            </ActionForm>
        }
    };
    view! {
        <li class="letter">
            <div class="letter-what">
                <strong><a href=paths::desk_contact(row.contact.id) dir="auto">{row.contact.name}</a></strong>
                <bdi>{row.email}</bdi>
                <span class="hint"><bdi>{row.portal}</bdi> " · " <Time at=row.at/></span>
            </div>
            <div class="letter-state">
                <Badge tone label/>
                <span class="hint">{asks}</span>
            </div>
            <div class="cluster">
                {join.map(|label| button("company", label, ButtonKind::Secondary))}
                {button("approve", plain, ButtonKind::Secondary)}
                {row.waiting.then(|| button("refuse", t!("registration-refuse"), ButtonKind::Quiet))}
            </div>
        </li>
    }
}
