//! The choice of a list's columns.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::properties::{COLUMNS_MAX, ListShape, RecordKind};
use model::{Answer, Fault};

use crate::t;
use crate::ui::form::on_success;
use crate::ui::{Button, Checkbox, FaultBanner, Icon, use_fault};

#[server(prefix = "/api", endpoint = "lists/columns")]
async fn columns_chosen(kind: RecordKind, #[server(default)] columns: Vec<String>) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.set_columns(kind, &columns).await }).await
}

#[component]
pub fn ColumnChoice(kind: RecordKind, shape: ListShape, on_chosen: Callback<()>) -> impl IntoView {
    let action = ServerAction::<ColumnsChosen>::new();
    let fault = use_fault(action);
    on_success(action, move |()| on_chosen.run(()));
    let chosen = shape.columns;
    let boxes = shape.properties.into_iter().enumerate().map(move |(at, property)| {
        let checked = chosen.contains(&property.name);
        view! { <Checkbox name=format!("columns[{at}]") label=property.label value=property.name checked/> }
    });
    view! {
        <details class="fold">
            <summary><Icon name="list"/> {t!("list-columns")}</summary>
            <ActionForm action attr:class="form list-columns">
                <FaultBanner fault fields=&[]/>
                <p class="hint">{t!("list-columns-hint", "max" => COLUMNS_MAX)}</p>
                <input type="hidden" name="kind" value=kind.word()/>
                <div class="choices">{boxes.collect_view()}</div>
                <Button busy=action.pending()>{t!("desk-save")}</Button>
            </ActionForm>
        </details>
    }
}
