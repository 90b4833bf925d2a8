//! Words of other systems as values of ours.

use csv::StringRecord;
use model::text::{EmailAddress, HostName};
use model::tickets::{Priority, Turn};

use super::columns::{Columns, normal};

/// The turn that a status of another system means; `None` if it is no common word.
///
/// *Open* is what an agent has in hand; *pending* waits for the customer (Zendesk's and Freshdesk's meaning); *on hold*
/// waits for somebody else, which from the customer's side is still with us.
pub(super) fn turn(status: &str) -> Option<Turn> {
    let word = normal(status);
    let means = |words: &str| words.split(", ").any(|known| known == word);
    [(NEW, Turn::New), (CONTACT, Turn::Contact), (US, Turn::Us), (CLOSED, Turn::Closed)]
        .into_iter()
        .find(|(words, _)| means(words))
        .map(|(_, turn)| turn)
}

const NEW: &str = "new, unassigned, created, submitted, received, not started, to do, todo, backlog, nuovo, da assegnare, da fare, \
    ricevuto";
const CONTACT: &str = "pending, pending customer response, pending customer, pending response, pending reply, waiting on customer, \
    waiting for customer, waiting on contact, waiting for contact, awaiting customer, awaiting reply, awaiting response, \
    awaiting customer response, waiting for reply, waiting, waiting on requester, waiting on client, answered, replied, \
    waiting for your reply, in attesa del cliente, in attesa del contatto, in attesa, in attesa di risposta, risposto";
const US: &str = "open, opened, reopened, re open, in progress, in process, work in progress, working, active, assigned, on hold, hold, \
    waiting on us, waiting for us, waiting for support, waiting on support, waiting on third party, waiting on vendor, \
    pending internal, escalated, customer responded, under review, triage, aperto, riaperto, in corso, in lavorazione, assegnato, \
    in carico, in attesa di noi, sospeso";
const CLOSED: &str = "closed, solved, resolved, done, completed, complete, fixed, cancelled, canceled, finished, archived, rejected, \
    declined, wont fix, duplicate, inactive, chiuso, risolto, completato, annullato, archiviato, concluso";

/// `Ok(None)`: the word for none.
pub(super) fn priority(word: &str) -> Result<Option<Priority>, ()> {
    match normal(word).as_str() {
        "" | "none" | "not set" | "no priority" | "unset" | "nessuna" => Ok(None),
        "low" | "lowest" | "minor" | "trivial" | "p4" | "p5" | "4" | "bassa" => Ok(Some(Priority::Low)),
        "medium" | "normal" | "moderate" | "standard" | "average" | "p3" | "3" | "media" | "normale" => {
            Ok(Some(Priority::Medium))
        }
        "high" | "major" | "important" | "p2" | "2" | "alta" => Ok(Some(Priority::High)),
        "urgent" | "critical" | "highest" | "blocker" | "emergency" | "immediate" | "p1" | "p0" | "1" | "urgente" | "critica" => {
            Ok(Some(Priority::Urgent))
        }
        _ => Err(()),
    }
}

/// HubSpot's five sources. Others have no place there: the ticket gets `FORM`, which claims the least (no mailbox, no
/// call, no sign-in stands behind it), and keeps its own word among its properties.
pub(super) fn source(word: &str) -> Result<&'static str, ()> {
    match normal(word).as_str() {
        "chat" | "live chat" | "messenger" | "messaging" | "web chat" | "chatbot" => Ok("CHAT"),
        "email" | "e mail" | "mail" => Ok("EMAIL"),
        "form" | "web form" | "web" | "website" | "contact form" | "web widget" | "import" => Ok("FORM"),
        "phone" | "call" | "telephone" | "voice" | "phone call" | "voicemail" => Ok("PHONE"),
        "portal" | "customer portal" | "help center" | "self service" => Ok("PORTAL"),
        _ => Err(()),
    }
}

