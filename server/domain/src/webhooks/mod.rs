//! Webhooks: integrations are told of what happens, in HubSpot's form.
//!
//! An app is a token, as at HubSpot, where a private app is a token with webhooks: `appId` is the token's id, a revoked
//! token is told nothing more, and what a token may not read it cannot subscribe to.
//!
//! An event is written by the steps that every door's verbs are made of ([`capture`]), in the transaction that causes it,
//! for those who subscribed: what is rolled back was never told, and what was committed is told though the server dies.
//! A worker of the server's takes what waits, up to a hundred events at a time, and tries until it is taken or given up
//! ([`deliver`]).

pub(crate) mod capture;
mod deliver;
mod desk;
mod due;
mod log;
mod pause;
mod payload;
mod purge;
mod settings;
mod signature;
mod subscriptions;
mod test;
mod token_desk;

pub(crate) use desk::replace_secret_of;
pub use due::DueDelivery;
pub(crate) use purge::forget_values;
pub use settings::Settings;
pub use subscriptions::NewSubscription;

use serde::{Deserialize, Serialize};

/// Why a webhook is not set up so. The sentences are written at the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WebhookRefusal {
    /// The app is another token's, or there is none.
    NotYours {
        app: String,
    },
    /// Not an address of `https`, or longer than 2,000 characters, or with a name and password or a `#` in it.
    UrlMalformed,
    /// This server does not call it.
    UrlNotAllowed,
    /// It has an escaped character that receivers unescape before they check the signature.
    UrlEscaped {
        escape: String,
    },
    /// Not 1 to [`model::webhooks::REQUESTS_MAX`] requests at one time.
    RequestsOutOfRange,
    /// There are no settings yet.
    NoTarget,
    UnknownEvent(String),
    /// `object.*` without an `objectTypeId` that is known here, or with one that the event cannot happen to.
    UnknownObjectType(String),
    PropertyMissing,
    UnknownProperty(String),
    /// It follows from others, and nobody is told of it.
    PropertyNotTold(String),
    /// There is this one already.
    Subscribed {
        id: i64,
    },
    /// [`model::webhooks::SUBSCRIPTIONS_MAX`] are enough.
    TooMany,
    /// No subscription of the app has the id.
    NoSubscription {
        id: String,
    },
    /// The token may not read what it wants to be told of.
    ScopeMissing(Vec<model::api_tokens::Scope>),
}
