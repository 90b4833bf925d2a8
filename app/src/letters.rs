//! Letters, in words: subject, plain text and HTML, in the recipient's language.
//!
//! The HTML is built from views, so what people wrote is escaped; a message's own HTML comes sanitised. It is one column
//! without pictures, scripts or anything to load, and its colours hold on a light and on a dark ground.

use leptos::prelude::*;
use model::Language;
use model::letters::{About, Author, Content, Envelope};

use crate::locale::Area;
use crate::locale::clock::{self, Reading};
use crate::t;
use crate::visit::Visit;

/// A letter as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// What every letter is made of.
struct Body {
    subject: String,
    /// Paragraphs.
    lead: Vec<String>,
    /// What somebody wrote: as text, and as safe HTML.
    quote: Option<(String, String)>,
    /// A label, and where it leads.
    action: (String, String),
    /// In small print.
    foot: Vec<String>,
}

/// The letter in its recipient's language.
pub fn write(envelope: &Envelope, content: &Content, now: model::Timestamp) -> Letter {
    let visit = Visit { language: envelope.language, area: Area::Mail, now, zone: "UTC".into(), portal: None };
    let owner = Owner::new();
    let letter = owner.with(|| {
        provide_context(visit);
        let body = body(envelope, content, &Reading { now, zone: "UTC".to_owned() });
        Letter { text: text(&body), html: html(envelope.language, from(envelope), &body), subject: body.subject }
    });
    owner.cleanup();
    letter
}

fn body(envelope: &Envelope, content: &Content, reading: &Reading) -> Body {
    let portal = envelope.portal.clone().unwrap_or_default();
    let not_you = t!("mail-not-you");
    match content {
        Content::Invitation { link, until } => Body {
            subject: t!("mail-invitation-subject", "portal" => &portal),
            lead: vec![t!("mail-hello", "name" => &envelope.to_name), t!("mail-invitation-lead", "portal" => &portal)],
            quote: None,
            action: (t!("mail-invitation-action"), link.clone()),
            foot: vec![t!("mail-invitation-until", "date" => clock::date(*until, reading)), not_you],
        },
        Content::Reset { link } => Body {
            subject: t!("mail-reset-subject", "portal" => &portal),
            lead: vec![t!("mail-hello", "name" => &envelope.to_name), t!("mail-reset-lead", "portal" => &portal)],
            quote: None,
            action: (t!("mail-reset-action"), link.clone()),
            foot: vec![t!("mail-reset-until"), not_you],
        },
        Content::SignInLink { link } => Body {
            subject: t!("mail-link-subject", "portal" => &portal),
            lead: vec![t!("mail-hello", "name" => &envelope.to_name), t!("mail-link-lead", "portal" => &portal)],
            quote: None,
            action: (t!("mail-link-action"), link.clone()),
            foot: vec![t!("mail-link-until"), not_you],
        },
        Content::PasswordChanged { link } => Body {
            subject: t!("mail-password-subject", "portal" => &portal),
            lead: vec![t!("mail-hello", "name" => &envelope.to_name), t!("mail-password-lead", "portal" => &portal)],
            quote: None,
            action: (t!("mail-password-action"), link.clone()),
            foot: vec![t!("mail-password-not-you")],
        },
        Content::TicketReceived(about) => Body {
            subject: t!("mail-received-subject", "number" => about.ticket.to_string(), "subject" => &about.subject),
            lead: vec![
                t!("mail-hello", "name" => &envelope.to_name),
                t!("mail-received-lead", "number" => about.ticket.to_string()),
            ],
            quote: quote(about),
            action: (t!("mail-ticket-action"), about.link.clone()),
            foot: vec![t!("mail-ticket-foot", "portal" => &portal)],
        },
        Content::Replied { author, by, about } => replied(&portal, author, *by, about),
        Content::StaffInvitation { link, until, by } => {
            joining(envelope, (link, by), vec![t!("mail-invitation-until", "date" => clock::date(*until, reading)), not_you])
        }
        Content::EmailChange { link } => Body {
            subject: t!("mail-email-subject", "portal" => from(envelope)),
            lead: vec![t!("mail-hello", "name" => &envelope.to_name), t!("mail-email-lead", "portal" => from(envelope))],
            quote: None,
            action: (t!("mail-email-action"), link.clone()),
            foot: vec![t!("mail-reset-until"), not_you],
        },
        Content::EmailChanged { link } => Body {
            subject: t!("mail-moved-subject", "portal" => from(envelope)),
            lead: vec![t!("mail-hello", "name" => &envelope.to_name), t!("mail-moved-lead", "portal" => from(envelope))],
            quote: None,
            action: (t!("mail-moved-action"), link.clone()),
            foot: vec![t!("mail-moved-not-you")],
        },
        Content::SecondFactorReset { link } => Body {
            subject: t!("mail-factor-subject"),
            lead: vec![t!("mail-hello", "name" => &envelope.to_name), t!("mail-factor-lead")],
            quote: None,
            action: (t!("mail-factor-action"), link.clone()),
            foot: vec![t!("mail-factor-not-you")],
        },
    }
}

/// Staff hear from the product.
fn from(envelope: &Envelope) -> &str {
    envelope.portal.as_deref().unwrap_or("Portico")
}

