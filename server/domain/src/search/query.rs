//! What was typed into the search box, as a query of the index.
//!
//! All words must stand in one document, the last one at least as the beginning of a word: the search runs while it is
//! typed. Characters of scripts without spaces that stand together must stand together in the document too. Nothing
//! that is typed is an operator. A number also finds the ticket with that id.

use model::TicketId;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query as Select, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, Value};

use super::fold::{Word, composed, words};
use crate::tables::{search_documents, tickets};

/// What is looked at of a search: more narrows nothing that a person wants.
const CHARACTERS_MAX: usize = 400;
const TERMS_MAX: usize = 12;
/// Of very common words the newest documents are looked at, so that no search takes longer the larger the desk.
const DOCUMENTS_MAX: u64 = 20_000;

/// A parsed search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
    ticket: Option<TicketId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// One word, or characters that must follow each other.
    pub words: Vec<String>,
    /// The last word may go on.
    pub prefix: bool,
}

impl Term {
    /// Whether these words begin with the term.
    pub fn stands_at(&self, words: &[Word]) -> bool {
        words.len() >= self.words.len()
            && words
                .iter()
                .zip(&self.words)
                .all(|(word, wanted)| word.text == *wanted || (self.prefix && word.text.starts_with(wanted.as_str())))
    }
}

impl Query {
    /// `None` where nothing was typed. A search without any word in it finds nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.trim().chars().take(CHARACTERS_MAX).collect();
        if text.is_empty() {
            return None;
        }
        let ticket = text.strip_prefix('#').unwrap_or(&text).parse().ok().filter(|ticket: &TicketId| ticket.0 > 0);
        let text = composed(&text);
        let mut terms: Vec<Term> = Vec::new();
        let mut phrase_ends_at = None;
        for Word { text: word, range, single } in words(&text) {
            match terms.last_mut() {
                Some(term) if single && phrase_ends_at == Some(range.start) => term.words.push(word),
                _ => terms.push(Term { words: vec![word], prefix: false }),
            }
            phrase_ends_at = single.then_some(range.end);
        }
        terms.truncate(TERMS_MAX);
        if let Some(last) = terms.last_mut() {
            // One letter begins too many words to be of use, and is a word of its own in East Asia.
            last.prefix = last.words.len() == 1 && last.words[0].chars().nth(1).is_some();
        }
        Some(Self { terms, ticket })
    }

    pub(super) fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The ticket whose number was typed.
    pub fn ticket(&self) -> Option<TicketId> {
        self.ticket
    }

    /// Whether a text would be found: what the index answers, without it.
    pub fn matches(&self, text: &str) -> bool {
        let text = composed(text);
        let words = words(&text);
        let stands = |term: &Term| (0..words.len()).any(|at| term.stands_at(&words[at..]));
        !self.terms.is_empty() && self.terms.iter().all(stands)
    }

    /// Ids of the tickets found (column `ticket_id`, each once), before the visibility rule. `scope`: find only what is
    /// for one of these; `None`: everything, for staff. Answers `None` where nothing can be found.
    pub fn tickets(&self, is_sqlite: bool, scope: Option<&[String]>) -> Option<SelectStatement> {
        let by_words = self.documents(is_sqlite, scope).map(|documents| {
            let column = search_documents::Column::TicketId;
            let found = search_documents::Column::Id.in_subquery(documents);
            Select::select().distinct().column(column).from(search_documents::Entity).and_where(found).to_owned()
        });
        let by_id = self.ticket.map(|ticket| {
            let id = Expr::col(tickets::Column::Id);
            let is_it = tickets::Column::Id.eq(ticket.0);
            Select::select().expr_as(id, "ticket_id").from(tickets::Entity).and_where(is_it).to_owned()
        });
        match (by_words, by_id) {
            (Some(mut by_words), Some(by_id)) => Some(by_words.union(UnionType::Distinct, by_id).to_owned()),
            (by_words, by_id) => by_words.or(by_id),
        }
    }

    /// Ids of the documents that match.
    pub(super) fn documents(&self, is_sqlite: bool, scope: Option<&[String]>) -> Option<SelectStatement> {
        if self.terms.is_empty() || scope.is_some_and(<[String]>::is_empty) {
            return None;
        }
        let (id, matches) = if is_sqlite {
            ("rowid", Expr::cust_with_values("\"search_index\" MATCH ?", [Value::from(self.fts5(scope))]))
        } else {
            let words = Expr::cust_with_values("words @@ $1::tsquery", [Value::from(self.tsquery())]);
            let scoped =
                scope.map(|scope| Expr::cust_with_values("scope && string_to_array($1, ' ')", [Value::from(scope.join(" "))]));
            (
                "document_id",
                match scoped {
                    Some(scoped) => words.and(scoped),
                    None => words,
                },
            )
        };
        let mut select = Select::select();
        select.column(Alias::new(id)).from(Alias::new("search_index")).and_where(matches);
        Some(select.order_by(Alias::new(id), Order::Desc).limit(DOCUMENTS_MAX).to_owned())
    }

    /// Ids of all documents that match, however many, for who counts them.
    pub fn all_documents(&self, is_sqlite: bool) -> Option<SelectStatement> {
        let mut select = self.documents(is_sqlite, None)?;
        select.clear_order_by().reset_limit();
        Some(select)
    }

    /// In FTS5's language. Words are letters and digits, so the quotes hold.
    fn fts5(&self, scope: Option<&[String]>) -> String {
        let terms: Vec<String> = self
            .terms
            .iter()
            .map(|term| format!("\"{}\"{}", term.words.join(" "), if term.prefix { " *" } else { "" }))
            .collect();
        let words = format!("words : ({})", terms.join(" AND "));
        match scope {
            None => words,
            Some(scope) => {
                let scope: Vec<String> = scope.iter().map(|name| format!("\"{name}\"")).collect();
                format!("({words}) AND (scope : ({}))", scope.join(" OR "))
            }
        }
    }

    /// In PostgreSQL's language.
    fn tsquery(&self) -> String {
        let terms: Vec<String> = self
            .terms
            .iter()
            .map(|term| {
                let words: Vec<String> = term.words.iter().map(|word| format!("'{word}'")).collect();
                format!("({}{})", words.join(" <-> "), if term.prefix { ":*" } else { "" })
            })
            .collect();
        terms.join(" & ")
    }
}

