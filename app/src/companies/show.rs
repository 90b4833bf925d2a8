//! A company: what is known of it, its people, and their tickets.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::companies::CompanyShown;
use model::helpdesk::QueueRow;
use model::{Answer, CompanyId, Fault, paths};

use super::fields::{Fields, NAMES};
use crate::contacts::list::ContactLine;
use crate::desk::keep::Kept;
use crate::desk::related::RelatedRecords;
use crate::desk::rows::TicketRows;
use crate::properties::Typed;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::on_success;
use crate::ui::{Avatar, Button, FaultBanner, Icon, PageTitle, loaded, toast, use_fault};

#[server(prefix = "/api", endpoint = "companies/show")]
async fn show_company(company: String) -> Result<Answer<CompanyShown>, Fault> {
    crate::seam::answer(async move {
        let company = company.parse().map_err(|_| Fault::NotFound)?;
        crate::seam::staff().await?.company(company).await
    })
    .await
}

#[server(prefix = "/api", endpoint = "companies/save")]
async fn company_saved(
    company: CompanyId,
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
        crate::seam::staff().await?.update_company(company, &fields).await
    })
    .await
}

/// `company`: as the address names it.
#[component]
pub fn CompanyPage(company: String) -> impl IntoView {
    let shown = fetch(move || company.clone(), show_company);
    loaded(shown, |company| view! { <Company company/> }.into_any())
}

#[component]
fn Company(company: CompanyShown) -> impl IntoView {
    let id = company.id.to_string();
    let company = Kept::new(company, move || show_company(id.clone()));
    let name = company.part(|company| company.fields.name.clone());
    // Whose they are goes without saying here.
    let own = |row: &QueueRow| QueueRow { company: None, ..row.clone() };
    let tickets = company.part(move |company| company.tickets.iter().map(own).collect::<Vec<_>>());
    let contacts = company.part(|company| company.contacts.clone());
    view! {
        <PageTitle text=name/>
        <div class="record">
            <header class="record-head">
                <p class="ticket-way"><a href=paths::DESK_COMPANIES><Icon name="arrow-left"/> {t!("nav-companies")}</a></p>
                <div class="record-name">
                    {move || view! { <Avatar name=name.get()/> }}
                    <h1 dir="auto">{move || name.get()}</h1>
                </div>
            </header>
            <div class="record-main">
                <section class="record-part">
                    <h2>{t!("record-tickets")}</h2>
                    {move || match tickets.get() {
                        rows if rows.is_empty() => view! { <p class="hint">{t!("company-no-tickets")}</p> }.into_any(),
                        rows => view! { <TicketRows rows label=t!("record-tickets")/> }.into_any(),
                    }}
                </section>
                <section class="record-part">
                    <h2>{t!("record-contacts")}</h2>
                    {move || match contacts.get() {
                        rows if rows.is_empty() => view! { <p class="hint">{t!("company-no-contacts")}</p> }.into_any(),
                        rows => view! {
                            <ol class="rows" aria-label=t!("record-contacts")>
                                {rows.into_iter().map(|row| view! { <ContactLine row/> }).collect_view()}
                            </ol>
                        }
                        .into_any(),
                    }}
                </section>
            </div>
            <aside class="record-side" aria-label=t!("record-about")>
                <Details company/>
                <RelatedRecords
                    title=t!("related-companies")
                    records=company.part(|company| company.related.clone())
                    href=|id| paths::desk_company(CompanyId(id))
                />
            </aside>
        </div>
    }
}

#[component]
fn Details(company: Kept<CompanyShown>) -> impl IntoView {
    let action = ServerAction::<CompanySaved>::new();
    let fault = use_fault(action);
    on_success(action, move |()| {
        toast(t!("record-saved"));
        company.again();
    });
    let (id, fields, properties) =
        company.data.with_untracked(|company| (company.id, company.fields.clone(), company.properties.clone()));
    view! {
        <section class="side-part">
            <h2>{t!("record-about")}</h2>
            <ActionForm action attr:class="form" attr:novalidate="">
                <FaultBanner fault fields=NAMES/>
                <input type="hidden" name="company" value=id.to_string()/>
                <Fields fields properties fault/>
                <Button busy=action.pending()>{t!("desk-save")}</Button>
            </ActionForm>
        </section>
    }
}
