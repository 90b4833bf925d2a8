//! What the list showed when a ticket was opened from it, so that going back finds the same rows at the same place, at
//! once. Lives in the frame, which stays while its pages change.

use leptos::prelude::*;
use model::tickets::TicketRow;

#[derive(Clone, Debug, PartialEq)]
pub struct Remembered {
    /// The list's own address, path and query.
    pub address: String,
    pub rows: Vec<TicketRow>,
    pub next: Option<String>,
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

    pub fn keep(self, rows: Vec<TicketRow>, next: Option<String>) {
        let scroll = window().scroll_y().unwrap_or_default();
        self.last.set_value(Some(Remembered { address: here(), rows, next, scroll }));
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
