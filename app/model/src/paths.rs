//! The addresses of the product's pages, written once.

use crate::ids::{AccessGroupId, CompanyId, ContactId, IdentityProviderId, ImportId, MessageId, PortalId, TicketId, UserId};

pub const STAFF_SIGN_IN: &str = "/sign-in";
/// Where a colleague's sign-in goes on after the password.
pub const STAFF_SECOND_STEP: &str = "/sign-in/second-step";
/// Where a forgotten password is replaced.
pub const STAFF_RECOVERY: &str = "/sign-in/recovery";
pub const SETUP: &str = "/setup";
/// The team.
pub const ADMIN_PEOPLE: &str = "/admin/people";
pub const ADMIN_NEW_COLLEAGUE: &str = "/admin/people/new";
pub const ADMIN: &str = "/admin";
/// The letters that went out, and those that wait.
pub const ADMIN_MAIL: &str = "/admin/mail";
pub const ADMIN_GROUPS: &str = "/admin/groups";
/// Who registered, and what is to be decided about them.
pub const ADMIN_REGISTRATIONS: &str = "/admin/registrations";
/// The identity providers of portals and staff; a provider's page is below it.
pub const ADMIN_IDENTITY: &str = "/admin/identity";
pub const ADMIN_MAIL_SETTINGS: &str = "/admin/mail/settings";
/// Every letter as it looks.
/// Tokens of integrations.
pub const ADMIN_TOKENS: &str = "/admin/tokens";
pub const ADMIN_NEW_TOKEN: &str = "/admin/tokens/new";
/// What integrations are told of.
pub const ADMIN_WEBHOOKS: &str = "/admin/webhooks";
/// Records that were archived.
pub const ADMIN_ARCHIVE: &str = "/admin/archive";
/// Files that were brought in, or are being.
pub const ADMIN_IMPORTS: &str = "/admin/imports";
pub const ADMIN_NEW_IMPORT: &str = "/admin/imports/new";
/// Where a file is posted to.
pub const ADMIN_IMPORT_UPLOAD: &str = "/admin/imports/upload";
pub const ADMIN_LETTERS: &str = "/admin/letters";
/// The wizard's first step, for a portal that is not there yet.
pub const NEW_PORTAL: &str = "/admin/portals/new";
pub const DESK: &str = "/desk";
pub const DESK_CONTACTS: &str = "/desk/contacts";
pub const DESK_COMPANIES: &str = "/desk/companies";
pub const DESK_NEW_TICKET: &str = "/desk/new";
pub const DESK_NEW_CONTACT: &str = "/desk/contacts/new";
pub const DESK_NEW_COMPANY: &str = "/desk/companies/new";
/// A staff member's own account.
pub const DESK_ACCOUNT: &str = "/desk/account";

/// A portal's ticket list: its front page.
pub fn portal(slug: &str) -> String {
    format!("/{slug}")
}

pub fn portal_sign_in(slug: &str) -> String {
    format!("/{slug}/sign-in")
}

pub fn portal_profile(slug: &str) -> String {
    format!("/{slug}/profile")
}

pub fn portal_new_ticket(slug: &str) -> String {
    format!("/{slug}/new")
}

pub fn portal_ticket(slug: &str, ticket: TicketId) -> String {
    format!("/{slug}/{ticket}")
}

/// The files of a message on a ticket; each is below it, by its number.
pub fn portal_attachments(slug: &str, ticket: TicketId, message: MessageId) -> String {
    format!("{}/attachments/{message}", portal_ticket(slug, ticket))
}

pub fn portal_invitation(slug: &str, token: &str) -> String {
    format!("/{slug}/invitation/{token}")
}

/// Where somebody registers.
pub fn portal_register(slug: &str) -> String {
    format!("/{slug}/register")
}

/// Where somebody who registers confirms the address.
pub fn portal_register_link(slug: &str, token: &str) -> String {
    format!("/{slug}/register/{token}")
}

/// The way by which notifications are turned off: beside the ways in by one's mailbox, and none itself.
pub const UNSUBSCRIBE: &str = "unsubscribe";

/// Where a way in by one's mailbox is asked for: `password`, to set a new one, or `link`, to sign in by.
pub fn portal_recovery(slug: &str, way: &str) -> String {
    format!("/{slug}/recovery/{way}")
}

