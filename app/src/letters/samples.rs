//! Every kind of letter as it could be, for those who look at them and for the tests. Their words are data, as people
//! write it: in the letter's language.

use model::letters::{About, Author, Content, Envelope, StatusNews};
use model::mail::LetterKind;
use model::tickets::{Status, Turn};
use model::{Language, TicketId, Timestamp};

const PORTAL: &str = "https://help.acme.example/support";
const DESK: &str = "https://help.acme.example";
/// No capability of anybody's.
const TOKEN: &str = "SAMPLE-SAMPLE-SAMPLE-SAMPLE-SAMPLE-SAMPLE-S";

/// A letter of the kind, to somebody who does not exist.
pub fn sample(kind: LetterKind, language: Language, now: Timestamp) -> (Envelope, Content) {
    let (name, address) = person(language);
    let for_staff = matches!(
        kind,
        LetterKind::CustomerReplied | LetterKind::StaffInvitation | LetterKind::SecondFactorReset | LetterKind::WebhooksPaused
    );
    let off =
        |notification: model::mail::Notification| format!("{PORTAL}/recovery/unsubscribe/1.{}.{TOKEN}", notification.word());
    let envelope = Envelope {
        mail_id: "sample@help.acme.example".to_owned(),
        to: address.to_owned(),
        to_name: name.to_owned(),
        portal: (!for_staff).then(|| portal(language).to_owned()),
        language,
        unsubscribe: kind.notification().map(off),
    };
    (envelope, content(kind, language, now))
}

fn content(kind: LetterKind, language: Language, now: Timestamp) -> Content {
    let until = now.plus(7 * Timestamp::DAY);
    let link = |way: &str| format!("{PORTAL}/{way}/{TOKEN}");
    let replied = |by| {
        let (author, text) = answer(language, by);
        Content::Replied { author: author.to_owned(), by, about: about(language, text, by == Author::Customer) }
    };
    let status = |news, turn| Content::Status { news, status: Status { label: None, turn }, about: about(language, "", false) };
    match kind {
        LetterKind::Invitation => Content::Invitation { link: link("invitation"), until },
        LetterKind::InvitationReminder => Content::InvitationReminder { link: link("invitation"), until },
        LetterKind::Registration => Content::Registration { link: link("register"), until: now.plus(Timestamp::DAY) },
        LetterKind::AlreadyRegistered => Content::AlreadyRegistered { link: format!("{PORTAL}/sign-in") },
        LetterKind::Approved => Content::Approved { link: format!("{PORTAL}/sign-in") },
        LetterKind::Reset => Content::Reset { link: link("recovery/password") },
        LetterKind::SignInLink => Content::SignInLink { link: link("recovery/link") },
        LetterKind::PasswordChanged => Content::PasswordChanged { link: format!("{PORTAL}/sign-in") },
        LetterKind::TicketReceived => Content::TicketReceived(about(language, question(language), false)),
        LetterKind::AgentReplied => replied(Author::Team),
        LetterKind::ColleagueReplied => replied(Author::Colleague),
        LetterKind::CustomerReplied => replied(Author::Customer),
        LetterKind::StatusChanged => status(StatusNews::Changed, Turn::Us),
        LetterKind::TicketClosed => status(StatusNews::Closed { reopen_days: 14 }, Turn::Closed),
        LetterKind::TicketReopened => status(StatusNews::Reopened, Turn::Us),
        LetterKind::StaffInvitation => {
            let (by, _) = answer(language, Author::Team);
            Content::StaffInvitation { link: format!("{DESK}/sign-in/invitation/{TOKEN}"), until, by: by.to_owned() }
        }
        LetterKind::SecondFactorReset => Content::SecondFactorReset { link: format!("{DESK}/sign-in") },
        LetterKind::EmailChange => Content::EmailChange { link: link("recovery/email") },
        LetterKind::EmailChanged => Content::EmailChanged { link: format!("{PORTAL}/sign-in") },
        LetterKind::WebhooksPaused => Content::WebhooksPaused {
            name: "Nightly sync".to_owned(),
            target: "https://sync.acme.example/hooks".to_owned(),
            link: format!("{DESK}/admin/webhooks/7"),
        },
    }
}

fn about(language: Language, text: &str, for_staff: bool) -> About {
    let subject = match language {
        Language::English => "The invoice of March shows the wrong address",
        Language::Italian => "La fattura di marzo riporta l'indirizzo sbagliato",
    };
    let link = if for_staff { "https://help.acme.example/desk/tickets/1042".to_owned() } else { format!("{PORTAL}/1042") };
    // The samples have paragraphs and nothing else.
    let html = text.split("\n\n").map(|paragraph| format!("<p>{paragraph}</p>")).collect();
    About { ticket: TicketId(1042), subject: subject.to_owned(), text: text.to_owned(), html, files: Vec::new(), link }
}

fn portal(language: Language) -> &'static str {
    match language {
        Language::English => "Acme Support",
        Language::Italian => "Assistenza Acme",
    }
}

fn person(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::English => ("Emma Clarke", "emma.clarke@northwind.example"),
        Language::Italian => ("Giulia Ferrari", "giulia.ferrari@ferrari-arredi.example"),
    }
}

fn question(language: Language) -> &'static str {
    match language {
        Language::English => {
            "Hello,\n\nour invoice of March still has the old address on it. We moved to 12 Harbour Street in January. Could \
             you send us a corrected one?\n\nThank you"
        }
        Language::Italian => {
            "Buongiorno,\n\nla fattura di marzo riporta ancora il vecchio indirizzo. Da gennaio siamo in via del Porto 12. \
             Potete mandarcene una corretta?\n\nGrazie"
        }
    }
}

fn answer(language: Language, by: Author) -> (&'static str, &'static str) {
    match (language, by) {
        (Language::English, Author::Team) => {
            ("Tom Reed", "The invoice is corrected and on its way to you.\n\nFrom April on they all carry the new address.")
        }
        (Language::English, Author::Colleague) => ("Oliver Hughes", "I found the same mistake on the one of February."),
        (Language::English, Author::Customer) => ("Emma Clarke", "It has arrived, and the address is right now.\n\nThank you!"),
        (Language::Italian, Author::Team) => {
            ("Marco Riva", "La fattura è corretta e in viaggio.\n\nDa aprile riporteranno tutte il nuovo indirizzo.")
        }
        (Language::Italian, Author::Colleague) => ("Luca Marini", "Ho trovato lo stesso errore in quella di febbraio."),
        (Language::Italian, Author::Customer) => ("Giulia Ferrari", "È arrivata, e l'indirizzo ora è giusto.\n\nGrazie!"),
    }
}
