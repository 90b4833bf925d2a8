//! Letters about tickets.

use model::letters::{About, Author, Envelope, StatusNews};
use model::tickets::Status;

use super::{Body, hello};
use crate::t;
use crate::words::turn_label;

pub fn received(envelope: &Envelope, about: &About) -> Body {
    let portal = envelope.portal.as_deref().unwrap_or_default();
    Body {
        subject: t!("mail-received-subject", "number" => about.ticket.to_string(), "subject" => &about.subject),
        lead: vec![hello(envelope), t!("mail-received-lead", "number" => about.ticket.to_string())],
        quote: quote(about),
        action: (t!("mail-ticket-action"), about.link.clone()),
        foot: vec![t!("mail-ticket-foot", "portal" => portal)],
        ..Default::default()
    }
}

pub fn replied(portal: &str, author: &str, by: Author, about: &About) -> Body {
    let lead = match by {
        Author::Team => t!("mail-replied-team", "author" => author),
        Author::Colleague => t!("mail-replied-colleague", "author" => author),
        Author::Customer => t!("mail-replied-customer", "author" => author),
    };
    let foot = match by {
        Author::Customer => t!("mail-owner-foot"),
        _ => t!("mail-ticket-foot", "portal" => portal),
    };
    Body {
        subject: t!("mail-replied-subject", "number" => about.ticket.to_string(), "subject" => &about.subject),
        lead: vec![lead],
        quote: quote(about),
        then: files(about).into_iter().collect(),
        action: (t!("mail-ticket-action"), about.link.clone()),
        foot: vec![foot],
        ..Default::default()
    }
}

pub fn changed(portal: &str, news: StatusNews, status: &Status, about: &About) -> Body {
    let (number, subject) = (about.ticket.to_string(), &about.subject);
    let status = status.label.clone().unwrap_or_else(|| turn_label(status.turn));
    let (title, lead, then) = match news {
        StatusNews::Changed => (
            t!("mail-status-subject", "status" => &status, "subject" => subject, "number" => &number),
            t!("mail-status-lead", "status" => &status, "number" => &number),
            None,
        ),
        StatusNews::Closed { reopen_days } => (
            t!("mail-closed-subject", "subject" => subject, "number" => &number),
            t!("mail-closed-lead", "number" => &number),
            (reopen_days > 0).then(|| t!("mail-closed-reopen", "days" => reopen_days)),
        ),
        StatusNews::Reopened => (
            t!("mail-reopened-subject", "subject" => subject, "number" => &number),
            t!("mail-reopened-lead", "number" => &number, "status" => &status),
            None,
        ),
    };
    Body {
        subject: title,
        lead: [lead].into_iter().chain(then).collect(),
        action: (t!("mail-ticket-action"), about.link.clone()),
        foot: vec![t!("mail-ticket-foot", "portal" => portal)],
        ..Default::default()
    }
}

fn files(about: &About) -> Option<String> {
    (!about.files.is_empty()).then(|| t!("mail-attached", "files" => about.files.join(", "), "n" => about.files.len()))
}

fn quote(about: &About) -> Option<(String, String)> {
    // Every line is to be marked, whatever ends it.
    let text = about.text.replace("\r\n", "\n").replace('\r', "\n");
    (!text.is_empty()).then(|| (text, about.html.clone()))
}
