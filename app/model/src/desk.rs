//! You can only ask the portal anything from a desk, and a desk knows who is sitting at it.

use std::sync::Arc;

use async_trait::async_trait;

use crate::access::{AccessGroups, Registrations};
use crate::api_tokens::ApiTokens;
use crate::archive::ArchivedRecords;
use crate::companies::Companies;
use crate::contacts::Contacts;
use crate::fault::Fault;
use crate::helpdesk::HelpDesk;
use crate::identity::IdentityProviders;
use crate::imports::Imports;
use crate::language::Language;
use crate::mail::{MailChoices, MailDesk, UnsubscribeDoor};
use crate::passkeys::OwnPasskeys;
use crate::people::{Admission, OwnAccount, OwnStaffAccount, PortalDoor, StaffDoor};
use crate::portals::Portals;
use crate::properties::Properties;
use crate::second_factor::{OwnSecondFactor, StepTicket};
use crate::sessions::OwnSessions;
use crate::staff::Staff;
use crate::tickets::Tickets;
use crate::webhooks::Webhooks;

/// Where a signed-in contact sits, at one portal.
pub trait CustomerDesk: Tickets + OwnAccount + OwnSessions + MailChoices {}
impl<T: Tickets + OwnAccount + OwnSessions + MailChoices> CustomerDesk for T {}

/// What can be asked at a portal before anybody is known.
pub trait VisitorDoor: PortalDoor + UnsubscribeDoor {}
impl<T: PortalDoor + UnsubscribeDoor> VisitorDoor for T {}

/// Where a signed-in staff member sits.
pub trait StaffDesk:
    HelpDesk
    + Contacts
    + Companies
    + Portals
    + OwnStaffAccount
    + MailDesk
    + AccessGroups
    + Registrations
    + IdentityProviders
    + Staff
    + OwnSessions
    + OwnSecondFactor
    + OwnPasskeys
    + ApiTokens
    + Webhooks
    + Imports
    + Properties
    + ArchivedRecords
{
}
impl<T> StaffDesk for T where
    T: HelpDesk
        + Contacts
        + Companies
        + Portals
        + OwnStaffAccount
        + MailDesk
        + AccessGroups
        + Registrations
        + IdentityProviders
        + Staff
        + OwnSessions
        + OwnSecondFactor
        + OwnPasskeys
        + ApiTokens
        + Webhooks
        + Imports
        + Properties
        + ArchivedRecords
{
}

/// Made by the server for each request; the only way from a page to a desk.
#[async_trait]
pub trait Reception: Send + Sync {
    /// The portal at this request's host and this slug. `NotFound` if there is none, or it is not public yet.
    async fn portal(&self, slug: &str) -> Result<Arc<dyn VisitorDoor>, Fault>;

    /// The desk of the contact whose session this request carries for the portal.
    async fn customer(&self, slug: &str) -> Result<Arc<dyn CustomerDesk>, Fault>;

    /// The staff's door. `NotFound` on a connected domain: staff pages live on the system domain only.
    async fn staff_door(&self) -> Result<Arc<dyn StaffDoor>, Fault>;

    async fn staff(&self) -> Result<Arc<dyn StaffDesk>, Fault>;

    /// What the browser asks for.
    fn preferred_language(&self) -> Language;

    /// The `Set-Cookie` value that keeps a contact's session at a portal; `None` clears it.
    async fn portal_cookie(&self, slug: &str, admission: Option<&Admission>) -> Result<String, Fault>;

    /// The same for staff.
    fn staff_cookie(&self, admission: Option<&Admission>) -> String;

    /// The `Set-Cookie` value by which the browser is known from now on as one of the account's; `None` where no account was
    /// proven.
    fn known_cookie(&self, admission: &Admission) -> Option<String>;

    /// The same as for sessions for a sign-in that is half done.
    fn step_cookie(&self, ticket: Option<&StepTicket>) -> String;

    /// Notes an internal error in the log and gives it a reference, if it has none.
    fn note(&self, fault: Fault) -> Fault;
}
