//! A record that is on the screen and changes there: what is asked for again flows into what is shown already, so that
//! nothing that is being typed beside it is lost.

use leptos::prelude::*;
use model::Fault;

use crate::ui::load::Loaded;

/// What the page shows of a record.
pub struct Kept<T: Send + Sync + 'static> {
    pub data: RwSignal<T>,
    /// Why it could not be asked for again, the last time that was tried.
    pub fault: RwSignal<Option<Fault>>,
    ask: Action<(), Loaded<T>>,
}

impl<T: Send + Sync + 'static> Clone for Kept<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Kept<T> {}

impl<T: Clone + Send + Sync + 'static> Kept<T> {
    /// Starts with what the page came with; `ask` is the server function that answers it anew.
    pub fn new<Asked>(first: T, ask: impl Fn() -> Asked + Send + Sync + 'static) -> Self
    where
        Asked: Future<Output = Loaded<T>> + Send + 'static,
    {
        let (data, fault) = (RwSignal::new(first), RwSignal::new(None));
        let ask = Action::new(move |(): &()| ask());
        Effect::new(move |_| match ask.value().get().map(Result::flatten) {
            Some(Ok(found)) => {
                fault.set(None);
                data.set(found);
            }
            Some(Err(found)) => fault.set(Some(found)),
            None => {}
        });
        Self { data, fault, ask }
    }

    pub fn again(self) {
        self.ask.dispatch(());
    }

    /// A part of the record. Whoever reads it hears only of its own changes.
    pub fn part<P: Clone + PartialEq + Send + Sync + 'static>(self, part: impl Fn(&T) -> P + Send + Sync + 'static) -> Memo<P> {
        Memo::new(move |_| self.data.with(&part))
    }
}
