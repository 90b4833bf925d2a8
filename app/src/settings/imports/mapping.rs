//! Before an import: how the file begins, what its columns are, and what would happen.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::imports::{DateOrder, ImportKind, ImportShown, Layout};
use model::{Answer, Fault, ImportId, Problem};

use super::results::{Counts, Problems};
use super::words::{key_label, property_label};
use crate::t;
use crate::ui::form::on_success;
use crate::ui::{Banner, BannerKind, Button, ButtonKind, FaultBanner, SelectField, SelectOption, Table, field_error, use_fault};

#[server(prefix = "/api", endpoint = "imports/start")]
async fn import_started(
    import: ImportId,
    #[server(default)] columns: Vec<String>,
    #[server(default)] key: String,
    #[server(default)] dates: String,
    #[server(default)] act: String,
) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        let chosen = model::imports::ImportChoice { columns, key, dates: DateOrder::parse(&dates) };
        crate::seam::staff().await?.start_import(import, &chosen, act != "start").await
    })
    .await
}

#[component]
pub fn Mapping(import: ImportShown, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<ImportStarted>::new();
    on_success(action, move |()| again.run(()));
    let fault = use_fault(action);
    let (kind, id) = (import.row.kind, import.row.id);
    let said = move || {
        let problem = fault.with(|fault| fault.as_ref().and_then(|fault| fault.problem_of("columns")).cloned())?;
        let words = if problem == Problem::Taken { t!("import-columns-twice") } else { needed(kind) };
        Some(view! { <Banner kind=BannerKind::Danger>{words}</Banner> })
    };
    let keys = import.keys.iter().map(|key| SelectOption::new(key.name.clone(), key_label(kind, key))).collect::<Vec<_>>();
    let chosen = import.key.clone();
    let dates = DateOrder::ALL.into_iter().map(|order| SelectOption::new(order.word(), date_order(order))).collect::<Vec<_>>();
    let layout = import.layout.clone();
    let rehearsed = import.rehearsed.then(|| view! { <Rehearsed import=import.clone()/> });
    view! {
        {rehearsed}
        <Preview layout=layout.clone()/>
        <section class="settings-section" aria-labelledby="import-columns">
            <h2 id="import-columns">{t!("import-columns")}</h2>
            <p class="hint">{t!("import-columns-hint")}</p>
            <div class="settings-body">
                <ActionForm action attr:class="form">
                    <FaultBanner fault fields=&["columns", "key"]/>
                    {said}
                    <input type="hidden" name="import" value=id.to_string()/>
                    <div class="import-columns">{selects(&import)}</div>
                    <SelectField
                        name="key"
                        label=t!("import-key")
                        hint=t!("import-key-hint")
                        options=keys
                        selected=chosen
                        error=Signal::derive(move || field_error(fault, "key").get().map(|_| t!("import-key-missing")))
                    />
                    <SelectField name="dates" label=t!("import-dates") hint=t!("import-dates-hint") options=dates selected=import.dates.word().to_owned()/>
                    <div class="cluster">
                        <Button kind=ButtonKind::Primary name="act" value="start" busy=action.pending()>{t!("import-start")}</Button>
                        <Button name="act" value="rehearse" busy=action.pending()>{t!("import-rehearse")}</Button>
                    </div>
                </ActionForm>
            </div>
        </section>
    }
}

/// What every row needs a column for.
fn needed(kind: ImportKind) -> String {
    match kind {
        ImportKind::Companies => t!("import-needs-company"),
        ImportKind::Contacts => t!("import-needs-contact"),
        ImportKind::Tickets => t!("import-needs-ticket"),
        ImportKind::Messages => t!("import-needs-message"),
        ImportKind::Associations => t!("import-needs-association"),
    }
}

fn date_order(order: DateOrder) -> String {
    match order {
        DateOrder::AsShown => t!("import-dates-shown"),
        DateOrder::DayFirst => t!("import-dates-day"),
        DateOrder::MonthFirst => t!("import-dates-month"),
    }
}

/// A list of properties for each column.
fn selects(import: &ImportShown) -> impl IntoView + use<> {
    let mut options = vec![SelectOption::new("", t!("import-ignore"))];
    options.extend(import.properties.iter().map(|property| SelectOption::new(property.name.clone(), property_label(property))));
    let columns = import.layout.columns.iter().zip(&import.mapping).enumerate();
    columns
        .map(|(number, (column, property))| {
            let label = if column.is_empty() { t!("import-column-number", "n" => number + 1) } else { column.clone() };
            let (options, selected) = (options.clone(), property.clone());
            view! { <SelectField name="columns[]" id=format!("import-column-{number}") label options selected/> }
        })
        .collect_view()
}

#[component]
fn Preview(layout: Layout) -> impl IntoView {
    let rows = layout.rows.into_iter().map(|row| {
        view! { <tr>{row.into_iter().map(|cell| view! { <td dir="auto">{cell}</td> }).collect_view()}</tr> }
    });
    let delimiter = if layout.delimiter == "tab" { t!("import-tab") } else { layout.delimiter };
    view! {
        <section class="settings-section" aria-labelledby="import-preview">
            <h2 id="import-preview">{t!("import-preview")}</h2>
            <p class="hint">{t!("import-read-as", "encoding" => layout.encoding, "delimiter" => delimiter)}</p>
            // Wider than most screens: the keyboard scrolls it, too.
            <div class="settings-body import-preview" role="group" aria-labelledby="import-preview" tabindex="0">
                <Table caption=t!("import-preview") headings=layout.columns>{rows.collect_view()}</Table>
            </div>
        </section>
    }
}

#[component]
fn Rehearsed(import: ImportShown) -> impl IntoView {
    let id = import.row.id;
    view! {
        <section class="settings-section" aria-labelledby="import-rehearsed">
            <h2 id="import-rehearsed">{t!("import-rehearsed")}</h2>
            <p class="hint">{t!("import-rehearsed-hint")}</p>
            <div class="settings-body stack">
                <Counts counts=import.row.counts would=true/>
                <Problems id problems=import.problems/>
            </div>
        </section>
    }
}
