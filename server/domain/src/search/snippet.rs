//! Where the searched words stand, cut out of the text that the viewer may read.

use std::collections::HashMap;
use std::ops::Range;

use model::tickets::{Snippet, SnippetPart};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::fold::{Word, composed, words};
use super::query::{Query, Term};
use crate::failure::Outcome;
use crate::tables::search_documents;

/// Characters of a snippet.
const LENGTH: usize = 160;
/// Characters before the first word found.
const LEAD: usize = 40;

/// The text of a ticket in which a search found something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Subject and description.
    Ticket,
    Message(i64),
}

/// For each of these tickets where to cut the snippet: its own text, if that matches, else the newest message that
/// does. Tickets found by their number alone have none.
pub async fn best_source(
    connection: &impl ConnectionTrait,
    is_sqlite: bool,
    query: &Query,
    scope: Option<&[String]>,
    tickets: &[i64],
) -> Outcome<HashMap<i64, Source>> {
    let Some(documents) = query.documents(is_sqlite, scope).filter(|_| !tickets.is_empty()) else {
        return Ok(HashMap::new());
    };
    let matching = search_documents::Entity::find()
        .filter(search_documents::Column::TicketId.is_in(tickets.iter().copied()))
        .filter(search_documents::Column::Id.in_subquery(documents))
        .order_by_asc(search_documents::Column::Id)
        .all(connection)
        .await?;
    let mut best = HashMap::new();
    for document in matching {
        let source = document.message_id.map_or(Source::Ticket, Source::Message);
        if source == Source::Ticket || best.get(&document.ticket_id) != Some(&Source::Ticket) {
            best.insert(document.ticket_id, source);
        }
    }
    Ok(best)
}

/// A piece of at most 160 characters of a plain text around the first word found, with the words found marked. `None`
/// where none stands in it.
pub fn snippet(plain: &str, query: &Query) -> Option<Snippet> {
    let text = composed(plain);
    let found = places(&words(&text), query.terms());
    let first = found.first()?.clone();
    let (start, end) = window(&text, &first);
    let mut parts = Parts::default();
    parts.push(if start > 0 { "…" } else { "" }, false);
    let mut at = start;
    for place in found.into_iter().filter(|place| place.start < end && place.end > start) {
        let place = place.start.max(at)..place.end.min(end);
        parts.push(&text[at..place.start], false);
        parts.push(&text[place.clone()], true);
        at = place.end;
    }
    parts.push(&text[at..end], false);
    parts.push(if end < text.len() { "…" } else { "" }, false);
    Some(Snippet(parts.0))
}

#[derive(Default)]
struct Parts(Vec<SnippetPart>);

impl Parts {
    fn push(&mut self, text: &str, found: bool) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.found == found => last.text.push_str(text),
            _ => self.0.push(SnippetPart { text: text.to_owned(), found }),
        }
    }
}

/// The places of the terms in the words, in order and without overlap.
fn places(words: &[Word], terms: &[Term]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (number, word) in words.iter().enumerate() {
        let length = terms.iter().filter(|term| term.stands_at(&words[number..])).map(|term| term.words.len()).max();
        if let Some(length) = length {
            let range = word.range.start..words[number + length - 1].range.end;
            match found.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => found.push(range),
            }
        }
    }
    found
}

/// From some characters before the place, not within a word, and 158 characters on (two are for the dots).
fn window(text: &str, place: &Range<usize>) -> (usize, usize) {
    let lead = text[..place.start].char_indices().rev().take(LEAD).last().map_or(place.start, |(at, _)| at);
    let start = if lead == 0 {
        0
    } else {
        text[lead..place.start].char_indices().find(|(_, c)| c.is_whitespace()).map_or(lead, |(at, c)| lead + at + c.len_utf8())
    };
    let end = text[start..].char_indices().nth(LENGTH - 2).map_or(text.len(), |(at, _)| start + at);
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, query: &str) -> Option<String> {
        let snippet = snippet(text, &Query::parse(query).unwrap())?;
        assert!(snippet.0.iter().map(|part| part.text.chars().count()).sum::<usize>() <= LENGTH);
        Some(snippet.0.iter().map(|part| if part.found { format!("[{}]", part.text) } else { part.text.clone() }).collect())
    }

    #[test]
    fn words_found_are_marked() {
        assert_eq!(cut("La Fatturà di maggio", "fattura mag").unwrap(), "La [Fatturà] di [maggio]");
        assert_eq!(cut("請求書を送る。求書", "求書").unwrap(), "請[求書]を送る。[求書]");
        assert_eq!(cut("nothing here", "else"), None);
    }

    #[test]
    fn long_texts_are_cut_around_the_first() {
        let text = format!("{} needle {}", "hay ".repeat(200), "straw ".repeat(200));
        let snippet = cut(&text, "needle").unwrap();
        assert!(snippet.starts_with("…hay") && snippet.contains("[needle]") && snippet.ends_with('…'), "{snippet}");
        let wide = "x".repeat(5000);
        assert!(cut(&format!("{wide} needle"), "needle").unwrap().contains("[needle]"));
        assert!(cut(&wide, "xx").unwrap().starts_with('['));
    }
}