pub fn portal_recovery_link(slug: &str, way: &str, token: &str) -> String {
    format!("/{slug}/recovery/{way}/{token}")
}

/// The list as CSV; takes the list's own query string.
pub fn portal_export(slug: &str) -> String {
    format!("/{slug}/tickets.csv")
}

/// The stream of changes that a signed-in contact may hear of.
pub fn portal_events(slug: &str) -> String {
    format!("/{slug}/events")
}

/// Lists of the desk as CSV; each takes the list's own query string.
pub const DESK_TICKETS_EXPORT: &str = "/desk/tickets.csv";
pub const DESK_CONTACTS_EXPORT: &str = "/desk/contacts.csv";
pub const DESK_COMPANIES_EXPORT: &str = "/desk/companies.csv";

/// The stream of changes for staff.
pub const DESK_EVENTS: &str = "/desk/events";

pub fn desk_ticket(ticket: TicketId) -> String {
    format!("/desk/tickets/{ticket}")
}

/// The files of a message or comment on a ticket; each is below it, by its number.
pub fn desk_attachments(ticket: TicketId, message: MessageId) -> String {
    format!("{}/attachments/{message}", desk_ticket(ticket))
}

pub fn desk_contact(contact: ContactId) -> String {
    format!("/desk/contacts/{contact}")
}

pub fn desk_company(company: CompanyId) -> String {
    format!("/desk/companies/{company}")
}

/// A step of the wizard: `name`, `domain`, `tickets`, `access` or `done`.
pub fn wizard(portal: PortalId, step: &str) -> String {
    format!("/admin/portals/{portal}/setup/{step}")
}

pub fn access_group(group: AccessGroupId) -> String {
    format!("{ADMIN_GROUPS}/{group}")
}

pub fn portal_settings(portal: PortalId) -> String {
    format!("/admin/portals/{portal}")
}

/// An invitation of a colleague, to be accepted.
pub fn staff_invitation(token: &str) -> String {
    format!("/sign-in/invitation/{token}")
}

/// Where a staff member confirms a new address.
pub fn admin_token(token: crate::TokenId) -> String {
    format!("{ADMIN_TOKENS}/{token}")
}

pub fn admin_import(import: ImportId) -> String {
    format!("{ADMIN_IMPORTS}/{import}")
}

/// The rows that were left out, as CSV.
pub fn admin_import_problems(import: ImportId) -> String {
    format!("{ADMIN_IMPORTS}/{import}/problems.csv")
}

pub fn admin_webhook(app: crate::TokenId) -> String {
    format!("{ADMIN_WEBHOOKS}/{app}")
}

pub fn admin_webhook_delivery(delivery: crate::WebhookDeliveryId) -> String {
    format!("/admin/webhook-deliveries/{delivery}")
}

pub fn staff_recovery_link(token: &str) -> String {
    format!("{STAFF_RECOVERY}/{token}")
}

pub fn staff_email_link(token: &str) -> String {
    format!("/sign-in/email/{token}")
}

pub fn admin_colleague(user: UserId) -> String {
    format!("{ADMIN_PEOPLE}/{user}")
}

/// Where a staff member's one-time look at the portal begins.
pub fn portal_view(slug: &str, token: &str) -> String {
    format!("/{slug}/view/{token}")
}

/// A provider's page, or with `new` the form for another one.
pub fn admin_identity(item: &str) -> String {
    format!("{ADMIN_IDENTITY}/{item}")
}

/// Where signing in at a provider begins, by a POST. Without a slug: for staff.
pub fn single_sign_on(slug: Option<&str>, provider: IdentityProviderId) -> String {
    format!("{}/oidc/{provider}", door(slug))
}

/// Where providers send people back to: what is registered with them as the redirect URI, behind the portal's origin.
pub fn single_sign_on_callback(slug: Option<&str>) -> String {
    format!("{}/oidc/callback", door(slug))
}

/// The sign-in page of a portal, or without a slug of staff.
pub fn door(slug: Option<&str>) -> String {
    slug.map_or_else(|| STAFF_SIGN_IN.to_owned(), portal_sign_in)
}

/// A kind of letter as it looks.
pub fn admin_letter(word: &str) -> String {
    format!("{ADMIN_LETTERS}/{word}")
}
