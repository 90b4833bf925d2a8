//! What stands in the forms of a portal, saved or not. It lives outside of the forms, so that going back and forth between
//! steps loses nothing, and so that the preview changes while somebody types.

use leptos::prelude::*;
use model::access::AccessMode;
use model::domains::{Domain, DomainKind, Verification};
use model::portals::{PortalSettings, TicketPermission, WizardStep, check_name};
use model::text::Slug;
use model::{AccessGroupId, DomainId, InboxId, Language};

/// What is saved at once: a step of the wizard, a section of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Name,
    Place,
    Tickets,
    Access,
    Sessions,
}

impl Part {
    pub const ALL: [Self; 5] = [Self::Name, Self::Place, Self::Tickets, Self::Access, Self::Sessions];

    /// The wizard's step that sets it.
    pub fn step(self) -> Option<WizardStep> {
        match self {
            Self::Name => Some(WizardStep::Name),
            Self::Place => Some(WizardStep::Domain),
            Self::Tickets => Some(WizardStep::Tickets),
            Self::Access => Some(WizardStep::Access),
            Self::Sessions => None,
        }
    }
}

#[derive(Clone, PartialEq)]
struct Values {
    name: String,
    domain: Option<DomainId>,
    slug: String,
    language: Language,
    inbox: Option<InboxId>,
    permission: TicketPermission,
    access: AccessMode,
    groups: Vec<AccessGroupId>,
    password: bool,
    magic_link: bool,
    single_sign_on: bool,
    session_minutes: u32,
    customers_may_close: bool,
}

impl Values {
    fn of(settings: &PortalSettings) -> Self {
        Self {
            name: settings.name.clone(),
            domain: settings.domain,
            slug: settings.slug.clone(),
            language: language_of(&settings.choices.domains, settings.domain).unwrap_or_default(),
            inbox: settings.inbox,
            permission: settings.permission,
            access: settings.access,
            groups: settings.groups.clone(),
            password: settings.methods.password,
            magic_link: settings.methods.magic_link,
            single_sign_on: settings.methods.single_sign_on,
            session_minutes: settings.session_minutes,
            customers_may_close: settings.customers_may_close,
        }
    }

    /// This, with one part from elsewhere.
    fn with(mut self, part: Part, from: Self) -> Self {
        match part {
            Part::Name => self.name = from.name,
            Part::Place => (self.domain, self.slug, self.language) = (from.domain, from.slug, from.language),
            Part::Tickets => (self.inbox, self.permission) = (from.inbox, from.permission),
            Part::Access => {
                (self.access, self.groups) = (from.access, from.groups);
                (self.password, self.magic_link) = (from.password, from.magic_link);
                self.single_sign_on = from.single_sign_on;
            }
            Part::Sessions => {
                (self.session_minutes, self.customers_may_close) = (from.session_minutes, from.customers_may_close);
            }
        }
        self
    }
}

#[derive(Clone, Copy)]
pub struct Typed {
    pub name: RwSignal<String>,
    pub domain: RwSignal<Option<DomainId>>,
    pub slug: RwSignal<String>,
    /// Of the chosen domain.
    pub language: RwSignal<Language>,
    pub inbox: RwSignal<Option<InboxId>>,
    pub permission: RwSignal<TicketPermission>,
    pub access: RwSignal<AccessMode>,
    pub groups: RwSignal<Vec<AccessGroupId>>,
    pub password: RwSignal<bool>,
    pub magic_link: RwSignal<bool>,
    pub single_sign_on: RwSignal<bool>,
    pub session_minutes: RwSignal<u32>,
    pub customers_may_close: RwSignal<bool>,
    /// All domains, with what was learned about them since the page was loaded.
    pub domains: RwSignal<Vec<Domain>>,
    /// The parts of an address around the host: `https://`, and the port where it is not the usual one.
    around: RwSignal<(String, Option<u16>)>,
    /// What the server has. `None`: nothing yet.
    saved: RwSignal<Option<Values>>,
}

impl Typed {
    /// For a portal that is not there yet.
    pub fn empty() -> Self {
        Self {
            name: RwSignal::default(),
            domain: RwSignal::new(None),
            slug: RwSignal::new(Slug::DEFAULT.to_owned()),
            language: RwSignal::default(),
            inbox: RwSignal::new(None),
            permission: RwSignal::default(),
            access: RwSignal::default(),
            groups: RwSignal::default(),
            password: RwSignal::new(true),
            magic_link: RwSignal::new(false),
            single_sign_on: RwSignal::new(false),
            session_minutes: RwSignal::new(60),
            customers_may_close: RwSignal::new(true),
            domains: RwSignal::default(),
            around: RwSignal::new(("https://".to_owned(), None)),
            saved: RwSignal::new(None),
        }
    }

    fn values(&self) -> Values {
        Values {
            name: self.name.get(),
            domain: self.domain.get(),
            slug: self.slug.get(),
            language: self.language.get(),
            inbox: self.inbox.get(),
            permission: self.permission.get(),
            access: self.access.get(),
            groups: self.groups.get(),
            password: self.password.get(),
            magic_link: self.magic_link.get(),
            single_sign_on: self.single_sign_on.get(),
            session_minutes: self.session_minutes.get(),
            customers_may_close: self.customers_may_close.get(),
        }
    }

