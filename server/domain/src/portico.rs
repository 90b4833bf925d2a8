//! The installation: what every verb may use, and nothing is used that does not come from here.

use std::sync::Arc;
use std::time::Duration;

use model::Timestamp;

use crate::live::Live;
use crate::people::{LetterLimits, SignInLimits};
use crate::portals::ImpactMemory;
use crate::secrets::{self, Sealer};
use crate::store::Store;

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

impl Settings {
    /// Whether letters go out, so that a link may be promised by mail.
    pub fn mails(&self) -> bool {
        self.mail_from.is_some()
    }
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
    pub(crate) sealer: Arc<Sealer>,
}

impl Portico {
    /// With a key of its own, which is gone with it: see [`Self::sealed_with`].
    pub fn new(store: Store, clock: Clock, settings: Settings) -> Self {
        let limits = Arc::new(SignInLimits::new(clock.clone()));
        let letter_limits = Arc::new(LetterLimits::new(clock.clone()));
        let (settings, live, impact) = (Arc::new(settings), Live::default(), Arc::default());
        let sealer = Arc::new(Sealer::new(&secrets::key()));
        Self { store, clock, settings, live, limits, letter_limits, impact, sealer }
    }

    /// What is sealed in the database is opened with this key, and with no other. It is kept outside of the database.
    pub fn sealed_with(self, key: &[u8; 32]) -> Self {
        Self { sealer: Arc::new(Sealer::new(key)), ..self }
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

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
