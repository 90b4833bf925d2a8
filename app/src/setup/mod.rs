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
use crate::ui::fetch::fetch;
use crate::ui::form::{kept, on_success};
use crate::ui::load::{FaultPage, SignInAt};
use crate::ui::{Banner, BannerKind, LinkButton, Step, Stepper, loaded};

/// What the address names: a portal, or one that is to be, and a step. `None`: neither.
type Place = Option<(Option<PortalId>, WizardStep)>;

/// The wizard, at the step that its address names (`/admin/portals/new` is the first step of a portal to be).
pub struct WizardPage;

#[lazy_route]
impl LazyRoute for WizardPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let params = use_params_map();
        let place = Memo::new(move |_| -> Place {
            params.with(|params| match (params.get("portal"), params.get("step")) {
                (None, None) => Some((None, WizardStep::Name)),
                (portal, step) => Some((Some(portal?.parse().ok()?), WizardStep::parse(&step?)?)),
            })
        });
        // Asked once for all steps: what the forms hold is not to be taken from under who is typing.
        let page = fetch(
            move || place.with(|place| place.map(|(portal, _)| portal)),
            |portal| async move {
                match portal {
                    Some(portal) => portal_to_change(portal).await,
                    None => Ok(Err(Fault::NotFound)),
                }
            },
        );
        provide_context(SignInAt(paths::STAFF_SIGN_IN.to_owned()));
        let step = Memo::new(move |_| place.with(|place| place.map(|(_, step)| step)).unwrap_or_default());
        let wizard = Wizard::new(step);
        let shown = loaded(page, move |page| wizard.show(page));
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
    step: Memo<WizardStep>,
    typed: Typed,
    /// The furthest step that can be gone to.
    reached: RwSignal<WizardStep>,
    is_public: StoredValue<bool>,
    name: ServerAction<SaveName>,
    place: PlaceActions,
    tickets: ServerAction<SaveTickets>,
    access: ServerAction<SaveAccess>,
}

impl Wizard {
    fn new(step: Memo<WizardStep>) -> Self {
        let wizard = Self {
            step,
            typed: Typed::empty(),
            reached: RwSignal::default(),
            is_public: StoredValue::new(false),
            name: ServerAction::new(),
            place: PlaceActions::unused(),
            tickets: ServerAction::new(),
            access: ServerAction::new(),
        };
        on_success(wizard.name, move |()| wizard.saved(Part::Name, WizardStep::Domain));
        on_success(wizard.place.save, move |()| wizard.saved(Part::Place, WizardStep::Tickets));
        on_success(wizard.tickets, move |()| wizard.saved(Part::Tickets, WizardStep::Access));
        on_success(wizard.access, move |()| wizard.saved(Part::Access, WizardStep::Access));
        wizard
    }

    fn saved(self, part: Part, next: WizardStep) {
        self.typed.commit(part);
        self.reached.update(|reached| *reached = next.max(*reached));
    }

    fn show(self, page: PortalForms) -> AnyView {
        if !page.may_change {
            return view! {
                <FaultPage fault=Fault::Refused(Refusal::Role)/>
                <p><LinkButton href=paths::ADMIN>{t!("admin-all")}</LinkButton></p>
            }
            .into_any();
        }
        if let Some(settings) = &page.settings {
            let step = self.step.get_untracked();
            if let Some(elsewhere) = elsewhere(settings, step) {
                return view! { <Redirect path=elsewhere/> }.into_any();
            }
            self.reached.set(settings.step);
            self.typed.fill(settings);
            domain::choose_connected(self.typed);
        }
        kept("name").into_iter().for_each(|name| self.typed.name.set(name));
        kept("slug").into_iter().for_each(|slug| self.typed.slug.set(slug));
        // Keyed: a step's controls are new elements, not the ones of the step before with other names.
        view! {
            <leptos_meta::Title text=t!("wizard-title")/>
            <For each=move || [self.step.get()] key=|step| step.word() children=move |step| self.at(step, page.settings.clone())/>
        }
        .into_any()
    }

    fn at(self, step: WizardStep, settings: Option<PortalSettings>) -> AnyView {
        let portal = settings.as_ref().map(|settings| settings.id);
        match settings {
            Some(settings) if step == WizardStep::Done => {
                self.is_public.set_value(true);
                view! { <done::DoneStep typed=self.typed settings/> }.into_any()
            }
            // Back from there: the portal is live, so its settings go on.
            Some(settings) if self.is_public.get_value() => {
                view! { <Redirect path=paths::portal_settings(settings.id)/> }.into_any()
            }
            settings => view! {
                <div class="wizard-top">
                    <p class="wizard-name">{t!("wizard-title")}</p>
                    <Steps portal reached=self.reached step/>
                </div>
                <div class="wizard-columns">
                    <div class="wizard-column">
                        <Unsaved typed=self.typed portal reached=self.reached step/>
                        {self.form(settings, step)}
                    </div>
                    <Preview typed=self.typed/>
                </div>
            }
            .into_any(),
        }
    }

    fn form(self, settings: Option<PortalSettings>, step: WizardStep) -> AnyView {
        let typed = self.typed;
        match (step, settings) {
            (WizardStep::Domain, Some(settings)) => view! { <domain::DomainStep typed actions=self.place settings/> }.into_any(),
            (WizardStep::Tickets, Some(settings)) => {
                view! { <tickets::TicketsStep typed save=self.tickets settings/> }.into_any()
            }
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
fn Steps(portal: Option<PortalId>, reached: RwSignal<WizardStep>, step: WizardStep) -> impl IntoView {
    let steps = move || {
        let reached = reached.get();
        let steps = WizardStep::ALL.into_iter().filter(|step| *step != WizardStep::Done).map(|other| Step {
            label: step_label(other),
            href: portal.filter(|_| other <= reached).map(|portal| paths::wizard(portal, other.word())),
            done: other < reached,
            current: other == step,
        });
        view! { <Stepper steps=steps.collect()/> }
    };
    view! { {steps} }
}

/// Something was typed on a step that was left by another way than *Next*.
#[component]
fn Unsaved(typed: Typed, portal: Option<PortalId>, reached: RwSignal<WizardStep>, step: WizardStep) -> impl IntoView {
    let lines = move || {
        let portal = portal?;
        let unsaved = Part::ALL.into_iter().filter_map(|part| {
            let other = part.step().filter(|other| *other != step && *other < reached.get())?;
            typed.is_dirty(part).then(|| {
                let href = paths::wizard(portal, other.word());
                view! { <p>{t!("wizard-unsaved", "step" => step_label(other))} " " <a href=href>{t!("wizard-fault-go")}</a></p> }
            })
        });
        let unsaved = unsaved.collect::<Vec<_>>();
        (!unsaved.is_empty()).then(|| view! { <Banner kind=BannerKind::Warning>{unsaved}</Banner> })
    };
    view! { {lines} }
}
