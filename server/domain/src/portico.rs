//! The installation: what every verb may use, and nothing is used that does not come from here.

use std::sync::Arc;
use std::time::Duration;

use model::Timestamp;
use model::text::EmailAddress;

use crate::identity::ProviderMemory;
use crate::live::Live;
use crate::outbox::MailRoom;
use crate::people::{LetterLimits, SignInLimits, SingleSignOnLimits};
use crate::portals::ImpactMemory;
use crate::sealing::SealingKey;
use crate::store::Store;
use crate::web::{NoWeb, Web};

/// What time it is; stories stop it and move it.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// When the process began, for what must not jump with the wall clock.
    started: Option<std::time::Instant>,
}

impl Clock {
    pub fn system() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the one place where the wall clock is read")]
        let now = || {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or(Duration::ZERO);
            Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
        };
        Self { now: Arc::new(now), started: Some(std::time::Instant::now()) }
    }

    pub fn of(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self { now: Arc::new(now), started: None }
    }

    pub fn now(&self) -> Timestamp {
        (self.now)()
    }

    /// Time that never goes back, from some beginning.
    pub fn ticks(&self) -> Duration {
        match self.started {
            Some(started) => started.elapsed(),
            None => Duration::from_millis(self.now().0.unsigned_abs()),
        }
    }
}

/// Where the installation is reached: the system domain, and what stands around a host in every link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicAddress {
    pub secure: bool,
    /// Lower case, without a port.
    pub host: String,
    /// `None` where it is the scheme's usual one.
    pub port: Option<u16>,
}

impl PublicAddress {
    pub fn scheme(&self) -> &'static str {
        if self.secure { "https://" } else { "http://" }
    }

    /// The origin of any host of this installation.
    pub fn origin_of(&self, host: &str) -> String {
        match self.port {
            Some(port) => format!("{}{host}:{port}", self.scheme()),
            None => format!("{}{host}", self.scheme()),
        }
    }

    /// The system domain's origin.
    pub fn origin(&self) -> String {
        self.origin_of(&self.host)
    }
}

/// What the operator decides and the domain has to know.
#[derive(Clone, Debug)]
pub struct Settings {
    pub address: PublicAddress,
    /// `IP:port` of the resolver that proves domains; `None`: the machine's own.
    pub dns_resolver: Option<std::net::SocketAddr>,
    /// The address that mail is sent from; `None`: no mail server is set up, and letters wait.
    pub mail_from: Option<String>,
}

/// Everything that a verb needs besides its viewer. Cheap to clone.
#[derive(Clone)]
pub struct Portico {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) settings: Arc<Settings>,
    pub(crate) live: Live,
    pub(crate) limits: Arc<SignInLimits>,
    pub(crate) letter_limits: Arc<LetterLimits>,
    pub(crate) impact: Arc<ImpactMemory>,
    pub(crate) single_sign_on_limits: Arc<SingleSignOnLimits>,
    pub(crate) providers: Arc<ProviderMemory>,
    pub(crate) web: Arc<dyn Web>,
    /// What calls the targets of webhooks: the operator may let it call other hosts than `web`.
    pub(crate) webhook_web: Arc<dyn Web>,
    pub(crate) sealing: SealingKey,
    pub(crate) mail_room: Arc<MailRoom>,
}

impl Portico {
    /// With a key of its own, which is gone with it: see [`Self::sealed_with`].
    pub fn new(store: Store, clock: Clock, settings: Settings) -> Self {
        let limits = Arc::new(SignInLimits::new(clock.clone()));
        let letter_limits = Arc::new(LetterLimits::new(clock.clone()));
        let (settings, live, impact) = (Arc::new(settings), Live::default(), Arc::default());
        let single_sign_on_limits = Arc::new(SingleSignOnLimits::new(clock.clone()));
        let (providers, web, sealing, mail_room) = (Arc::default(), Arc::new(NoWeb), SealingKey::random(), Arc::default());
        let webhook_web = web.clone();
        Self {
            store,
            clock,
            settings,
            live,
            limits,
            letter_limits,
            impact,
            single_sign_on_limits,
            providers,
            web,
            webhook_web,
            sealing,
            mail_room,
        }
    }

    /// The same, calling other servers by this. Without it, none is called.
    pub fn calling(self, web: Arc<dyn Web>) -> Self {
        Self { web, ..self }
    }

    /// The same, sending webhooks by this. Without it, none is sent.
    pub fn sending_webhooks_by(self, webhook_web: Arc<dyn Web>) -> Self {
        Self { webhook_web, ..self }
    }

    /// The same, with the key that secrets are sealed with. Without it they are sealed with one that ends with the process.
    pub fn sealing_with(self, sealing: SealingKey) -> Self {
        Self { sealing, ..self }
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The address that mail is sent from; `None`: nobody set a mail server up, and letters wait.
    pub(crate) fn mail_from(&self) -> Option<String> {
        self.settings.mail_from.clone().or_else(|| self.mail_server().map(|server| server.from_address))
    }

    /// Whether letters come from the address's own mailbox (`help@…`, `help+x@…`): nobody's, whoever says so.
    pub(crate) fn is_own_address(&self, address: &EmailAddress) -> bool {
        let own = self.mail_from().and_then(|own| EmailAddress::parse(&own).ok());
        own.is_some_and(|own| own.mailbox() == address.mailbox())
    }

    /// Whether letters go out, so that a link may be promised by mail.
    pub(crate) fn mails(&self) -> bool {
        self.mail_from().is_some()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
