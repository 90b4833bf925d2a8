//! Throwing a file away that nothing was imported from.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::{Answer, Fault, ImportId};

use crate::t;
use crate::ui::{Button, ButtonKind, FaultBanner, use_fault};

#[server(prefix = "/api", endpoint = "imports/discard")]
async fn import_discarded(import: ImportId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        crate::seam::staff().await?.discard_import(import).await?;
        crate::seam::redirect(model::paths::ADMIN_IMPORTS);
        Ok(())
    })
    .await
}

#[component]
pub fn Discard(id: ImportId) -> impl IntoView {
    let action = ServerAction::<ImportDiscarded>::new();
    let fault = use_fault(action);
    view! {
        <details class="fold">
            <summary>{t!("import-discard")}</summary>
            <ActionForm action attr:class="stack">
                <p class="hint">{t!("import-discard-why")}</p>
                <FaultBanner fault fields=&[]/>
                <input type="hidden" name="import" value=id.to_string()/>
                <div class="cluster">
                    <Button kind=ButtonKind::Danger busy=action.pending()>{t!("import-discard-yes")}</Button>
                </div>
            </ActionForm>
        </details>
    }
}
