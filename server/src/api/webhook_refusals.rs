//! Why webhooks are not set up so, in words.

use axum::http::StatusCode;
use domain::webhooks::WebhookRefusal;
use model::webhooks::{EventType, REQUESTS_MAX, SUBSCRIPTIONS_MAX};

use super::envelope::{Envelope, invalid};
use super::refusals::scopes_missing;

pub fn of(refusal: &WebhookRefusal) -> Envelope {
    match refusal {
        WebhookRefusal::NotYours { app } => nothing_called(format!("This token is not of the app {app}."), "appId", app),
        WebhookRefusal::NoTarget => {
            let message = "The app has no webhook settings. PUT a targetUrl to its settings first.";
            Envelope::new(StatusCode::NOT_FOUND, "OBJECT_NOT_FOUND", message)
        }
        WebhookRefusal::NoSubscription { id } => {
            nothing_called(format!("No subscription of this app has the id {id}."), "subscriptionId", id)
        }
        WebhookRefusal::ScopeMissing(scopes) => scopes_missing(scopes),
        WebhookRefusal::Subscribed { id } => {
            let message = format!("The app is subscribed to this already. Existing ID: {id}");
            Envelope::new(StatusCode::CONFLICT, "OBJECT_ALREADY_EXISTS", message)
        }
        other => invalid(unfit(other)),
    }
}

fn nothing_called(message: String, name: &'static str, id: &str) -> Envelope {
    Envelope::new(StatusCode::NOT_FOUND, "OBJECT_NOT_FOUND", message).about(name, [id.to_owned()])
}

/// What is wrong with what was sent.
fn unfit(refusal: &WebhookRefusal) -> String {
    match refusal {
        WebhookRefusal::UrlMalformed => {
            "targetUrl must be an address of https:// with at most 2000 characters, without credentials and fragment.".to_owned()
        }
        WebhookRefusal::UrlNotAllowed => "targetUrl must be a public address of https://.".to_owned(),
        WebhookRefusal::UrlEscaped { escape } => {
            format!("targetUrl must not have the escape {escape}, which receivers undo before they check signatures.")
        }
        WebhookRefusal::RequestsOutOfRange => format!("maxConcurrentRequests must be between 1 and {REQUESTS_MAX}."),
        WebhookRefusal::UnknownEvent(event) => format!("There is no event type {event}. Those that there are: {}.", events()),
        WebhookRefusal::UnknownObjectType(name) => format!("Unable to infer object type from: {name}"),
        WebhookRefusal::PropertyMissing => "A propertyChange subscription must name a property in propertyName.".to_owned(),
        WebhookRefusal::UnknownProperty(name) => format!("Property \"{name}\" does not exist"),
        WebhookRefusal::PropertyNotTold(name) => {
            format!("Changes of \"{name}\" follow from others, and cannot be subscribed to.")
        }
        WebhookRefusal::TooMany => format!("An app may have at most {SUBSCRIPTIONS_MAX} subscriptions."),
        // Not about what was sent.
        WebhookRefusal::NotYours { .. }
        | WebhookRefusal::NoTarget
        | WebhookRefusal::NoSubscription { .. }
        | WebhookRefusal::ScopeMissing(_)
        | WebhookRefusal::Subscribed { .. } => String::new(),
    }
}

fn events() -> String {
    let words: Vec<String> = EventType::ALL.into_iter().map(EventType::word).collect();
    format!("{}, object.*", words.join(", "))
}
