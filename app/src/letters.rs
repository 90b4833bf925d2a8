//! Letters, in words: subject, plain text and HTML, in the recipient's language.
//!
//! The HTML is built from views, so what people wrote is escaped; a message's own HTML comes sanitised. It is one column
//! without pictures, scripts or anything to load, and its colours hold on a light and on a dark ground.

mod access;
mod account;
mod samples;
mod ticket;

use leptos::prelude::*;
use model::Language;
use model::letters::{Content, Envelope};

use crate::locale::Area;
use crate::locale::clock::{self, Reading};
use crate::t;
use crate::visit::Visit;

pub use samples::sample;

/// A letter as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// What every letter is made of.
#[derive(Default)]
struct Body {
    subject: String,
    /// Paragraphs.
    lead: Vec<String>,
    /// What somebody wrote: as text, and as safe HTML.
    quote: Option<(String, String)>,
    /// Paragraphs after that.
    then: Vec<String>,
    /// A label, and where it leads.
    action: (String, String),
    /// In small print.
    foot: Vec<String>,
    /// As `action`, for turning such letters off.
    off: Option<(String, String)>,
}

impl Body {
    /// A letter that greets, says one thing and leads to one place.
    fn plain(envelope: &Envelope, subject: String, lead: String, (label, link): (String, &str), foot: Vec<String>) -> Self {
        let lead = vec![hello(envelope), lead];
        Self { subject, lead, action: (label, link.to_owned()), foot, ..Self::default() }
    }
}

/// The letter in its recipient's language.
pub fn write(envelope: &Envelope, content: &Content, now: model::Timestamp) -> Letter {
    let visit = Visit { language: envelope.language, area: Area::Mail, now, zone: "UTC".into(), portal: None };
    let owner = Owner::new();
    let letter = owner.with(|| {
        provide_context(visit);
        let mut body = body(envelope, content, &Reading { now, zone: "UTC".to_owned() });
        body.off = envelope.unsubscribe.clone().map(|link| (t!("mail-turn-off"), link));
        Letter { text: text(&body), html: html(envelope.language, from(envelope), &body), subject: body.subject }
    });
    owner.cleanup();
    letter
}

fn body(envelope: &Envelope, content: &Content, reading: &Reading) -> Body {
    let portal = portal(envelope);
    let until = |at: model::Timestamp| t!("mail-invitation-until", "date" => clock::date(at, reading));
    match content {
        Content::Invitation { link, until: at } => access::invitation(envelope, link, until(*at)),
        Content::InvitationReminder { link, until: at } => access::reminder(envelope, link, until(*at)),
        Content::Registration { link, until: at } => access::registration(envelope, link, until(*at)),
        Content::AlreadyRegistered { link } => access::already_registered(envelope, link),
        Content::Approved { link } => access::approved(envelope, link),
        Content::StaffInvitation { link, until: at, by } => access::colleague(envelope, link, by, until(*at)),
        Content::Reset { link } => account::reset(envelope, link),
        Content::SignInLink { link } => account::sign_in_link(envelope, link),
        Content::PasswordChanged { link } => account::password_changed(envelope, link),
        Content::EmailChange { link } => account::email_change(envelope, link),
        Content::EmailChanged { link } => account::email_changed(envelope, link),
        Content::SecondFactorReset { link } => account::second_factor_reset(envelope, link),
        Content::WebhooksPaused { name, target, link } => account::webhooks_paused(envelope, (name, target), link),
        Content::Test { link } => account::test(envelope, link),
        Content::TicketReceived(about) => ticket::received(envelope, about),
        Content::Replied { author, by, about } => ticket::replied(portal, author, *by, about),
        Content::Status { news, status, about } => ticket::changed(portal, *news, status, about),
    }
}

fn hello(envelope: &Envelope) -> String {
    match envelope.to_name.as_str() {
        "" => t!("mail-hello-unnamed"),
        name => t!("mail-hello", "name" => name),
    }
}

/// Nothing where staff are written to.
fn portal(envelope: &Envelope) -> &str {
    envelope.portal.as_deref().unwrap_or_default()
}

/// Staff hear from the product.
fn from(envelope: &Envelope) -> &str {
    envelope.portal.as_deref().unwrap_or("Portico")
}

