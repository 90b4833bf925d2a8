//! Which addresses are the API's, and the many spellings of one.
//!
//! HubSpot has the same calls under a version (`/crm/v3/objects/…`) and under a date (`/crm/objects/2026-03/…`), and its
//! clients end some of them with a slash. One spelling is routed; the others are rewritten to it, and nothing is ever
//! redirected, because a client does not repeat a body.

use axum::http::Uri;

/// First parts of addresses that are HubSpot's. No portal can have the former as its slug; of the latter it may, so a
/// version must follow, which no page has.
const OURS: [&str; 2] = ["crm", "oauth"];
const HUBSPOTS: [&str; 37] = [
    "account-info",
    "analytics",
    "automation",
    "broadcast",
    "business-units",
    "calling",
    "cms",
    "collectors",
    "communication-preferences",
    "companies",
    "contacts",
    "content",
    "conversations",
    "crm-associations",
    "crm-object-schemas",
    "crm-objects",
    "crm-pipelines",
    "deals",
    "email",
    "engagements",
    "events",
    "extensions",
    "filemanager",
    "files",
    "forms",
    "hubdb",
    "integrations",
    "integrators",
    "marketing",
    "media-bridge",
    "owners",
    "properties",
    "scheduler",
    "settings",
    "social",
    "visitor-identification",
    "webhooks",
];

/// Where HubSpot's addresses of a thread's assignee begin, with the words the other way round.
const ASSIGNEES: &str = "/conversations/conversations/v3/";

/// Whether an address is answered by the API, if only with an error.
pub fn is_ours(path: &str) -> bool {
    let mut parts = path.trim_start_matches('/').split('/');
    let mut next = || parts.next().unwrap_or_default();
    let (first, second, third) = (next(), next(), next());
    // Some have a word before the version: `/filemanager/api/v3/files`.
    let has_version = || is_version(second) || is_version(third) || path.starts_with(ASSIGNEES);
    OURS.iter().any(|ours| first.eq_ignore_ascii_case(ours)) || (HUBSPOTS.contains(&first) && has_version())
}

/// `v3`, `2026-03`.
fn is_version(part: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    part.strip_prefix('v').is_some_and(digits)
        || part.split_once('-').is_some_and(|(year, month)| year.len() == 4 && month.len() == 2 && digits(year) && digits(month))
}

/// The spelling that is routed.
pub fn routed(path: &str) -> String {
    let trimmed = path.trim_end_matches('/');
    let parts: Vec<&str> = trimmed.trim_start_matches('/').split('/').collect();
    match parts.as_slice() {
        ["crm", "objects", version, rest @ ..] if is_version(version) => {
            let version = if rest.get(2) == Some(&"associations") { "v4" } else { "v3" };
            joined(&["crm", version, "objects"], rest)
        }
        ["crm", "associations", version, rest @ ..] if is_version(version) => joined(&["crm", "v4", "associations"], rest),
        ["crm", feature @ ("properties" | "pipelines" | "owners" | "imports"), version, rest @ ..] if is_version(version) => {
            joined(&["crm", "v3", feature], rest)
        }
        ["conversations", "conversations", "v3", rest @ ..] => joined(&["conversations", "v3", "conversations"], rest),
        ["files", version, "files", rest @ ..] if is_version(version) => joined(&["files", "v3", "files"], rest),
        ["visitor-identification", version, rest @ ..] if is_version(version) => joined(&["visitor-identification", "v3"], rest),
        ["webhooks", date, rest @ ..] if is_version(date) && date.contains('-') => joined(&["webhooks", "v3"], rest),
        _ => trimmed.to_owned(),
    }
}

fn joined(start: &[&str], rest: &[&str]) -> String {
    format!("/{}", [start, rest].concat().join("/"))
}

/// The address with the path that is routed, and its own query.
pub fn rewritten(uri: &Uri) -> Option<Uri> {
    let path = routed(uri.path());
    match uri.query() {
        Some(query) => format!("{path}?{query}").parse().ok(),
        None => path.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hubspots_addresses_are_ours() {
        for ours in [
            "/crm/v3/objects/contacts",
            "/crm",
            "/account-info/v3/details",
            "/oauth/v1/token",
            "/contacts/v1/lists",
            "/settings/v3/users/",
            "/files/2026-03/files",
            "/conversations/conversations/v3/threads/7/assignee",
            "/CRM/v3/objects/contacts",
            "/filemanager/api/v3/files",
        ] {
            assert!(is_ours(ours), "{ours}");
        }
        for not in [
            "/",
            "/desk",
            "/account-info",
            "/account-info/12",
            "/contacts",
            "/contacts/12",
            "/contacts/v",
            "/files/sign-in",
            "/events/2026",
            "/crmx/v3",
        ] {
            assert!(!is_ours(not), "{not}");
        }
    }

    #[test]
    fn every_spelling_is_one_route() {
        for (spelling, route) in [
            ("/crm/v3/owners/", "/crm/v3/owners"),
            ("/crm/owners/2026-03", "/crm/v3/owners"),
            ("/crm/objects/2026-03/contacts/7", "/crm/v3/objects/contacts/7"),
            ("/crm/objects/v3/contacts/batch/read", "/crm/v3/objects/contacts/batch/read"),
            ("/crm/objects/2025-09/tickets/7/associations/contacts", "/crm/v4/objects/tickets/7/associations/contacts"),
            ("/crm/associations/v4/tickets/contacts/batch/read", "/crm/v4/associations/tickets/contacts/batch/read"),
            ("/crm/imports/2026-03/7/errors", "/crm/v3/imports/7/errors"),
            ("/crm/properties/2026-09/contacts/email", "/crm/v3/properties/contacts/email"),
            ("/conversations/conversations/v3/threads/7/assignee", "/conversations/v3/conversations/threads/7/assignee"),
            ("/files/2026-03/files/7/signed-url", "/files/v3/files/7/signed-url"),
            ("/visitor-identification/2026-03/tokens/create", "/visitor-identification/v3/tokens/create"),
            ("/webhooks/2026-03/7/subscriptions/", "/webhooks/v3/7/subscriptions"),
            ("/webhooks/v4/7/subscriptions", "/webhooks/v4/7/subscriptions"),
            ("/crm/v3/objects/contacts/a%40b.test", "/crm/v3/objects/contacts/a%40b.test"),
        ] {
            assert_eq!(routed(spelling), route);
        }
    }
}
