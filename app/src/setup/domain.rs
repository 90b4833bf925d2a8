//! Step 2: where the portal lives.

use std::time::Duration;

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use model::domains::{Domain, DomainKind, Verification};
use model::portals::PortalSettings;
use model::text::Slug;
use model::{DomainId, Fault, Language, PortalId, Problem};

use super::actions::StepActions;
use super::calls::{CheckDomain, ConnectDomain, SavePlace, slug_checked};
use super::connect::ConnectDetails;
use super::proof::Proof;
use super::typed::{Part, Typed};
use crate::staff_words::{domain_kind_label, verification_label};
use crate::t;
use crate::ui::{Banner, BannerKind, FaultBanner, Field, SelectField, SelectOption, TextField, instant_error, use_fault};
use crate::words::problem_message;

/// How long nothing must be typed before the server is asked whether the slug is free.
const PAUSE: Duration = Duration::from_millis(300);

/// What the address of a portal is changed by.
#[derive(Clone, Copy)]
pub struct PlaceActions {
    pub save: ServerAction<SavePlace>,
    pub connect: ServerAction<ConnectDomain>,
    pub check: ServerAction<CheckDomain>,
}

impl PlaceActions {
    pub fn unused() -> Self {
        Self { save: ServerAction::new(), connect: ServerAction::new(), check: ServerAction::new() }
    }
}

#[component]
pub fn DomainStep(typed: Typed, actions: PlaceActions, settings: PortalSettings) -> impl IntoView {
    let fault = use_fault(actions.save);
    let portal = settings.id;
    view! {
        <div class="wizard-why">
            <h1>{t!("wizard-domain-title")}</h1>
            <p>{t!("wizard-domain-why")}</p>
        </div>
        <ActionForm action=actions.save attr:id="step" attr:class="form" attr:novalidate="">
            <FaultBanner fault fields=&["domain", "slug", "language"]/>
            <PlaceFields typed fault portal/>
        </ActionForm>
        <PlaceAround typed actions/>
        <StepActions typed part=Part::Place portal=Some(portal) fault busy=actions.save.pending() next=t!("wizard-next-tickets")/>
    }
}

/// A domain that was just connected without script comes chosen.
pub fn choose_connected(typed: Typed) {
    let asked = use_query_map().with_untracked(|query| query.get("domain")).and_then(|id| id.parse().ok());
    if asked.is_some_and(|id| typed.domains.with_untracked(|all| all.iter().any(|domain| domain.id == id))) {
        typed.choose_domain(asked);
    }
}

#[component]
pub fn PlaceFields(typed: Typed, fault: Signal<Option<Fault>>, portal: PortalId) -> impl IntoView {
    let domain_error = Signal::derive(move || {
        let problem = fault.with(|fault| fault.as_ref().and_then(|fault| fault.problem_of("domain")).cloned());
        // Proven meanwhile.
        let over = problem == Some(Problem::NotVerified)
            && typed.chosen().is_some_and(|domain| domain.verification == Verification::Verified);
        problem.filter(|_| !over).map(|problem| problem_message(&problem))
    });
    let slug_error = instant_error(fault, "slug", typed.slug, RwSignal::new(true), |text| Slug::parse(text).map(drop));
    // What it may be made of is more help than that it is wrong.
    let taken = taken_by_another(typed, portal);
    let slug_error = Signal::derive(move || {
        let malformed = problem_message(&Problem::Malformed);
        let wrong = slug_error.get().map(|words| if words == malformed { t!("portal-slug-malformed") } else { words });
        wrong.or_else(|| taken.get().then(|| problem_message(&Problem::Taken)))
    });
    let languages = Language::ALL.map(|language| SelectOption::new(language.tag(), language.own_name())).to_vec();
    let language = move || {
        // Built anew when another domain is chosen: its own language comes with it.
        typed.domain.track();
        view! {
            <SelectField
                name="language"
                label=t!("portal-language")
                hint=t!("portal-language-hint")
                options=languages.clone()
                selected=typed.language.get_untracked().tag()
                on_change=move |tag: String| typed.language.set(Language::parse(&tag).unwrap_or_default())
            />
        }
    };
    view! {
        <input type="hidden" name="portal" value=portal.to_string()/>
        <DomainField typed error=domain_error/>
        <SystemNote typed/>
        <TextField name="slug" label=t!("portal-slug") hint=t!("portal-slug-hint") bind=typed.slug error=slug_error autocomplete="off"/>
        <FullAddress typed/>
        <input type="hidden" name="language_of" value=move || chosen_id(typed)/>
        {keyed(typed, language)}
    }
}

