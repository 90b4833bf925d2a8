//! What is being typed is kept on the server, a moment after the last key, so that it survives everything.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, window_event_listener_untyped};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Fault;

use crate::t;

const PAUSE: Duration = Duration::from_millis(800);

/// Subject and text; a reply has no subject.
pub type Typed = (String, String);
pub type Saving = Pin<Box<dyn Future<Output = Result<(), Fault>> + Send>>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing was typed since the page came, or not for long enough.
    Quiet,
    Saved,
    Failed,
}

/// One place to save to, one save at a time: a slow one cannot overtake a later one.
#[derive(Clone, Copy)]
pub struct Drafts {
    state: RwSignal<State>,
    /// Shared with the save on its way, which outlives the page.
    job: StoredValue<Arc<Mutex<Job>>>,
}

struct Job {
    save: Box<dyn Fn(Typed) -> Saving + Send + Sync>,
    timer: Option<TimeoutHandle>,
    next: Option<Typed>,
    running: bool,
}

impl Job {
    fn stop_timer(&mut self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }
}

impl Drafts {
    pub fn new(save: impl Fn(Typed) -> Saving + Send + Sync + 'static) -> Self {
        let job = Job { save: Box::new(save), timer: None, next: None, running: false };
        Self { state: RwSignal::new(State::Quiet), job: StoredValue::new(Arc::new(Mutex::new(job))) }
    }

    /// Saves what `typed` answers when it has changed and then rests, and when the page is left.
    pub fn follow(self, typed: impl Fn() -> Typed + 'static) {
        Effect::new(move |before: Option<Typed>| {
            let now = typed();
            if before.is_some_and(|before| before != now) {
                self.later(now.clone());
            }
            now
        });
        Effect::new(move |_| {
            let handle = window_event_listener_untyped("visibilitychange", move |_| self.at_once());
            on_cleanup(move || handle.remove());
        });
        on_cleanup(move || self.at_once());
    }

    fn with_job<T>(self, work: impl FnOnce(&mut Job) -> T) -> Option<T> {
        let job = self.job.try_get_value()?;
        let mut job = job.lock().unwrap_or_else(PoisonError::into_inner);
        Some(work(&mut job))
    }

    fn later(self, typed: Typed) {
        self.state.set(State::Quiet);
        self.with_job(|job| {
            job.next = Some(typed);
            job.stop_timer();
            job.timer = set_timeout_with_handle(move || self.at_once(), PAUSE).ok();
        });
    }

    fn at_once(self) {
        let start = self.with_job(|job| {
            job.stop_timer();
            let start = job.next.is_some() && !job.running;
            job.running |= start;
            start
        });
        if let (Some(true), Some(job)) = (start, self.job.try_get_value()) {
            spawn_local(self.run(job));
        }
    }

    async fn run(self, job: Arc<Mutex<Job>>) {
        let locked = || job.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut outcome, mut nothing) = (Ok(()), true);
        loop {
            let saving = {
                let mut job = locked();
                // What is still being typed has a timer of its own.
                let next = if job.timer.is_none() { job.next.take() } else { None };
                job.running = next.is_some();
                next.map(|typed| {
                    nothing = typed == Typed::default();
                    (job.save)(typed)
                })
            };
            let Some(saving) = saving else { break };
            outcome = saving.await;
        }
        if locked().next.is_none() {
            self.state.try_set(match outcome {
                Ok(()) if nothing => State::Quiet,
                Ok(()) => State::Saved,
                Err(_) => State::Failed,
            });
        }
    }

    /// It was sent: what was to be saved is not any more, and a save on its way is followed by one of nothing.
    pub fn sent(self) {
        self.state.set(State::Quiet);
        self.with_job(|job| {
            job.stop_timer();
            job.next = job.running.then(Typed::default);
        });
    }

    /// A word about it, beside the button.
    pub fn note(self) -> Option<String> {
        match self.state.get() {
            State::Quiet => None,
            State::Saved => Some(t!("draft-saved")),
            State::Failed => Some(t!("draft-not-saved")),
        }
    }
}
