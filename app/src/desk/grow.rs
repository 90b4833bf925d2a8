//! A list that grows downwards: the first page comes with the screen, the next ones on demand. Without script the way on
//! is a link to the page that starts there.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use model::Fault;
use model::pages::Page;
use wasm_bindgen::JsCast;

use crate::t;
use crate::ui::load::Loaded;
use crate::ui::{Banner, BannerKind};
use crate::words::fault_message;

/// The next page, and which start of the list it belongs to.
type Further<T> = (u32, Loaded<Page<T>>);

/// What is shown of a list.
pub struct Growing<T: Send + Sync + 'static> {
    pub rows: RwSignal<Vec<T>>,
    pub next: RwSignal<Option<String>>,
    /// Goes up when the list starts anew, so that what was asked for before is not put below it.
    start: StoredValue<u32>,
    more: Action<(u32, String), Further<T>>,
    busy: Memo<bool>,
    fault: Signal<Option<Fault>>,
}

impl<T: Send + Sync + 'static> Clone for Growing<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Growing<T> {}

impl<T: Clone + Send + Sync + 'static> Growing<T> {
    /// `fetch` answers the page behind a cursor.
    pub fn new<Asked>(fetch: impl Fn(String) -> Asked + Send + Sync + 'static) -> Self
    where
        Asked: Future<Output = Loaded<Page<T>>> + Send + 'static,
    {
        let more = Action::new(move |(start, after): &(u32, String)| {
            let (start, asked) = (*start, fetch(after.clone()));
            async move { (start, asked.await) }
        });
        let fault = Signal::derive(move || match more.value().get() {
            Some((_, Err(fault) | Ok(Err(fault)))) => Some(fault),
            _ => None,
        });
        let (rows, next, start) = (RwSignal::new(Vec::new()), RwSignal::new(None), StoredValue::new(0));
        let list = Self { rows, next, start, more, busy: more.pending(), fault };
        Effect::new(move |_| {
            if let Some((start, Ok(Ok(page)))) = more.value().get()
                && start == list.start.get_value()
            {
                let before = list.rows.with_untracked(Vec::len);
                list.rows.update(|rows| rows.extend(page.rows));
                list.next.set(page.next);
                focus_row(before);
            }
        });
        list
    }

    pub fn start(self, page: Page<T>) {
        self.start.update_value(|start| *start = start.wrapping_add(1));
        self.rows.set(page.rows);
        self.next.set(page.next);
    }

    /// The way to the next page. `href` is its address, for those without script. What it reads lives as long as the
    /// list: a new start is heard here while the old rows are being taken away.
    pub fn more(self, href: impl Fn(&str) -> String + Clone + Send + Sync + 'static) -> AnyView {
        let click = move |event: MouseEvent| {
            let plain = !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
            if let (true, Some(after)) = (plain, self.next.get_untracked()) {
                event.prevent_default();
                if !self.busy.get_untracked() {
                    self.more.dispatch((self.start.get_value(), after));
                }
            }
        };
        view! {
            {move || self.fault.get().map(|fault| view! { <Banner kind=BannerKind::Danger>{fault_message(&fault)}</Banner> })}
            {move || self.next.get().map(|after| view! {
                <p class="load-more">
                    <a class="button" href=href(&after) data-busy=move || self.busy.get().then_some("") on:click=click>{t!("load-more")}</a>
                </p>
            })}
        }
        .into_any()
    }
}

/// Reading goes on at the first of the new rows.
fn focus_row(at: usize) {
    request_animation_frame(move || {
        let rows = document().query_selector_all("[data-row]").ok();
        let row = rows.and_then(|rows| rows.item(u32::try_from(at).ok()?));
        if let Some(row) = row.and_then(|row| row.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = row.focus();
        }
    });
}
