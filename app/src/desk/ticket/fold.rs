//! The answer box is small until somebody writes in it, and small again a little after it was left.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent};

/// What was clicked instead of the box must stay where it is until the button is let go.
const PAUSE: Duration = Duration::from_millis(400);

#[derive(Clone, Copy)]
pub struct Fold {
    /// False on the server: without script nothing could unfold it.
    pub folded: RwSignal<bool>,
}

impl Fold {
    pub fn new() -> Self {
        let folded = RwSignal::new(false);
        Effect::new(move |_| folded.set(!is_inside()));
        Self { folded }
    }

    /// Choosing between the two texts is not writing yet.
    pub fn enter(self, event: &FocusEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.closest(".composer-form").is_ok_and(|form| form.is_some())) {
            self.folded.set(false);
        }
    }

    pub fn leave(self) {
        let fold = move || {
            if !is_inside() {
                // The page may be gone.
                self.folded.try_set(true);
            }
        };
        set_timeout(fold, PAUSE);
    }
}

fn is_inside() -> bool {
    document().active_element().is_some_and(|active| active.closest(".composer").is_ok_and(|composer| composer.is_some()))
}