/// Ids of all documents with the words of a text, the last one as a beginning where it may go on. `None`: it has none.
pub fn documents_saying(is_sqlite: bool, text: &str, goes_on: bool) -> Option<SelectStatement> {
    let text = composed(text);
    let mut terms: Vec<Term> =
        words(&text).into_iter().map(|word| Term { words: vec![word.text], prefix: false }).take(TERMS_MAX + 1).collect();
    // What was cut off is what would have gone on.
    let whole = terms.len() <= TERMS_MAX;
    terms.truncate(TERMS_MAX);
    if let Some(last) = terms.last_mut() {
        last.prefix = goes_on && whole;
    }
    Query { terms, ticket: None }.all_documents(is_sqlite)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fts5(text: &str) -> String {
        Query::parse(text).unwrap().fts5(None)
    }

    #[test]
    fn all_words_and_the_last_as_a_beginning() {
        assert_eq!(fts5("Fattura è b"), r#"words : ("fattura" AND "e" AND "b")"#);
        assert_eq!(fts5("rete lenta"), r#"words : ("rete" AND "lenta" *)"#);
        assert_eq!(Query::parse("rete lenta").unwrap().tsquery(), "('rete') & ('lenta':*)");
        assert_eq!(fts5("請求書 送付"), r#"words : ("請 求 書" AND "送 付")"#);
        assert_eq!(Query::parse("請求書").unwrap().tsquery(), "('請' <-> '求' <-> '書')");
        let scope = ["c1".to_owned(), "o2".to_owned()];
        assert_eq!(Query::parse("ab").unwrap().fts5(Some(&scope)), r#"(words : ("ab" *)) AND (scope : ("c1" OR "o2"))"#);
    }

    #[test]
    fn nothing_typed_is_an_operator() {
        assert_eq!(
            fts5(r#"a" OR "b* NEAR(x, 2) scope:c1 -y"#),
            r#"words : ("a" AND "or" AND "b" AND "near" AND "x" AND "2" AND "scope" AND "c1" AND "y")"#
        );
        assert_eq!(Query::parse("  "), None);
        let nothing = Query::parse("\"*' 🦊").unwrap();
        assert!(nothing.tickets(true, None).is_none() && nothing.tickets(false, None).is_none());
        assert_eq!(Query::parse(&"ab ".repeat(4000)).unwrap().terms.len(), TERMS_MAX);
    }

    #[test]
    fn without_the_index_the_same_is_found() {
        let matches = |text: &str, search: &str| Query::parse(search).unwrap().matches(text);
        let text = "La Fatturà di maggio";
        assert!(matches(text, "maggio fatt") && matches(text, "fattura mag") && !matches(text, "fatt maggio"));
        assert!(matches("請求書を送る", "求書") && !matches("請求書を送る", "求請"));
        assert!(!matches("anything", "🦊") && !matches("", "a"));
    }

    #[test]
    fn a_number_is_an_id_too() {
        assert_eq!(Query::parse("#42").unwrap().ticket, Some(TicketId(42)));
        assert_eq!(Query::parse(" 42 ").unwrap().ticket, Some(TicketId(42)));
        for other in ["042", "42a", "0", "99999999999999999999", "-1"] {
            assert_eq!(Query::parse(other).unwrap().ticket, None, "{other}");
        }
    }
}