fn text(body: &Body) -> String {
    let quoted = body.quote.iter().map(|(text, _)| text.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n"));
    let (label, link) = &body.action;
    let parts = body.lead.iter().cloned().chain(quoted).chain(body.then.iter().cloned()).chain([format!("{label}:\n{link}")]);
    let off = body.off.iter().map(|(label, link)| format!("{label}: {link}"));
    let foot: Vec<String> = body.foot.iter().cloned().chain(off).collect();
    let foot = if foot.is_empty() { String::new() } else { format!("\n\n-- \n{}", foot.join("\n")) };
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
                    {body.then.iter().map(|line| view! { <p dir="auto">{line.clone()}</p> }).collect_view()}
                    <p style="margin:24px 0"><a href=link.clone() style=BUTTON>{label}</a></p>
                    <p style=SMALL>{t!("mail-link-plain")} " " <a href=link.clone() style="word-break:break-all">{link.clone()}</a></p>
                    {body.foot.iter().map(|line| view! { <p style=SMALL>{line.clone()}</p> }).collect_view()}
                    {body.off.clone().map(|(label, link)| view! { <p style=SMALL><a href=link>{label}</a></p> })}
                </div>
            </body>
        </html>
    };
    // Between two texts the views leave a mark for a script that no letter has. What people wrote is escaped and cannot be one.
    format!("<!DOCTYPE html>{}", view.to_html().replace("<!>", ""))
}

#[cfg(test)]
mod tests {
    use model::letters::{About, Author, StatusNews};
    use model::mail::LetterKind;
    use model::tickets::{Status, Turn};
    use model::{TicketId, Timestamp};

    use super::*;

    const NOW: Timestamp = Timestamp(1_700_000_000_000);

    fn envelope(language: Language) -> Envelope {
        Envelope {
            mail_id: "x@y".into(),
            to: "ana@acme.example".into(),
            to_name: "Ana <b>".into(),
            portal: Some("Acme & Co".into()),
            language,
            unsubscribe: Some("https://a.example/off/\"<b>".into()),
        }
    }

    fn about() -> About {
        About {
            ticket: TicketId(12),
            subject: "Broken <img>".into(),
            text: "It **stopped**".into(),
            html: "<p>It <strong>stopped</strong></p>".into(),
            files: vec!["photo <b>.jpg".into(), "log.txt".into()],
            link: "https://help.acme.example/support/12".into(),
        }
    }

    fn whole(letter: &Letter) {
        let all = format!("{}\n{}\n{}", letter.subject, letter.text, letter.html);
        assert!(!all.contains("mail-") && !all.contains("turn-"), "a bare key: {all}");
        assert!(letter.text.contains("https://") && letter.html.contains("href=\"https://"), "{all}");
        for raw in ["<b>", "<i>", "<img>"] {
            assert!(!letter.html.contains(raw), "{raw} in {}", letter.html);
        }
    }

    #[test]
    fn every_kind_is_whole_in_every_language() {
        for language in Language::ALL {
            for kind in LetterKind::ALL {
                let (envelope, content) = sample(kind, language, NOW);
                let letter = write(&envelope, &content, NOW);
                whole(&letter);
                let turns_off = envelope.unsubscribe.as_ref().is_some_and(|link| letter.text.contains(link.as_str()));
                assert_eq!(turns_off, kind.notification().is_some(), "{kind:?} in {language:?}");
            }
        }
    }

    #[test]
    fn what_was_typed_is_text_in_every_letter() {
        let status = Status { label: Some("In <b>the</b> works".into()), turn: Turn::Us };
        for language in Language::ALL {
            for content in [
                Content::Invitation { link: "https://a.example/i/t".into(), until: NOW },
                Content::TicketReceived(about()),
                Content::StaffInvitation { link: "https://a.example/i/t".into(), until: Timestamp(0), by: "Zoë <i>".into() },
                Content::SecondFactorReset { link: "https://a.example/s".into() },
                Content::EmailChange { link: "https://a.example/e".into() },
                Content::WebhooksPaused {
                    name: "Zoë <i>".into(),
                    target: "https://a.example/?<b>".into(),
                    link: "https://a.example/w".into(),
                },
                Content::EmailChanged { link: "https://a.example/s".into() },
                Content::Replied { author: "Zoë <i>".into(), by: Author::Team, about: about() },
                Content::Replied { author: "Zoë <i>".into(), by: Author::Colleague, about: about() },
                Content::Replied { author: "Zoë <i>".into(), by: Author::Customer, about: about() },
                Content::Status { news: StatusNews::Changed, status: status.clone(), about: about() },
                Content::Status { news: StatusNews::Closed { reopen_days: 14 }, status: status.clone(), about: about() },
                Content::Status { news: StatusNews::Closed { reopen_days: 0 }, status: status.clone(), about: about() },
                Content::Status { news: StatusNews::Reopened, status: status.clone(), about: about() },
                Content::Test { link: "https://a.example/admin".into() },
            ] {
                whole(&write(&envelope(language), &content, NOW));
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

    #[test]
    fn a_closed_ticket_says_how_long_it_can_be_reopened() {
        let status = Status { label: None, turn: Turn::Closed };
        let text = |reopen_days| {
            let content = Content::Status { news: StatusNews::Closed { reopen_days }, status: status.clone(), about: about() };
            write(&envelope(Language::English), &content, NOW).text
        };
        assert!(text(14).contains("14 days"), "{}", text(14));
        assert!(!text(0).contains("days"), "{}", text(0));
    }
}
