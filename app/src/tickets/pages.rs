//! The list page by page. With script, more rows join those that are there; without, the next page is a page.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::LazyRoute;
use model::Fault;
use model::tickets::{ListView, TicketList, TicketRow};
use wasm_bindgen::JsCast;

use super::address::list_href;
use super::list::tickets_listed;
use super::memory::ListMemory;
use super::rows::TicketTable;
use crate::pieces::TicketPiece;
use crate::t;
use crate::ui::{Banner, BannerKind};
use crate::words::fault_message;

#[component]
pub fn Pages(
    slug: String,
    view: ListView,
    list: TicketList,
    /// Where the page is to stand, if it stood there before.
    scroll: Option<f64>,
) -> impl IntoView {
    Effect::new(move |_| {
        if let Some(scroll) = scroll {
            // After the router has put the page there.
            request_animation_frame(move || window().scroll_to_with_x_and_y(0.0, scroll));
        }
    });
    let TicketList { rows, next, statuses, organization } = list;
    let (rows, next) = (RwSignal::new(rows), RwSignal::new(next));
    let memory = use_context::<ListMemory>();
    let keep = move |_| {
        if let Some(memory) = memory {
            let (rows, next) = (rows.get_untracked(), next.get_untracked());
            memory.keep(TicketList { rows, next, statuses: statuses.clone(), organization: organization.clone() });
        }
    };
    // Whoever comes near a ticket is likely to open one: its page is fetched while they make up their mind.
    let near = StoredValue::new(false);
    let approach = move || {
        if !near.get_value() {
            near.set_value(true);
            spawn_local(TicketPiece::preload());
        }
    };
    let start = view.after.is_some().then(|| list_href(&slug, &ListView { after: None, ..view.clone() }));
    view! {
        {start.map(|href| view! { <p class="list-start"><a href=href>{t!("list-back-to-start")}</a></p> })}
        <div class="tickets-rows" on:click=keep on:pointerover=move |_| approach() on:focusin=move |_| approach()>
            <TicketTable slug=slug.clone() tab=view.tab rows/>
        </div>
        <More slug view rows next/>
    }
}

#[component]
fn More(slug: String, view: ListView, rows: RwSignal<Vec<TicketRow>>, next: RwSignal<Option<String>>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let fault = RwSignal::new(None::<Fault>);
    let after = {
        let view = view.clone();
        move |next: String| ListView { after: Some(next), ..view.clone() }
    };
    let href = {
        let (slug, after) = (slug.clone(), after.clone());
        move || next.get().map(|next| list_href(&slug, &after(next)))
    };
    let load = move |event: web_sys::MouseEvent| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.shift_key());
        let Some(cursor) = next.get_untracked().filter(|_| plain) else { return };
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let asked = tickets_listed(slug.clone(), after(cursor));
        spawn_local(async move {
            let answer = asked.await.flatten();
            busy.try_set(false);
            match answer {
                Ok(list) => join(rows, next, list),
                Err(problem) => {
                    fault.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        {move || fault.get().map(|fault| view! { <Banner kind=BannerKind::Danger>{fault_message(&fault)}</Banner> })}
        <p class="load-more">
            <a
                class="button"
                hidden=move || next.with(Option::is_none)
                href=href
                data-busy=move || busy.get().then_some("")
                on:click=load
            >
                {t!("load-more")}
            </a>
        </p>
    }
}

/// Adds a page. The focus goes to its first row: the button that had it has moved away.
fn join(rows: RwSignal<Vec<TicketRow>>, next: RwSignal<Option<String>>, list: TicketList) {
    let Some(before) = rows.try_with_untracked(Vec::len) else { return };
    // A ticket that moved meanwhile would stand there twice.
    rows.update(|rows| {
        for row in list.rows {
            if rows.iter().all(|known| known.id != row.id) {
                rows.push(row);
            }
        }
    });
    next.set(list.next);
    request_animation_frame(move || {
        let links = document().query_selector_all(".ticket-link").ok();
        let first =
            links.and_then(|links| links.get(before as u32)).and_then(|node| node.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(first) = first {
            let _ = first.focus();
        }
    });
}
