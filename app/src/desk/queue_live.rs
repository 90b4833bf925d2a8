//! The queue while others work on it: counts follow at once, the list says what happened and waits to be asked.

use std::cell::RefCell;
use std::time::Duration;

use leptos::prelude::*;
use model::helpdesk::{Queue, QueueCounts, QueueRow};
use model::pages::{Page, ROWS};
use model::{Fault, paths};

use super::grow::Growing;
use super::queue::{Asked, QueueListing, queue_shown};
use crate::live::{Change, use_events};
use crate::ui::fetch::Fetched;

/// Many changes within it are looked at once.
const PAUSE: Duration = Duration::from_millis(700);

/// What is new since the list was shown.
#[derive(Clone, Copy)]
pub struct Fresh {
    pub counts: RwSignal<Option<QueueCounts>>,
    queue: RwSignal<Option<Queue>>,
    updated: RwSignal<usize>,
}

impl Fresh {
    /// The list has just been shown with these counts.
    pub fn start(self, counts: QueueCounts) {
        self.counts.set(Some(counts));
        self.queue.set(None);
        self.updated.set(0);
    }

    /// How many tickets are not as the list shows them.
    pub fn news(self) -> Option<usize> {
        Some(self.updated.get()).filter(|updated| *updated > 0)
    }

    pub fn show(self, list: Growing<QueueRow>) {
        if let Some(queue) = self.queue.get_untracked() {
            self.start(queue.counts);
            list.start(Page { rows: queue.rows, next: queue.next });
        }
    }

    fn hear(self, queue: Queue, shown: &[QueueRow]) {
        self.counts.set(Some(queue.counts));
        self.updated.set(differences(shown, &queue.rows));
        self.queue.set(Some(queue));
    }
}

/// Tickets of the first page that are new, changed or gone.
fn differences(shown: &[QueueRow], fresh: &[QueueRow]) -> usize {
    let changed = fresh.iter().filter(|row| !shown.contains(row)).count();
    let gone = |row: &&QueueRow| fresh.iter().all(|fresh| fresh.id != row.id);
    // A row that new ones push to the second page is not gone.
    let pushed = fresh.iter().filter(|row| shown.iter().all(|shown| shown.id != row.id)).count();
    let within = if (fresh.len() as u64) < ROWS { shown.len() } else { fresh.len() };
    let lost = shown.iter().take(within).filter(gone).count();
    changed + lost.saturating_sub(pushed)
}

pub fn use_fresh(list: Growing<QueueRow>, asked: Memo<Asked>, shown: Fetched<QueueListing>) -> Fresh {
    let fresh = Fresh { counts: RwSignal::new(None), queue: RwSignal::new(None), updated: RwSignal::new(0) };
    let ask = Action::new(move |asked: &Asked| {
        let asked = asked.clone();
        async move { (asked.clone(), queue_shown(asked).await.flatten().map(|listing| listing.queue)) }
    });
    Effect::new(move |_| match ask.value().get() {
        // Meanwhile another view may have been chosen.
        Some((about, Ok(queue))) if asked.with_untracked(|asked| *asked == about) => {
            list.rows.with_untracked(|rows| fresh.hear(queue, rows))
        }
        // The page itself says what is the matter.
        Some((_, Err(Fault::SignedOut))) => shown.refetch(),
        _ => {}
    });
    // In a cell and not in a stored value: the server would drop that on whichever thread is last, and stop.
    let later = RefCell::new(debounce(PAUSE, move |()| {
        ask.dispatch(asked.get_untracked());
    }));
    use_events(paths::DESK_EVENTS.to_owned(), move |change| match change {
        Change::Ticket(_) | Change::Resumed => (later.borrow_mut())(()),
        Change::Ended => shown.refetch(),
    });
    fresh
}

#[cfg(test)]
mod tests {
    use super::differences;
    use model::helpdesk::QueueRow;
    use model::tickets::Turn;
    use model::{TicketId, Timestamp};

    fn row(id: i64, at: i64) -> QueueRow {
        QueueRow {
            id: TicketId(id),
            subject: String::new(),
            stage: String::new(),
            turn: Turn::New,
            priority: None,
            owner: None,
            requester: None,
            company: None,
            last_activity_at: Timestamp(at),
            excerpt: None,
            found: None,
            values: Vec::new(),
        }
    }

    #[test]
    fn what_is_new_changed_or_gone_is_counted_once() {
        let shown = [row(3, 30), row(2, 20), row(1, 10)];
        assert_eq!(differences(&shown, &shown), 0);
        assert_eq!(differences(&shown, &[row(1, 40), row(3, 30), row(2, 20)]), 1, "a reply");
        assert_eq!(differences(&shown, &[row(4, 40), row(3, 30), row(2, 20)]), 1, "a new one pushes the last away");
        assert_eq!(differences(&shown, &[row(3, 30), row(1, 10)]), 1, "one closed");
        assert_eq!(differences(&[row(1, 10)], &[]), 1, "the last one closed");
        assert_eq!(differences(&[], &[row(1, 10)]), 1, "the first one");
    }
}
