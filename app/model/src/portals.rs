//! Portals as staff set them up: the wizard and the settings.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::access::{AccessGroup, AccessMode, Consent, RegistrationSettings, SignInMethods};
use crate::domains::Domain;
use crate::fault::{Fault, Problem};
use crate::ids::{AccessGroupId, DomainId, InboxId, PortalId};
use crate::inboxes::Inbox;
use crate::language::Language;
use crate::text::line;

pub const NAME_MAX: usize = 100;

/// A portal's name: 1–100 characters after trimming.
pub fn check_name(name: &str) -> Result<String, Problem> {
    line(name, 1, NAME_MAX)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PortalStatus {
    /// In the wizard; nothing is public.
    Draft,
    Live,
    Paused,
    Archived,
}

/// Which tickets a portal's contacts see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TicketPermission {
    /// Only those that they are associated with.
    #[default]
    Own,
    /// Also those that their primary company is associated with.
    Company,
}

impl TicketPermission {
    pub fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Company => "company",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::Own, Self::Company].into_iter().find(|permission| permission.word() == word)
    }
}

/// The wizard's steps, in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum WizardStep {
    #[default]
    Name,
    Domain,
    Tickets,
    Access,
    Done,
}

impl WizardStep {
    pub const ALL: [Self; 5] = [Self::Name, Self::Domain, Self::Tickets, Self::Access, Self::Done];

    /// The word in the URL.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Domain => "domain",
            Self::Tickets => "tickets",
            Self::Access => "access",
            Self::Done => "done",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.word() == word)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalRow {
    pub id: PortalId,
    pub name: String,
    pub status: PortalStatus,
    /// Absolute address, once a domain and a slug are chosen.
    pub url: Option<String>,
    /// Where the wizard goes on, for a draft.
    pub step: WizardStep,
}

/// Everything that the wizard sets, with what its pages need beside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PortalSettings {
    pub id: PortalId,
    pub status: PortalStatus,
    /// The furthest step reached.
    pub step: WizardStep,
    pub name: String,
    pub domain: Option<DomainId>,
    pub slug: String,
    pub inbox: Option<InboxId>,
    pub permission: TicketPermission,
    pub access: AccessMode,
    pub groups: Vec<AccessGroupId>,
    pub methods: SignInMethods,
    /// One of [`SESSION_MINUTES`].
    pub session_minutes: u32,
    pub customers_may_close: bool,
    pub registration: RegistrationSettings,
    pub consent: Option<Consent>,
    /// Absolute address, once a domain and a slug are chosen.
    pub url: Option<String>,
    pub choices: Choices,
}

/// How long a session may be idle, in minutes: HubSpot's choices.
pub const SESSION_MINUTES: [u32; 4] = [20, 40, 60, 1440];

/// What the wizard's lists offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choices {
    pub domains: Vec<Domain>,
    pub inboxes: Vec<Inbox>,
    pub groups: Vec<AccessGroup>,
    /// What each permission would show, over all contacts.
    pub own: Impact,
    pub company: Impact,
    /// `http://` or `https://` plus the port, if it is not the usual one: the parts of the URL preview around the host.
    pub scheme: String,
    pub port: Option<u16>,
    /// Mail goes out, so links can be mailed.
    pub mails: bool,
    /// The portal's identity providers that are on.
    pub identity_providers: u64,
}

/// What a permission means in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impact {
    /// Contacts who would see at least one ticket.
    pub contacts: u64,
    /// Tickets that at least one contact would see.
    pub tickets: u64,
}

/// What a portal's page shows before anybody has signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalFace {
    pub name: String,
    pub slug: String,
    pub language: Language,
    pub paused: bool,
    pub password: bool,
    /// A link by e-mail lets people in. Only where mail goes out.
    pub magic_link: bool,
    /// A forgotten password can be set anew. Only where mail goes out.
    pub may_reset: bool,
    /// Anyone may register. Only where mail goes out: an address is confirmed first.
    pub may_register: bool,
}

/// What an admin can do with portals. Agents may look, not change ([`crate::Refusal::Role`]).
#[async_trait]
pub trait Portals: Send + Sync {
    async fn portals(&self) -> Result<Vec<PortalRow>, Fault>;

    async fn portal(&self, portal: PortalId) -> Result<PortalSettings, Fault>;

    /// A new draft with its name: the wizard's first *Next*.
    async fn create_portal(&self, name: &str) -> Result<PortalId, Fault>;

    async fn save_name(&self, portal: PortalId, name: &str) -> Result<(), Fault>;

    /// A live portal keeps its old address as a redirect. The slug is unique on its domain.
    async fn save_domain(&self, portal: PortalId, domain: DomainId, slug: &str) -> Result<(), Fault>;

    /// What [`Self::save_domain`] would say of the slug now, for the form to say it while somebody types.
    async fn check_slug(&self, portal: PortalId, domain: DomainId, slug: &str) -> Result<(), Fault>;

    async fn save_tickets(&self, portal: PortalId, inbox: InboxId, permission: TicketPermission) -> Result<(), Fault>;

    async fn save_access(
        &self,
        portal: PortalId,
        access: AccessMode,
        groups: &[AccessGroupId],
        methods: SignInMethods,
    ) -> Result<(), Fault>;

    /// Remembers the step at which somebody left a draft, to go on there. A finished setup stays finished.
    async fn leave_at(&self, portal: PortalId, step: WizardStep) -> Result<(), Fault>;

    async fn save_session(&self, portal: PortalId, session_minutes: u32, customers_may_close: bool) -> Result<(), Fault>;

    /// How people register. A consent text that differs from the one before becomes its next version; empty: nothing is
    /// to be agreed to any more.
    async fn save_registration(&self, portal: PortalId, settings: &RegistrationSettings, consent_text: &str)
    -> Result<(), Fault>;

    /// Checks every step again and goes live. The fields of an [`Fault::Invalid`] are named as the steps' forms name them.
    async fn finish(&self, portal: PortalId) -> Result<(), Fault>;

    async fn pause(&self, portal: PortalId) -> Result<(), Fault>;

    async fn resume(&self, portal: PortalId) -> Result<(), Fault>;

    /// Adds a domain to be verified; an existing one by that name is answered as it is.
    async fn connect_domain(&self, host: &str, language: Language) -> Result<Domain, Fault>;

    /// Looks at the DNS now.
    async fn check_domain(&self, domain: DomainId) -> Result<Domain, Fault>;

    async fn set_domain_language(&self, domain: DomainId, language: Language) -> Result<(), Fault>;
}
