//! What the list showed when a ticket was opened from it, so that going back finds the same rows at the same place, at
//! once. Lives in the frame, which stays while its pages change.

use leptos::prelude::*;
use model::tickets::TicketList;

#[derive(Clone, Debug, PartialEq)]
pub struct Remembered {
    /// The list's own address, path and query.
    pub address: String,
    /// With all rows that had been loaded, page by page.
    pub list: TicketList,
    pub scroll: f64,
}

#[derive(Clone, Copy)]
pub struct ListMemory {
    last: StoredValue<Option<Remembered>>,
    /// Where the browser's back or forward button led last.
    came_to: StoredValue<Option<String>>,
}

impl ListMemory {
    pub fn provide() {
        let memory = Self { last: StoredValue::new(None), came_to: StoredValue::new(None) };
        provide_context(memory);
        Effect::new(move |_| {
            let handle = window_event_listener(leptos::ev::popstate, move |_| memory.came_to.set_value(Some(here())));
            on_cleanup(move || handle.remove());
        });
    }

    pub fn keep(self, list: TicketList) {
        let scroll = window().scroll_y().unwrap_or_default();
        self.last.set_value(Some(Remembered { address: here(), list, scroll }));
    }

    /// What is to be shown again, if this address was left for a ticket and the back button has led here.
    pub fn back_at(self, address: &str) -> Option<Remembered> {
        let back = self.came_to.try_update_value(Option::take).flatten().is_some_and(|came_to| came_to == address);
        let last = self.last.try_update_value(Option::take).flatten();
        last.filter(|last| back && last.address == address)
    }
}

/// The address in the browser.
pub fn here() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

/// The new first page, and behind it what had been loaded before going away.
pub fn joined(first: TicketList, before: Option<TicketList>) -> TicketList {
    let Some(before) = before.filter(|before| before.rows.len() > first.rows.len()) else { return first };
    let page = first.rows.len();
    let mut rows = first.rows;
    for row in before.rows.into_iter().skip(page) {
        if rows.iter().all(|known| known.id != row.id) {
            rows.push(row);
        }
    }
    TicketList { rows, next: before.next, ..first }
}

#[cfg(test)]
mod tests {
    use model::tickets::{Status, TicketRow, Turn};
    use model::{TicketId, Timestamp};

    use super::*;

    fn list(ids: &[i64], next: Option<&str>) -> TicketList {
        let row = |id: &i64| TicketRow {
            id: TicketId(*id),
            subject: String::new(),
            status: Status { label: None, turn: Turn::New },
            priority: None,
            created_at: Timestamp(0),
            last_activity_at: Timestamp(0),
            requester: None,
            last_message: None,
            unread: false,
            found: None,
        };
        TicketList {
            rows: ids.iter().map(row).collect(),
            next: next.map(str::to_owned),
            statuses: Vec::new(),
            organization: None,
        }
    }

    #[test]
    fn what_had_been_loaded_follows_the_new_first_page_and_nothing_stands_twice() {
        let before = list(&[9, 8, 7, 6, 5], Some("after 5"));
        let back = joined(list(&[6, 9, 8], Some("after 8")), Some(before.clone()));
        assert_eq!(back, list(&[6, 9, 8, 5], Some("after 5")));
        assert_eq!(joined(list(&[9, 8], None), None), list(&[9, 8], None));
        assert_eq!(joined(list(&[9, 8], Some("after 8")), Some(list(&[9, 8], None))), list(&[9, 8], Some("after 8")));
    }
}
