//! An import under way. It goes on whether or not anybody looks.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::imports::{ImportShown, ImportState};
use model::{Answer, Fault, ImportId};

use super::results::Counts;
use crate::t;
use crate::ui::form::on_success;
use crate::ui::{Button, FaultBanner, LinkButton, ProgressBar, use_fault};

#[server(prefix = "/api", endpoint = "imports/stop")]
async fn import_stopped(import: ImportId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.stop_import(import).await }).await
}

#[component]
pub fn Moving(import: ImportShown, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<ImportStopped>::new();
    on_success(action, move |()| again.run(()));
    let fault = use_fault(action);
    let (counts, state) = (import.row.counts, import.row.state);
    let words = match state {
        ImportState::Rehearsing => t!("import-is-rehearsing"),
        ImportState::Undoing => t!("import-is-undoing"),
        _ => t!("import-is-running"),
    };
    let percent = match state {
        ImportState::Undoing => None,
        _ if counts.total == 0 => None,
        _ => u8::try_from(counts.done.saturating_mul(100) / counts.total).ok(),
    };
    // What runs on the command line is stopped there.
    let may_stop = state != ImportState::Undoing && !import.elsewhere;
    view! {
        <div class="stack">
            <p role="status">{words}</p>
            <ProgressBar label=t!("import-progress") percent=Signal::stored(percent)/>
            <Counts counts would={state == ImportState::Rehearsing}/>
            <FaultBanner fault fields=&[]/>
            <div class="cluster">
                {may_stop.then(|| view! {
                    <ActionForm action>
                        <input type="hidden" name="import" value=import.row.id.to_string()/>
                        <Button busy=action.pending()>{t!("import-stop")}</Button>
                    </ActionForm>
                })}
                <noscript><LinkButton href="">{t!("import-look-again")}</LinkButton></noscript>
            </div>
        </div>
    }
}
