//! A new company.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use model::companies::CompanyFields;
use model::{Answer, Fault, paths};

use super::fields::{Fields, NAMES};
use crate::t;
use crate::ui::{Button, ButtonKind, FaultBanner, use_fault};

#[server(prefix = "/api", endpoint = "companies/new")]
async fn company_created(name: String, domain: String, phone: String) -> Result<Answer<()>, Fault> {
    crate::seam::keep_typed(&[("name", &name), ("domain", &domain), ("phone", &phone)]);
    crate::seam::answer(async move {
        let fields = model::companies::CompanyFields { name, domain, phone }.check()?;
        let company = crate::seam::staff().await?.create_company(&fields).await?;
        crate::seam::redirect(&paths::desk_company(company));
        Ok(())
    })
    .await
}

pub struct NewCompanyPage;

#[lazy_route]
impl LazyRoute for NewCompanyPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let action = ServerAction::<CompanyCreated>::new();
        let fault = use_fault(action);
        view! {
            <leptos_meta::Title text=t!("company-new")/>
            <div class="record-form">
                <h1>{t!("company-new")}</h1>
                <ActionForm action attr:class="form" attr:novalidate="">
                    <FaultBanner fault fields=NAMES/>
                    <Fields fields=CompanyFields::default() fault/>
                    <div class="form-actions">
                        <Button kind=ButtonKind::Primary busy=action.pending()>{t!("company-create")}</Button>
                        <a class="button button-quiet" href=paths::DESK_COMPANIES>{t!("desk-cancel")}</a>
                    </div>
                </ActionForm>
            </div>
        }
        .into_any()
    }
}
