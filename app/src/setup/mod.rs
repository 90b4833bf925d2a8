//! From nothing to a live portal: the first run, and the wizard with its four steps.

mod access;
mod domain;
mod done;
mod first_run;
mod name;
mod tickets;

pub use first_run::FirstRunPage;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};
use model::portals::WizardStep;

/// The wizard, at the step that its address names (`/admin/portals/new` is the first step of a portal to be).
pub struct WizardPage;

#[lazy_route]
impl LazyRoute for WizardPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let params = use_params_map();
        let step = move || params.with(|params| params.get("step")).as_deref().and_then(WizardStep::parse).unwrap_or_default();
        let form = move || match step() {
            WizardStep::Name => view! { <name::NameStep/> }.into_any(),
            WizardStep::Domain => view! { <domain::DomainStep/> }.into_any(),
            WizardStep::Tickets => view! { <tickets::TicketsStep/> }.into_any(),
            WizardStep::Access => view! { <access::AccessStep/> }.into_any(),
            WizardStep::Done => view! { <done::DoneStep/> }.into_any(),
        };
        view! { <main id="main" class="wizard" tabindex="-1">{form}</main> }.into_any()
    }
}
