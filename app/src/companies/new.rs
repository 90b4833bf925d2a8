//! A new company.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::companies::CompanyFields;
use model::properties::{PropertyValue, RecordKind};
use model::{Answer, Fault, paths};

use super::fields::{Fields, NAMES};
use crate::properties::Typed;
use crate::properties::fields::property_fields;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::{Button, ButtonKind, FaultBanner, loaded, use_fault};

#[server(prefix = "/api", endpoint = "companies/new")]
async fn company_created(
    name: String,
    domain: String,
    phone: String,
    #[server(default)] values: Typed,
) -> Result<Answer<()>, Fault> {
    let values = values.values();
    crate::seam::keep_typed(&[("name", &name), ("domain", &domain), ("phone", &phone)]);
    crate::seam::keep_values(&values);
    crate::seam::answer(async move {
        let fields = model::companies::CompanyFields { name, domain, phone, values }.check()?;
        let company = crate::seam::staff().await?.create_company(&fields).await?;
        crate::seam::redirect(&paths::desk_company(company));
        Ok(())
    })
    .await
}

#[component]
pub fn NewCompanyPage() -> impl IntoView {
    let fields = fetch(|| (), |()| property_fields(RecordKind::Companies));
    view! {
        <leptos_meta::Title text=t!("company-new")/>
        <div class="record-form">
            <h1>{t!("company-new")}</h1>
            {loaded(fields, |properties| view! { <NewCompany properties/> }.into_any())}
        </div>
    }
}

#[component]
fn NewCompany(properties: Vec<PropertyValue>) -> impl IntoView {
    let action = ServerAction::<CompanyCreated>::new();
    let fault = use_fault(action);
    view! {
        <ActionForm action attr:class="form" attr:novalidate="">
            <FaultBanner fault fields=NAMES/>
            <Fields fields=CompanyFields::default() properties fault/>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary busy=action.pending()>{t!("company-create")}</Button>
                <a class="button button-quiet" href=paths::DESK_COMPANIES>{t!("desk-cancel")}</a>
            </div>
        </ActionForm>
    }
}