    fn set(&self, values: Values) {
        self.name.set(values.name);
        self.domain.set(values.domain);
        self.slug.set(values.slug);
        self.language.set(values.language);
        self.inbox.set(values.inbox);
        self.permission.set(values.permission);
        self.access.set(values.access);
        self.groups.set(values.groups);
        self.password.set(values.password);
        self.magic_link.set(values.magic_link);
        self.single_sign_on.set(values.single_sign_on);
        self.session_minutes.set(values.session_minutes);
        self.customers_may_close.set(values.customers_may_close);
    }

    /// Takes over what the server has. What was typed and not saved stays; where nothing was chosen yet, the likeliest
    /// choice is proposed.
    pub fn fill(&self, settings: &PortalSettings) {
        let server = Values::of(settings);
        let typed = untrack(|| self.values());
        let unsaved = Part::ALL.into_iter().filter(|part| untrack(|| self.is_dirty(*part)));
        let values = unsaved.fold(server.clone(), |values, part| values.with(part, typed.clone()));
        self.domains.set(settings.choices.domains.clone());
        self.around.set((settings.choices.scheme.clone(), settings.choices.port));
        self.saved.set(Some(server));
        self.set(values);
        if self.domain.get_untracked().is_none() {
            self.choose_domain(self.likeliest_domain());
        }
        if self.inbox.get_untracked().is_none() {
            self.inbox.set(settings.choices.inboxes.first().map(|inbox| inbox.id));
        }
    }

    /// The first proven domain of one's own, or else the system's.
    fn likeliest_domain(&self) -> Option<DomainId> {
        self.domains.with_untracked(|domains| {
            let own = domains
                .iter()
                .find(|domain| domain.kind == DomainKind::Connected && domain.verification == Verification::Verified);
            own.or_else(|| domains.iter().find(|domain| domain.kind == DomainKind::System)).map(|domain| domain.id)
        })
    }

    /// Chooses a domain; its language comes with it.
    pub fn choose_domain(&self, domain: Option<DomainId>) {
        self.domain.set(domain);
        if let Some(language) = self.domains.with_untracked(|all| language_of(all, domain)) {
            self.language.set(language);
        }
    }

    /// The chosen domain, as it is known.
    pub fn chosen(&self) -> Option<Domain> {
        let domain = self.domain.get();
        self.domains.with(|all| find(all, domain).cloned())
    }

    /// What was learned about a domain, new or known.
    pub fn learn(&self, domain: Domain) {
        self.domains.update(|all| match all.iter_mut().find(|known| known.id == domain.id) {
            Some(known) => *known = domain,
            None => all.push(domain),
        });
    }

    /// What stands before the slug: `https://help.example.com/`.
    pub fn origin(&self) -> Option<String> {
        let host = self.chosen()?.host;
        let (scheme, port) = self.around.get();
        Some(format!("{scheme}{host}{}/", port.map(|port| format!(":{port}")).unwrap_or_default()))
    }

    /// The slug as part of an address; what can be none is shown as still open.
    pub fn shown_slug(&self) -> String {
        self.slug.with(|slug| Slug::parse(slug).map_or_else(|_| "…".to_owned(), |slug| slug.to_string()))
    }

    /// Whether something of it was typed and not saved.
    pub fn is_dirty(&self, part: Part) -> bool {
        match self.saved.get() {
            Some(saved) => saved.clone().with(part, self.values()) != saved,
            None => false,
        }
    }

    /// Back to what the server has.
    pub fn restore(&self, part: Part) {
        if let Some(saved) = self.saved.get_untracked() {
            self.set(untrack(|| self.values()).with(part, saved));
        }
    }

    /// What was typed is what the server has now.
    pub fn commit(&self, part: Part) {
        let typed = untrack(|| self.values());
        if part == Part::Place {
            self.domains.update(|all| {
                if let Some(known) = all.iter_mut().find(|known| Some(known.id) == typed.domain) {
                    known.primary_language = typed.language;
                }
            });
        }
        self.saved.update(|saved| *saved = saved.take().map(|saved| saved.with(part, typed)));
    }

    /// Whether the browser can tell already that the server would refuse it.
    pub fn is_wrong(&self, part: Part) -> bool {
        match part {
            Part::Name => self.name.with_untracked(|name| check_name(name).is_err()),
            Part::Place => self.slug.with_untracked(|slug| Slug::parse(slug).is_err()),
            Part::Tickets => self.inbox.get_untracked().is_none(),
            Part::Access => [self.password, self.magic_link, self.single_sign_on].iter().all(|method| !method.get_untracked()),
            Part::Sessions => false,
        }
    }
}

fn find(all: &[Domain], domain: Option<DomainId>) -> Option<&Domain> {
    all.iter().find(|known| Some(known.id) == domain)
}

fn language_of(all: &[Domain], domain: Option<DomainId>) -> Option<Language> {
    find(all, domain).map(|domain| domain.primary_language)
}
