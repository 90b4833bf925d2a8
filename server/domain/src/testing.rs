//! What stories are told with: a fresh installation, a clock that stands still until it is moved, and the cast, made
//! through the same verbs that people use.
//!
//! | name | who |
//! |---|---|
//! | `owner`, `admin`, `agent`, `colleague` | the staff |
//! | `ana`, `bruno` | customers of Acme, their primary company |
//! | `carla` | a customer of Globex |
//!
//! All have the password [`PASSWORD`] and an address at `example.com`. The portal is live on the system domain at
//! `/support`; it admits invited contacts, and all three have accepted.
//!
//! Stories run on SQLite in a temporary folder. With `PORTICO_TEST_DATABASE_URL` (the URL of a PostgreSQL server's
//! database) each world has a schema of its own there, which goes with it.

mod cast;
mod database;
mod empty;
mod mail;
mod passwords;
pub mod provider;
pub mod receiver;
mod second_factor;
mod token;
mod traces;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use model::access::{AccessMode, SignInMethods};
use model::people::{Admission, Role, StaffDoor};
use model::portals::{Portals, TicketPermission};
use model::second_factor::StaffEntry;
use model::{CompanyId, ConsentTextId, ContactId, DomainId, PortalId, Timestamp, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::desks::{ContactDesk, UserDesk};
use crate::operator::{self, NewPortal, PortalMade};
use crate::portals::{PortalFound, PortalPlace};
use crate::portico::{Clock, Portico, PublicAddress, Settings};
use crate::store::Store;
use crate::tables::{access_group_members, audit_events, consents, contacts, domains, outbox};

use cast::{company, customer, first_run, full_name, live_portal};

pub use cast::email;
pub use database::TestDatabase;
pub use second_factor::App;

pub const HOST: &str = "127.0.0.1";
pub const SLUG: &str = "support";
pub const PASSWORD: &str = "a long enough secret";

/// 2026-03-02T09:00:00Z, a Monday.
pub const START: Timestamp = Timestamp(1_772_442_000_000);

/// An installation with its cast.
pub struct World {
    pub portico: Portico,
    pub portal: PortalId,
    pub acme: CompanyId,
    pub globex: CompanyId,
    contacts: HashMap<&'static str, ContactId>,
    users: HashMap<&'static str, UserId>,
    secrets: HashMap<&'static str, String>,
    time: Arc<AtomicI64>,
    // Last, so that it outlives what uses it.
    _database: TestDatabase,
}

/// An installation where nothing has been done: migrated, and not even started once.
pub struct Bare {
    pub portico: Portico,
    pub time: Arc<AtomicI64>,
    pub database: TestDatabase,
}

/// What the worlds' settings say.
pub fn settings() -> Settings {
    Settings {
        address: PublicAddress { secure: false, host: HOST.to_owned(), port: Some(3000) },
        dns_resolver: None,
        mail_from: None,
    }
}

impl Bare {
    pub async fn new() -> Self {
        Self::with(settings()).await
    }

    pub async fn with(settings: Settings) -> Self {
        let database = TestDatabase::new().await;
        let store = Store::open(&database.url).await.expect("a database");
        let time = Arc::new(AtomicI64::new(START.0));
        let clock = Clock::of({
            let time = time.clone();
            move || Timestamp(time.load(Ordering::SeqCst))
        });
        Self { portico: Portico::new(store, clock, settings), time, database }
    }
}

impl World {
    /// Customers see their own tickets.
    pub async fn new() -> Self {
        Self::with(TicketPermission::Own).await
    }

    pub async fn with(permission: TicketPermission) -> Self {
        Self::with_settings(permission, settings()).await
    }

    pub async fn with_settings(permission: TicketPermission, settings: Settings) -> Self {
        let Bare { portico, time, database } = Bare::with(settings).await;
        let mut secrets = HashMap::new();
        let mut users = HashMap::new();
        secrets.insert("owner", first_run(&portico).await);
        let owner = portico.user_desk(Some(&secrets["owner"])).await.expect("the owner's desk");
        users.insert("owner", owner.viewer.user);
        for (name, role) in [("admin", Role::Admin), ("agent", Role::Agent), ("colleague", Role::Agent)] {
            let user = operator::create_user(&portico, &email(name), full_name(name), role, PASSWORD).await.expect("a user");
            let admission = portico.staff_door().staff_sign_in(&email(name), PASSWORD).await.expect("a staff member let in");
            let admission = signed(admission);
            users.insert(name, user);
            secrets.insert(name, admission.secret);
        }
        let portal = live_portal(&owner, permission).await;
        let acme = company(&owner, "Acme", "acme.example").await;
        let globex = company(&owner, "Globex", "globex.example").await;
        let mut contacts = HashMap::new();
        for (name, employer) in [("ana", acme), ("bruno", acme), ("carla", globex)] {
            let (contact, secret) = customer(&owner, portal, name, employer).await;
            contacts.insert(name, contact);
            secrets.insert(name, secret);
        }
        Self { portico, portal, acme, globex, contacts, users, secrets, time, _database: database }
    }

    pub fn now(&self) -> Timestamp {
        Timestamp(self.time.load(Ordering::SeqCst))
    }

    /// Moves the clock on, in milliseconds.
    pub fn advance(&self, milliseconds: i64) {
        self.time.fetch_add(milliseconds, Ordering::SeqCst);
    }

    /// The same world, in which there is an identity provider that can be called, and nobody else.
    pub fn with_provider(mut self) -> (Self, provider::FakeProvider) {
        let time = self.time.clone();
        let provider = provider::FakeProvider::new(move || time.load(Ordering::SeqCst));
        self.portico = self.portico.clone().calling(Arc::new(provider.clone()));
        (self, provider)
    }

    pub fn contact(&self, name: &str) -> ContactId {
        self.contacts[name]
    }

    pub fn user(&self, name: &str) -> UserId {
        self.users[name]
    }

    /// The secret of the session that somebody of the cast began at the start.
    pub fn secret(&self, name: &str) -> &str {
        &self.secrets[name]
    }

    /// The world's portal at its address.
    pub async fn place(&self) -> PortalPlace {
        self.place_at(SLUG).await
    }

    pub async fn place_at(&self, slug: &str) -> PortalPlace {
        match self.portico.portal_at(HOST, slug).await.expect("an answer") {
            PortalFound::Live(place) => PortalPlace::clone(&place),
            _ => panic!("no portal at {slug}"),
        }
    }

    /// A customer's desk, as the next request of their first session gets it.
    pub async fn contact_desk(&self, name: &str) -> ContactDesk {
        self.portico.contact_desk(&self.place().await, Some(self.secret(name))).await.expect("a customer's desk")
    }

    /// A staff member's desk. Begins a new session where the first has run out.
    pub async fn user_desk(&self, name: &str) -> UserDesk {
        if let Ok(desk) = self.portico.user_desk(Some(self.secret(name))).await {
            return desk;
        }
        let entry = self.portico.staff_door().staff_sign_in(&email(name), PASSWORD).await.expect("a staff member let in");
        let admission = signed(entry);
        self.portico.user_desk(Some(&admission.secret)).await.expect("a staff member's desk")
    }

    /// Takes a customer out of every access group, as a rule or an administrator one day will.
    pub async fn remove_from_groups(&self, name: &str) {
        access_group_members::Entity::delete_many()
            .filter(access_group_members::Column::ContactId.eq(self.contact(name).0))
            .exec(self.portico.store.writer())
            .await
            .expect("a contact in no group");
    }

    async fn share_groups(&self, portal: PortalId) {
        let owner = self.user_desk("owner").await;
        let groups = owner.portal(self.portal).await.expect("the first portal").groups;
        owner.save_access(portal, AccessMode::Invited, &groups, SignInMethods::default()).await.expect("its groups");
    }

    /// A second live portal on the same host, with the same access group.
    pub async fn second_portal(&self, slug: &str) -> PortalId {
        let new = NewPortal {
            name: "Second".to_owned(),
            host: HOST.to_owned(),
            slug: slug.to_owned(),
            inbox: "help-desk".to_owned(),
            permission: TicketPermission::Own,
            access: AccessMode::Invited,
            primary_language: None,
        };
        match operator::create_portal(&self.portico, &new).await.expect("a second portal") {
            PortalMade::Live(settings) => {
                self.share_groups(settings.id).await;
                settings.id
            }
            PortalMade::WaitsForDomain { .. } => panic!("the system domain needs no proof"),
        }
    }

    /// The same installation after its server was ended and started again.
    pub async fn started_again(&self) -> Portico {
        let Portico { store, clock, settings, .. } = self.portico.clone();
        let portico = Portico::new(store, clock, Settings::clone(&settings));
        portico.install().await.expect("a start");
        portico
    }

    /// Proves a connected domain, as its DNS would.
    pub async fn verify_domain(&self, domain: DomainId) {
        domains::Entity::update_many()
            .filter(domains::Column::Id.eq(domain.0))
            .col_expr(domains::Column::Verification, Expr::value("VERIFIED"))
            .col_expr(domains::Column::VerifiedAt, Expr::value(self.now().0))
            .exec(self.portico.store.writer())
            .await
            .expect("a verified domain");
    }

    /// What somebody agreed to, and when.
    pub async fn consents(&self, email: &str) -> Vec<(ConsentTextId, Timestamp)> {
        let reader = self.portico.store.reader();
        let contact = contacts::Entity::find().filter(contacts::Column::Email.eq(email)).one(reader).await.expect("an answer");
        let mine = consents::Column::ContactId.eq(contact.map_or(0, |contact| contact.id));
        let given = consents::Entity::find().filter(mine).all(reader).await.expect("consents");
        given.into_iter().map(|row| (ConsentTextId(row.consent_text_id), Timestamp(row.given_at))).collect()
    }

    /// The actions in the trail, oldest first.
    pub async fn trail(&self) -> Vec<String> {
        let events = audit_events::Entity::find()
            .order_by_asc(audit_events::Column::Id)
            .all(self.portico.store.reader())
            .await
            .expect("the trail");
        events.into_iter().map(|event| event.action).collect()
    }

    /// What the trail says beside, oldest first.
    pub async fn details(&self) -> Vec<String> {
        let events = audit_events::Entity::find().all(self.portico.store.reader()).await.expect("the trail");
        events.into_iter().map(|event| event.details).collect()
    }

    /// The letters in the outbox, oldest first: which, what it knows, and whether it is held.
    pub async fn letters(&self) -> Vec<(String, String, bool)> {
        let letters =
            outbox::Entity::find().order_by_asc(outbox::Column::Id).all(self.portico.store.reader()).await.expect("the outbox");
        letters.into_iter().map(|letter| (letter.letter, letter.details, letter.held)).collect()
    }
}

/// The session of somebody whose password is all that is asked for.
pub fn signed(entry: StaffEntry) -> Admission {
    match entry {
        StaffEntry::Signed(admission) => admission,
        StaffEntry::SecondStep(_) => panic!("a second factor is asked for"),
    }
}