/// Whether another portal has the address that is typed. The server is asked once nobody types for a moment.
fn taken_by_another(typed: Typed, portal: PortalId) -> Signal<bool> {
    let taken = RwSignal::new(None::<(DomainId, String)>);
    let mut ask = debounce(PAUSE, move |(domain, slug): (DomainId, String)| {
        spawn_local(async move {
            let said = slug_checked(portal, domain, slug.clone()).await.flatten();
            if said.is_err_and(|fault| fault.problem_of("slug") == Some(&Problem::Taken)) {
                taken.try_set(Some((domain, slug)));
            }
        });
    });
    Effect::new(move |_| {
        let (domain, slug) = (typed.domain.get(), typed.slug.get());
        if let Some(domain) = domain.filter(|_| Slug::parse(&slug).is_ok()) {
            ask((domain, slug));
        }
    });
    Signal::derive(move || {
        taken.with(|taken| {
            taken.as_ref().is_some_and(|(domain, slug)| typed.domain.get() == Some(*domain) && typed.slug.get() == *slug)
        })
    })
}

fn chosen_id(typed: Typed) -> String {
    typed.domain.get().map(|domain| domain.to_string()).unwrap_or_default()
}

/// A new element for each chosen domain: a list in which somebody chose does not follow what it is told later.
fn keyed<V: IntoView + 'static>(typed: Typed, view: impl Fn() -> V + Clone + Send + 'static) -> impl IntoView {
    view! { <For each=move || [typed.domain.get()] key=|domain| *domain children=move |_| view().into_any()/> }
}

#[component]
fn DomainField(typed: Typed, error: Signal<Option<String>>) -> impl IntoView {
    let id = "select-domain";
    let described = crate::ui::field::described_by(id, false, error);
    let is_chosen = move |domain: &Domain| typed.domain.get() == Some(domain.id);
    let options = move || {
        typed
            .domains
            .get()
            .into_iter()
            .map(|domain| {
                let (text, value) = (domain_choice(&domain), domain.id.to_string());
                let (at_first, now) = (untrack(|| is_chosen(&domain)), domain);
                view! { <option value=value selected=at_first prop:selected=move || is_chosen(&now)>{text}</option> }
            })
            .collect_view()
    };
    view! {
        <Field id=id label=t!("portal-domain") error>
            <select
                id=id
                class="input select"
                name="domain"
                aria-describedby=described
                aria-invalid=move || error.with(|error| error.is_some()).then_some("true")
                on:change=move |event| typed.choose_domain(event_target_value(&event).parse().ok())
            >
                {options}
            </select>
        </Field>
    }
}

/// “help.example.com · Verified”
fn domain_choice(domain: &Domain) -> String {
    let state = match domain.kind {
        DomainKind::System => domain_kind_label(domain.kind),
        DomainKind::Connected => verification_label(&domain.verification),
    };
    t!("domain-choice", "host" => &domain.host, "state" => state)
}

/// What a system domain does not do.
#[component]
fn SystemNote(typed: Typed) -> impl IntoView {
    let is_system = Memo::new(move |_| typed.chosen().is_some_and(|domain| domain.kind == DomainKind::System));
    move || is_system.get().then(|| view! { <Banner kind=BannerKind::Warning>{t!("domain-system-note")}</Banner> })
}

/// The whole address, as it will be.
#[component]
fn FullAddress(typed: Typed) -> impl IntoView {
    view! {
        <p class="full-address">
            <span class="hint">{t!("portal-full-address")}</span>
            <span class="full-address-url" dir="ltr">
                {move || typed.origin()}<strong>{move || typed.shown_slug()}</strong>
            </span>
        </p>
    }
}

/// What belongs to the address and has forms of its own: the proof of the chosen domain, and connecting another.
#[component]
pub fn PlaceAround(typed: Typed, actions: PlaceActions) -> impl IntoView {
    view! {
        <Proof typed check=actions.check/>
        <ConnectDetails typed connect=actions.connect/>
    }
}
