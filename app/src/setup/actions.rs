//! What stands under each step: the one way on, the way back, and the way out.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use model::portals::WizardStep;
use model::{Fault, PortalId, paths};

use super::calls::path_after;
use super::typed::{Part, Typed};
use crate::t;
use crate::ui::{Button, ButtonKind};

/// The id of a step's form; the buttons stand outside of it, because some steps have more than one form.
const FORM: &str = "step";

/// *Next* comes first, so that Enter means it. With script, *Back* only goes back: what was typed stays in the page.
/// Without, it saves, because it has to be kept somewhere.
#[component]
pub fn StepActions(
    typed: Typed,
    part: Part,
    portal: Option<PortalId>,
    fault: Signal<Option<Fault>>,
    #[prop(into)] busy: Signal<bool>,
    next: String,
) -> impl IntoView {
    let step = part.step().unwrap_or_default();
    let navigate = use_navigate();
    let go = StoredValue::new(move |path: &str| navigate(path, Default::default()));
    let back = portal.filter(|_| step > WizardStep::Name).and_then(|portal| path_after(portal, step, "back")).map(|path| {
        let go_back = move |event: MouseEvent| {
            event.prevent_default();
            go.with_value(|go| go(&path));
        };
        view! {
            <button type="submit" class="button button-quiet" form=FORM name="go" value="back" on:click=go_back>
                {t!("wizard-back")}
            </button>
        }
    });
    // What cannot be saved is no reason to stay. What need not be is saved all the same, with the step to come back to.
    let exit = move |event: MouseEvent| {
        if typed.is_wrong(part) || fault.with_untracked(Option::is_some) {
            event.prevent_default();
            go.with_value(|go| go(paths::ADMIN));
        }
    };
    view! {
        <div class="wizard-actions">
            <Button kind=ButtonKind::Primary form=FORM name="go" value="next" busy>{next}</Button>
            {back}
            <button type="submit" class="button button-quiet push" form=FORM name="go" value="exit" on:click=exit>
                {t!("wizard-exit")}
            </button>
        </div>
    }
}