fn joining(envelope: &Envelope, (link, by): (&str, &str), foot: Vec<String>) -> Body {
    Body {
        subject: t!("mail-team-subject", "name" => by),
        lead: vec![t!("mail-hello", "name" => &envelope.to_name), t!("mail-team-lead", "name" => by)],
        quote: None,
        action: (t!("mail-invitation-action"), link.to_owned()),
        foot,
    }
}

fn replied(portal: &str, author: &str, by: Author, about: &About) -> Body {
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
        action: (t!("mail-ticket-action"), about.link.clone()),
        foot: vec![foot],
    }
}

fn quote(about: &About) -> Option<(String, String)> {
    // Every line is to be marked, whatever ends it.
    let text = about.text.replace("\r\n", "\n").replace('\r', "\n");
    (!text.is_empty()).then(|| (text, about.html.clone()))
}

fn text(body: &Body) -> String {
    let quoted = body.quote.iter().map(|(text, _)| text.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n"));
    let (label, link) = &body.action;
    let parts = body.lead.iter().cloned().chain(quoted).chain([format!("{label}:\n{link}")]);
    let foot = if body.foot.is_empty() { String::new() } else { format!("\n\n-- \n{}", body.foot.join("\n")) };
    format!("{}{foot}\n", parts.collect::<Vec<_>>().join("\n\n"))
}

const FRAME: &str = "max-width:36rem;margin:0 auto;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif";
const QUOTE: &str = "margin:16px 0;padding:4px 16px;border-left:3px solid #8894a8";
const BUTTON: &str = "display:inline-block;padding:10px 18px;border-radius:8px;background:#2457d6;color:#ffffff;text-decoration:none;font-weight:600";
const SMALL: &str = "margin:8px 0;font-size:13px;opacity:.75";

fn html(language: Language, from: &str, body: &Body) -> String {
    let (label, link) = body.action.clone();
    let quote =
        body.quote.as_ref().map(|(_, html)| view! { <blockquote style=QUOTE dir="auto" inner_html=html.clone()></blockquote> });
    let view = view! {
        <html lang=language.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{body.subject.clone()}</title>
            </head>
            <body style="margin:0">
                <div style=FRAME>
                    <p style="margin:0 0 16px;font-weight:600" dir="auto">{from.to_owned()}</p>
                    {body.lead.iter().map(|line| view! { <p dir="auto">{line.clone()}</p> }).collect_view()}
                    {quote}
                    <p style="margin:24px 0"><a href=link.clone() style=BUTTON>{label}</a></p>
                    <p style=SMALL>{t!("mail-link-plain")} " " <a href=link.clone() style="word-break:break-all">{link.clone()}</a></p>
                    {body.foot.iter().map(|line| view! { <p style=SMALL>{line.clone()}</p> }).collect_view()}
                </div>
            </body>
        </html>
    };
    format!("<!DOCTYPE html>{}", view.to_html())
}

#[cfg(test)]
mod tests {
    use model::{TicketId, Timestamp};

    use super::*;

    fn envelope(language: Language) -> Envelope {
        Envelope {
            mail_id: "x@y".into(),
            to: "ana@acme.example".into(),
            to_name: "Ana <b>".into(),
            portal: Some("Acme & Co".into()),
            language,
        }
    }

    fn about() -> About {
        About {
            ticket: TicketId(12),
            subject: "Broken <img>".into(),
            text: "It **stopped**".into(),
            html: "<p>It <strong>stopped</strong></p>".into(),
            link: "https://help.acme.example/support/12".into(),
        }
    }

    #[test]
    fn every_letter_is_whole_in_every_language() {
        for language in Language::ALL {
            for content in [
                Content::Invitation { link: "https://a.example/i/t".into(), until: Timestamp(1_700_000_000_000) },
                Content::Reset { link: "https://a.example/r/t".into() },
                Content::SignInLink { link: "https://a.example/l/t".into() },
                Content::PasswordChanged { link: "https://a.example/s".into() },
                Content::TicketReceived(about()),
                Content::StaffInvitation { link: "https://a.example/i/t".into(), until: Timestamp(0), by: "Zoë <i>".into() },
                Content::SecondFactorReset { link: "https://a.example/s".into() },
                Content::EmailChange { link: "https://a.example/e".into() },
                Content::EmailChanged { link: "https://a.example/s".into() },
                Content::Replied { author: "Zoë <i>".into(), by: Author::Team, about: about() },
                Content::Replied { author: "Zoë <i>".into(), by: Author::Colleague, about: about() },
                Content::Replied { author: "Zoë <i>".into(), by: Author::Customer, about: about() },
            ] {
                let letter = write(&envelope(language), &content, Timestamp(1_700_000_000_000));
                let all = format!("{}\n{}\n{}", letter.subject, letter.text, letter.html);
                assert!(!all.contains("mail-"), "a bare key: {all}");
                assert!(letter.text.contains("https://") && letter.html.contains("href=\"https://"), "{all}");
                for raw in ["<b>", "<i>", "<img>"] {
                    assert!(!letter.html.contains(raw), "{raw} in {}", letter.html);
                }
            }
        }
    }

    #[test]
    fn what_was_written_is_quoted() {
        let content = Content::Replied { author: "Zoë".into(), by: Author::Team, about: about() };
        let letter = write(&envelope(Language::English), &content, Timestamp(0));
        assert!(letter.text.contains("> It **stopped**"), "{}", letter.text);
        assert!(letter.html.contains("<p>It <strong>stopped</strong></p>"), "{}", letter.html);
        assert_eq!(letter.subject, "Re: Broken <img> (#12)");
    }
}