/// Fills `{product_purchased}` or `{{product_purchased}}` with the row's own cell of that column.
///
/// An export that was cut from a template carries the values beside the text. A placeholder without a column, or whose
/// cell is empty, stays as it is: a text with a gap would say something that nobody wrote.
pub(super) fn fill(text: &str, columns: &Columns, cells: &StringRecord) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        filled.push_str(&rest[..start]);
        let opened = &rest[start..];
        match placeholder(opened).and_then(|(name, length)| Some((columns.named(name, cells)?, length))) {
            Some((value, length)) => {
                filled.push_str(value);
                rest = &opened[length..];
            }
            None => {
                filled.push('{');
                rest = &opened[1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// The name in the placeholder that the text begins with, and the placeholder's length.
fn placeholder(text: &str) -> Option<(&str, usize)> {
    let braces = if text.starts_with("{{") { 2 } else { 1 };
    let name = &text[braces..];
    let end = name.find('}').filter(|end| (1..=60).contains(end))?;
    let closed = braces == 1 || name[end..].starts_with("}}");
    let fits = name[..end].chars().all(|character| character.is_alphanumeric() || "_- ".contains(character));
    (closed && fits).then_some((&name[..end], braces + end + braces))
}

/// Somebody or something named in a cell: `Ana Ruiz (ana@example.com)`, `Ana Ruiz <ana@example.com>`, one of both alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mention {
    pub name: String,
    /// What stands in the brackets, or the whole if it has the shape.
    pub address: Option<String>,
}

/// The mentions in a cell, which are separated by semicolons. `is_address` says what an address looks like.
pub(super) fn mentions(cell: &str, is_address: fn(&str) -> bool) -> Vec<Mention> {
    let parts = cell.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| mention(part, is_address)).collect()
}

fn mention(part: &str, is_address: fn(&str) -> bool) -> Mention {
    if is_address(part) {
        return Mention { name: String::new(), address: Some(part.to_ascii_lowercase()) };
    }
    let bracket = part.strip_suffix(')').and_then(|part| part.rsplit_once('('));
    match bracket.or_else(|| part.strip_suffix('>').and_then(|part| part.rsplit_once('<'))) {
        Some((name, address)) if is_address(address.trim()) => {
            Mention { name: name.trim().to_owned(), address: Some(address.trim().to_ascii_lowercase()) }
        }
        _ => Mention { name: part.to_owned(), address: None },
    }
}

pub(super) fn is_email(text: &str) -> bool {
    EmailAddress::parse(text).is_ok()
}

pub(super) fn is_domain(text: &str) -> bool {
    domain(text).is_some()
}

/// The domain in `example.com`, `https://www.example.com/about`, `www.example.com`.
pub(super) fn domain(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches("https://").trim_start_matches("http://");
    let host = text.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    HostName::parse(host).ok().map(|host| host.to_string())
}

/// First and last name of a whole one: the last word, with the particles before it, is the last name; a comma turns it
/// round.
pub(super) fn split_name(name: &str) -> (String, String) {
    const PARTICLES: [&str; 20] = [
        "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "ter", "ten", "bin", "al", "el",
        "zu", "af",
    ];
    if let Some((last, first)) = name.split_once(',') {
        return (clean(first, 100), clean(last, 100));
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut last = words.len().saturating_sub(1);
    while last > 1 && PARTICLES.contains(&words[last - 1].to_lowercase().as_str()) {
        last -= 1;
    }
    if words.len() == 1 {
        return (clean(words[0], 100), String::new());
    }
    (clean(&words[..last].join(" "), 100), clean(&words[last..].join(" "), 100))
}

/// One line of at most so many characters, without control characters.
pub(super) fn clean(text: &str, max: usize) -> String {
    let line: String = text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    let words: Vec<&str> = line.split_whitespace().collect();
    cut(&words.join(" "), max)
}

/// Many lines of at most so many characters, without other control characters.
pub(super) fn clean_text(text: &str, max: usize) -> String {
    let keep = |character: &char| !character.is_control() || matches!(character, '\n' | '\t');
    cut(text.chars().filter(keep).collect::<String>().trim(), max)
}

fn cut(text: &str, max: usize) -> String {
    if text.len() <= max || text.chars().count() <= max {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(max - 1).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::super::{ImportKind, ImportOptions};
    use super::*;

    #[test]
    fn placeholders_are_filled_from_the_row() {
        let headers = ["Subject".to_owned(), "Product Purchased".to_owned(), "Size".to_owned()];
        let columns = Columns::of(ImportKind::Tickets, &headers, &ImportOptions::default(), &[]).unwrap();
        let row = StringRecord::from(vec!["s", "GoPro Hero", ""]);
        let fill = |text| fill(text, &columns, &row);
        assert_eq!(fill("My {product_purchased} is {{Product Purchased}}."), "My GoPro Hero is GoPro Hero.");
        assert_eq!(fill("{ {product_purchased}"), "{ GoPro Hero");
        for same in ["{size}", "{colour}", "{", "{}", "{product_purch I", "{\"json\": 1}"] {
            assert_eq!(fill(same), same);
        }
    }

    #[test]
    fn mentions_have_a_name_or_an_address() {
        let found = mentions("Ana Ruiz (ANA@example.com); bo@example.org;Cy; <d@example.net>", is_email);
        let shown: Vec<_> = found.iter().map(|mention| (mention.name.as_str(), mention.address.as_deref())).collect();
        assert_eq!(
            shown,
            [("Ana Ruiz", Some("ana@example.com")), ("", Some("bo@example.org")), ("Cy", None), ("", Some("d@example.net"))]
        );
        assert_eq!(mentions("Acme (acme.example)", is_domain)[0].address.as_deref(), Some("acme.example"));
        assert_eq!(domain(" https://www.Example.com/x?y "), Some("example.com".to_owned()));
        assert_eq!(domain("not a domain"), None);
    }

    #[test]
    fn names_are_split_where_people_split_them() {
        for (whole, first, last) in [
            ("Marisa Obrien", "Marisa", "Obrien"),
            ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
            ("Curie, Marie", "Marie", "Curie"),
            ("Ana Maria de la Cruz", "Ana Maria", "de la Cruz"),
            ("Cher", "Cher", ""),
            ("  ", "", ""),
        ] {
            assert_eq!(split_name(whole), (first.to_owned(), last.to_owned()), "{whole}");
        }
    }

    #[test]
    fn words_of_other_systems() {
        assert_eq!(turn("Pending Customer Response"), Some(Turn::Contact));
        assert_eq!(turn("ON-HOLD"), Some(Turn::Us));
        assert_eq!(turn("Chiuso"), Some(Turn::Closed));
        assert_eq!(turn("In attesa del cliente"), Some(Turn::Contact));
        assert_eq!(priority("Alta"), Ok(Some(Priority::High)));
        assert_eq!(turn("banana"), None);
        assert_eq!(priority("Critical"), Ok(Some(Priority::Urgent)));
        assert_eq!(priority("banana"), Err(()));
        assert_eq!(source("Social media"), Err(()));
        assert_eq!(clean("a\u{7}b\n c", 9), "a b c");
        assert_eq!(clean_text("ääää", 3), "ää…");
    }
}
