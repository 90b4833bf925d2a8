//! A letter as a message (RFC 5322), so that nothing in it can be more than text.
//!
//! What people wrote stands in the body, which is encoded (quoted-printable or base64, with CRLF): no line of it is a dot
//! alone and no LF stands alone, whatever was typed. In the headers it is cut to one line and encoded by RFC 2047.

use app::letters::Letter;
use domain::outbox::MailServer;
use lettre::Message;
use lettre::address::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use model::letters::{Content, Envelope};
use model::mail::MailProblem;

/// Longest name or subject in a header, in characters.
const HEADER_MAX: usize = 200;

pub fn message(server: &MailServer, envelope: &Envelope, content: &Content, letter: Letter) -> Result<Message, MailProblem> {
    let bad = |_| MailProblem::BadAddress;
    let to =
        Mailbox::new(Some(line(&envelope.to_name)).filter(|name| !name.is_empty()), envelope.to.parse::<Address>().map_err(bad)?);
    let name = server.from_name.as_deref().or(envelope.portal.as_deref()).unwrap_or("Portico");
    let from = Mailbox::new(Some(line(name)), server.from_address.parse::<Address>().map_err(bad)?);
    let mut builder = Message::builder()
        .from(from)
        .to(to)
        .subject(line(&letter.subject))
        .message_id(Some(format!("<{}>", envelope.mail_id)))
        .date_now();
    if let Some(word) = automatic(content) {
        builder = builder.raw_header(header("Auto-Submitted", word)).raw_header(header("X-Auto-Response-Suppress", "All"));
    }
    if let Some(root) = conversation(envelope, content) {
        builder = builder.in_reply_to(root.clone()).references(root);
    }
    if let Some(link) = &envelope.unsubscribe {
        builder = builder
            .raw_header(header("List-Unsubscribe", &format!("<{}>", line(link))))
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    let part = |kind, text: String| {
        SinglePart::builder().header(kind).header(ContentTransferEncoding::QuotedPrintable).body(crlf(&text))
    };
    let parts = MultiPart::alternative()
        .singlepart(part(ContentType::TEXT_PLAIN, letter.text))
        .singlepart(part(ContentType::TEXT_HTML, letter.html));
    builder.multipart(parts).map_err(|_| MailProblem::BadAddress)
}

/// What all letters of a ticket answer to (RFC 5322 §3.6.4), so that mailboxes keep them together. No letter has this id:
/// the first that somebody gets is not the first that somebody else gets.
fn conversation(envelope: &Envelope, content: &Content) -> Option<String> {
    let (Content::TicketReceived(about) | Content::Replied { about, .. } | Content::Status { about, .. }) = content else {
        return None;
    };
    let (_, host) = envelope.mail_id.split_once('@')?;
    Some(format!("<ticket-{}@{host}>", about.ticket))
}

/// RFC 3834: a machine's answer says so, so that no other machine answers it. What somebody wrote is passed on as theirs.
fn automatic(content: &Content) -> Option<&'static str> {
    match content {
        Content::TicketReceived(_) => Some("auto-replied"),
        Content::Replied { .. } => None,
        Content::Invitation { .. }
        | Content::InvitationReminder { .. }
        | Content::Reset { .. }
        | Content::SignInLink { .. }
        | Content::PasswordChanged { .. }
        | Content::Registration { .. }
        | Content::AlreadyRegistered { .. }
        | Content::Approved { .. }
        | Content::Status { .. }
        | Content::StaffInvitation { .. }
        | Content::SecondFactorReset { .. }
        | Content::EmailChange { .. }
        | Content::EmailChanged { .. }
        | Content::WebhooksPaused { .. }
        | Content::Test { .. } => Some("auto-generated"),
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// One line: control characters become blanks, and what looks like an encoded word (RFC 2047) is none, so that no mailbox
/// makes something else of it than what was typed.
fn line(text: &str) -> String {
    let plain: String = text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    let line: String = plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(HEADER_MAX).collect();
    line.replace("=?", "=\u{200b}?")
}

/// Every end of a line as mail has it (RFC 5321 §2.3.8), and no line that is a dot alone: it gets a blank behind it, which
/// is encoded.
fn crlf(text: &str) -> String {
    let plain = text.replace("\r\n", "\n").replace('\r', "\n");
    plain.split('\n').map(|line| if line == "." { ". " } else { line }).collect::<Vec<_>>().join("\r\n")
}

#[cfg(test)]
mod tests {
    use model::letters::{About, Author};
    use model::{Language, TicketId, Timestamp};

    use super::*;

    fn written(name: &str, subject: &str, text: &str) -> (Message, String) {
        let envelope = Envelope {
            mail_id: "abc@help.example.com".into(),
            to: "ana@acme.example".into(),
            to_name: name.into(),
            portal: Some("Acme\r\nBcc: x@evil.example".into()),
            language: Language::Italian,
            unsubscribe: Some("https://help.example.com/s/recovery/unsubscribe/1.answers.x\r\nBcc: z@evil.example".into()),
        };
        let about = About {
            ticket: TicketId(7),
            subject: subject.into(),
            text: text.into(),
            html: "<p>x</p>".into(),
            files: Vec::new(),
            link: "https://help.example.com/s/7".into(),
        };
        let content = Content::Replied { author: "Zoë".into(), by: Author::Team, about };
        let letter = app::letters::write(&envelope, &content, Timestamp(0));
        let server = MailServer {
            host: "localhost".into(),
            port: 25,
            security: model::mail::MailSecurity::None,
            login: None,
            from_name: None,
            from_address: "help@example.com".into(),
        };
        let message = message(&server, &envelope, &content, letter).unwrap();
        let bytes = String::from_utf8(message.formatted()).unwrap();
        (message, bytes)
    }

    #[test]
    fn no_header_can_be_added_and_no_line_can_end_the_message() {
        let hostile = "a\r\nBcc: y@evil.example\r\n\r\n.\r\nQUIT\n.\n\r.\r\x0b\u{2028}";
        let (message, bytes) = written(hostile, hostile, &format!("first\n.\n{hostile}\n..\n."));
        assert_eq!(message.envelope().to().len(), 1);
        let (head, _) = bytes.split_once("\r\n\r\n").unwrap();
        assert!(!head.lines().any(|line| line.to_ascii_lowercase().starts_with("bcc")), "{head}");
        assert_eq!(bytes.matches('\n').count(), bytes.matches("\r\n").count(), "an LF alone");
        assert_eq!(bytes.matches('\r').count(), bytes.matches("\r\n").count(), "a CR alone");
        assert!(!bytes.split("\r\n").any(|line| line == "."), "a dot alone:\n{bytes}");
        assert!(bytes.split("\r\n").all(|line| line.len() <= 998), "RFC 5322 §2.1.1");
    }

    #[test]
    fn a_notification_says_where_it_is_turned_off() {
        let (_, bytes) = written("Ana", "Subject", "text");
        assert!(bytes.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "{bytes}");
        assert!(bytes.contains("\r\nList-Unsubscribe: <https://help.example.com/s/recovery/unsubscribe/"), "{bytes}");
    }

    #[test]
    fn what_looks_encoded_stays_what_was_typed() {
        let (_, bytes) = written("=?utf-8?q?Boss?=", "=?utf-8?q?=0d=0aBcc:x@evil.example?=", "text");
        let header = bytes.split("\r\n\r\n").next().unwrap_or_default();
        assert!(!header.contains("?q?") && !header.contains("=0d=0aBcc"), "{header}");
    }

    #[test]
    fn a_dot_alone_is_not_alone() {
        assert_eq!(crlf("a\n.\n\r.\r.."), "a\r\n. \r\n\r\n. \r\n..");
    }

    #[test]
    fn it_says_who_it_is_and_keeps_its_name() {
        let (_, bytes) = written("Ana", "Grüße", "text");
        assert!(bytes.contains("Message-ID: <abc@help.example.com>"), "{bytes}");
        let root = "<ticket-7@help.example.com>\r\n";
        assert!(bytes.contains(&format!("In-Reply-To: {root}")) && bytes.contains(&format!("References: {root}")), "{bytes}");
        assert!(!bytes.contains("Auto-Submitted"), "what somebody wrote is no automatic answer");
        assert!(bytes.contains("multipart/alternative") && bytes.contains("Subject: Re: =?utf-8?"), "{bytes}");
    }
}
