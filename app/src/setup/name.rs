//! Step 1: what the portal is called.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::portals::check_name;
use model::{Fault, PortalId};

use super::actions::StepActions;
use super::calls::SaveName;
use super::typed::{Part, Typed};
use crate::t;
use crate::ui::{FaultBanner, TextField, instant_error, use_fault};

#[component]
pub fn NameStep(typed: Typed, save: ServerAction<SaveName>, portal: Option<PortalId>) -> impl IntoView {
    let fault = use_fault(save);
    view! {
        <div class="wizard-why">
            <h1>{t!("wizard-name-title")}</h1>
            <p>{t!("wizard-name-why")}</p>
        </div>
        <ActionForm action=save attr:id="step" attr:class="form" attr:novalidate="">
            <FaultBanner fault fields=&["name"]/>
            {portal.map(|portal| view! { <input type="hidden" name="portal" value=portal.to_string()/> })}
            <NameField typed fault autofocus=portal.is_none()/>
        </ActionForm>
        <StepActions typed part=Part::Name portal fault busy=save.pending() next=t!("wizard-next-domain")/>
    }
}

#[component]
pub fn NameField(typed: Typed, fault: Signal<Option<Fault>>, #[prop(optional)] autofocus: bool) -> impl IntoView {
    // An empty field that nobody has been in is not wrong yet.
    let left = RwSignal::new(!typed.name.with_untracked(String::is_empty));
    let error = instant_error(fault, "name", typed.name, left, |text| check_name(text).map(drop));
    let leave = move |text: String| left.update(|left| *left |= !text.is_empty());
    view! {
        <TextField name="name" label=t!("portal-name") bind=typed.name error autofocus autocomplete="off" on_leave=leave/>
    }
}
