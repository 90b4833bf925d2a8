//! From nothing to a live portal: the first run, and the wizard with its four steps. The settings show the same fields.

pub mod access;
mod actions;
pub mod calls;
mod connect;
pub mod domain;
mod done;
mod first_run;
pub mod name;
mod preview;
mod proof;
pub mod tickets;
pub mod typed;
pub mod view_as;

pub use first_run::FirstRunPage;

use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};
use model::portals::{PortalSettings, PortalStatus, WizardStep};
use model::{Fault, PortalId, Refusal, paths};

use self::calls::{PortalForms, SaveAccess, SaveName, SaveTickets, portal_to_change};
use self::domain::PlaceActions;
use self::preview::Preview;
use self::typed::{Part, Typed};
use crate::layout::SkipLink;
use crate::staff_words::step_label;
use crate::t;
use crate::ui::form::{kept, on_success};
use crate::ui::load::{FaultPage, Loaded, SignInAt};
use crate::ui::{Banner, BannerKind, Step, Stepper, loaded};

/// What the address names: a portal, or one that is to be, and a step. `None`: neither.
type Place = Option<(Option<PortalId>, WizardStep)>;

/// The wizard, at the step that its address names (`/admin/portals/new` is the first step of a portal to be).
pub struct WizardPage {
    place: Memo<Place>,
    page: Resource<Loaded<PortalForms>>,
}

#[lazy_route]
impl LazyRoute for WizardPage {
    fn data() -> Self {
        let params = use_params_map();
        let place = Memo::new(move |_| {
            params.with(|params| match (params.get("portal"), params.get("step")) {
                (None, None) => Some((None, WizardStep::Name)),
                (portal, step) => Some((Some(portal?.parse().ok()?), WizardStep::parse(&step?)?)),
            })
        });
        let page = Resource::new(
            move || place.get(),
            |place| async move {
                match place {
                    Some((portal, _)) => portal_to_change(portal).await,
                    None => Ok(Err(Fault::NotFound)),
                }
            },
        );
        Self { place, page }
    }

    fn view(this: Self) -> AnyView {
        provide_context(SignInAt(paths::STAFF_SIGN_IN.to_owned()));
        let wizard = Wizard::new();
        let place = this.place;
        let shown = loaded(this.page, move |page| {
            let step = place.get_untracked().map(|(_, step)| step).unwrap_or_default();
            wizard.show(page, step)
        });
        view! {
            <SkipLink/>
            <main id="main" class="wizard" tabindex="-1">{shown}</main>
        }
        .into_any()
    }
}

/// What outlives the single step: all that was typed, and what the server said about it.
#[derive(Clone, Copy)]
struct Wizard {
    typed: Typed,
    name: ServerAction<SaveName>,
    place: PlaceActions,
    tickets: ServerAction<SaveTickets>,
    access: ServerAction<SaveAccess>,
    was_filled: StoredValue<bool>,
}

impl Wizard {
    fn new() -> Self {
        let typed = Typed::new();
        let wizard = Self {
            typed,
            name: ServerAction::new(),
            place: PlaceActions::new(),
            tickets: ServerAction::new(),
            access: ServerAction::new(),
            was_filled: StoredValue::new(false),
        };
        on_success(wizard.name, move |()| typed.commit(Part::Name));
        on_success(wizard.place.save, move |()| typed.commit(Part::Place));
        on_success(wizard.tickets, move |()| typed.commit(Part::Tickets));
        on_success(wizard.access, move |()| typed.commit(Part::Access));
        wizard
    }

    fn show(self, page: PortalForms, step: WizardStep) -> AnyView {
        if !page.may_change {
            return view! { <FaultPage fault=Fault::Refused(Refusal::Role)/> }.into_any();
        }
        if let Some(settings) = &page.settings {
            if let Some(elsewhere) = elsewhere(settings, step) {
                return view! { <Redirect path=elsewhere/> }.into_any();
            }
            self.fill(settings);
        } else if let Some(name) = kept("name") {
            self.typed.name.set(name);
        }
        if step == WizardStep::Done {
            return page.settings.map(|settings| view! { <done::DoneStep settings/> }).into_any();
        }
        view! {
            <leptos_meta::Title text=t!("wizard-title")/>
            <div class="wizard-top">
                <Steps settings=page.settings.clone() step/>
            </div>
            <div class="wizard-columns">
                <div class="wizard-column">
                    <Unsaved typed=self.typed settings=page.settings.clone() step/>
                    {self.form(page.settings, step)}
                </div>
                <Preview typed=self.typed/>
            </div>
        }
        .into_any()
    }

    fn fill(self, settings: &PortalSettings) {
        self.typed.fill(settings);
        if !self.was_filled.get_value() {
            self.was_filled.set_value(true);
            domain::choose_connected(self.typed);
            kept("name").into_iter().for_each(|name| self.typed.name.set(name));
            kept("slug").into_iter().for_each(|slug| self.typed.slug.set(slug));
        }
    }

    fn form(self, settings: Option<PortalSettings>, step: WizardStep) -> AnyView {
        let typed = self.typed;
        match (step, settings) {
            (WizardStep::Domain, Some(settings)) => view! { <domain::DomainStep typed actions=self.place settings/> }.into_any(),
            (WizardStep::Tickets, Some(settings)) => view! { <tickets::TicketsStep typed save=self.tickets settings/> }.into_any(),
            (WizardStep::Access, Some(settings)) => view! { <access::AccessStep typed save=self.access settings/> }.into_any(),
            (_, settings) => {
                let portal = settings.map(|settings| settings.id);
                view! { <name::NameStep typed save=self.name portal/> }.into_any()
            }
        }
    }
}

/// A step that was not reached yet leads to the furthest one; a portal that is public has settings instead.
fn elsewhere(settings: &PortalSettings, step: WizardStep) -> Option<String> {
    match settings.status {
        PortalStatus::Draft if step > settings.step => Some(paths::wizard(settings.id, settings.step.word())),
        PortalStatus::Draft => None,
        _ if step == WizardStep::Done => None,
        _ => Some(paths::portal_settings(settings.id)),
    }
}

#[component]
fn Steps(settings: Option<PortalSettings>, step: WizardStep) -> impl IntoView {
    let reached = settings.as_ref().map_or(WizardStep::Name, |settings| settings.step);
    let portal = settings.map(|settings| settings.id);
    let steps = WizardStep::ALL.into_iter().filter(|step| *step != WizardStep::Done).map(|other| Step {
        label: step_label(other),
        href: portal.filter(|_| other <= reached).map(|portal| paths::wizard(portal, other.word())),
        done: other < reached,
        current: other == step,
    });
    view! { <Stepper steps=steps.collect()/> }
}

/// Something was typed on a step that was left by another way than *Next*.
#[component]
fn Unsaved(typed: Typed, settings: Option<PortalSettings>, step: WizardStep) -> impl IntoView {
    let lines = move || {
        let settings = settings.as_ref()?;
        let unsaved = Part::ALL.into_iter().filter_map(|part| {
            let other = part.step().filter(|other| *other != step && *other < settings.step)?;
            typed.is_dirty(part).then(|| {
                let href = paths::wizard(settings.id, other.word());
                view! { <p>{t!("wizard-unsaved", "step" => step_label(other))} " " <a href=href>{t!("wizard-fault-go")}</a></p> }
            })
        });
        let unsaved = unsaved.collect::<Vec<_>>();
        (!unsaved.is_empty()).then(|| view! { <Banner kind=BannerKind::Warning>{unsaved}</Banner> })
    };
    view! { {lines} }
}
