//! What a ticket's page knows, and how it comes to know more while it is open.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::tickets::{Entry, Side, TicketShown};
use model::{Fault, MessageId, TicketId};

use super::rows::status_label;
use super::show::shown_ticket;
use crate::t;

#[derive(Clone, Copy)]
pub struct TicketState {
    pub id: TicketId,
    slug: StoredValue<String>,
    /// The last answer, its entries moved out.
    pub ticket: RwSignal<TicketShown>,
    /// Oldest first; earlier ones that were asked for before the last answer's.
    pub entries: RwSignal<Vec<Entry>>,
    pub earlier: RwSignal<Option<MessageId>>,
    /// The newest entry when the page came; what is newer is marked.
    pub newest_at_first: i64,
    /// Why nothing newer can be shown.
    pub trouble: RwSignal<Option<Fault>>,
    /// For those who do not see the page change.
    pub said: RwSignal<String>,
    pub sign_in_open: RwSignal<bool>,
    /// What is to be tried again after signing in.
    again: StoredValue<Option<Callback<()>>>,
    /// Counts up when the stream of changes is to be opened anew.
    pub listening: RwSignal<u32>,
    /// Counts requests, so that a slow answer does not undo a later one.
    asked: StoredValue<u32>,
}

pub fn entry_id(entry: &Entry) -> MessageId {
    match entry {
        Entry::Message(message) => message.id,
        Entry::Event(event) => event.id,
    }
}

impl TicketState {
    pub fn new(slug: String, mut ticket: TicketShown) -> Self {
        let entries = std::mem::take(&mut ticket.entries);
        Self {
            id: ticket.id,
            slug: StoredValue::new(slug),
            newest_at_first: entries.last().map_or(0, |entry| entry_id(entry).0),
            earlier: RwSignal::new(ticket.earlier),
            ticket: RwSignal::new(ticket),
            entries: RwSignal::new(entries),
            trouble: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            sign_in_open: RwSignal::new(false),
            again: StoredValue::new(None),
            listening: RwSignal::new(0),
            asked: StoredValue::new(0),
        }
    }

    pub fn slug(self) -> String {
        self.slug.get_value()
    }

    /// Asks again and takes in what is new.
    pub async fn refresh(self) {
        let turn = self.asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        });
        let (Some(turn), Some(slug)) = (turn, self.slug.try_get_value()) else { return };
        let answer = shown_ticket(slug, self.id, None).await.flatten();
        if self.asked.try_get_value() != Some(turn) {
            return;
        }
        match answer {
            Ok(ticket) => self.take(ticket),
            Err(fault @ (Fault::SignedOut | Fault::NotFound | Fault::Refused(_))) => self.trouble.set(Some(fault)),
            // The next change, or the stream's return, asks again.
            Err(_) => {}
        }
    }

    fn take(self, mut ticket: TicketShown) {
        let entries = std::mem::take(&mut ticket.entries);
        let known = self.entries.with_untracked(|entries| entries.last().map_or(0, |entry| entry_id(entry).0));
        let news = entries.iter().rev().take_while(|entry| entry_id(entry).0 > known).find_map(spoken);
        self.trouble.set(None);
        if self.entries.with_untracked(|shown| !shown.ends_with(&entries)) {
            let first = entries.first().map(entry_id);
            if self.entries.with_untracked(|shown| shown.iter().all(|entry| Some(entry_id(entry)) != first)) {
                self.earlier.set(ticket.earlier);
            }
            self.entries.update(|shown| join(shown, entries));
        }
        self.ticket.set(ticket);
        if let Some(news) = news {
            self.said.set(news);
        }
    }

    /// Asks for what was before the first entry.
    pub fn load_earlier(self, before: MessageId) {
        let asked = shown_ticket(self.slug(), self.id, Some(before));
        spawn_local(async move {
            match asked.await.flatten() {
                Ok(ticket) => {
                    self.earlier.try_set(ticket.earlier);
                    self.entries.try_update(|shown| {
                        shown.splice(0..0, ticket.entries);
                    });
                }
                Err(fault) => {
                    self.trouble.try_set(Some(fault));
                }
            }
        });
    }

    /// Asks to sign in without leaving the page; then tries again.
    pub fn ask_to_sign_in(self, again: Option<Callback<()>>) {
        self.again.set_value(again);
        self.sign_in_open.set(true);
    }

    pub fn signed_in(self) {
        self.listening.update(|count| *count += 1);
        match self.again.try_update_value(Option::take).flatten() {
            Some(again) => again.run(()),
            None => spawn_local(self.refresh()),
        }
    }
}

/// Where the answer begins, it replaces what was shown; what stood before stays.
fn join(shown: &mut Vec<Entry>, entries: Vec<Entry>) {
    let first = entries.first().map(entry_id);
    let at = shown.iter().position(|entry| Some(entry_id(entry)) == first).unwrap_or_default();
    shown.truncate(at);
    shown.extend(entries);
}

fn spoken(entry: &Entry) -> Option<String> {
    match entry {
        Entry::Message(message) if message.side == Side::You => None,
        Entry::Message(message) => Some(t!("ticket-said-message", "author" => &message.author)),
        Entry::Event(event) => Some(t!("ticket-said-status", "status" => status_label(&event.status))),
    }
}

#[cfg(test)]
mod tests {
    use model::Timestamp;
    use model::tickets::{Event, Status, Turn};

    use super::*;

    fn entries(ids: &[i64]) -> Vec<Entry> {
        let event = |id: &i64| Event {
            id: MessageId(*id),
            status: Status { label: None, turn: Turn::Us },
            author: None,
            at: Timestamp(0),
        };
        ids.iter().map(|id| Entry::Event(event(id))).collect()
    }

    #[test]
    fn an_answer_replaces_what_it_covers_and_keeps_what_was_before() {
        let mut shown = entries(&[1, 2, 3, 4]);
        join(&mut shown, entries(&[3, 4, 5]));
        assert_eq!(shown, entries(&[1, 2, 3, 4, 5]));
        // One that was taken away.
        join(&mut shown, entries(&[3, 5, 6]));
        assert_eq!(shown, entries(&[1, 2, 3, 5, 6]));
        // So much is new that there is a gap: only the end is shown.
        join(&mut shown, entries(&[90, 91]));
        assert_eq!(shown, entries(&[90, 91]));
    }
}
