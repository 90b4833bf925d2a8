//! A portal's front page: the customer's tickets.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use model::tickets::{ListView, TicketList};
use model::{Answer, Fault};

use super::address::{export_href, use_list_view};
use super::empty::NoTickets;
use super::filters::{Filters, Scopes};
use super::memory::{ListMemory, Remembered, joined};
use super::news::News;
use super::pages::Pages;
use super::shortcuts::use_list_shortcuts;
use crate::layout::use_slug;
use crate::t;
use crate::ui::fetch::{Fetched, fetch};
use crate::ui::form::use_hydrated;
use crate::ui::load::FaultPage;
use crate::ui::{Icon, Skeleton};

#[server(prefix = "/api", endpoint = "tickets/list")]
pub async fn tickets_listed(slug: String, view: ListView) -> Result<Answer<TicketList>, Fault> {
    crate::seam::answer(async move { crate::seam::customer(&slug).await?.tickets(&view).await }).await
}

pub type ListResource = Fetched<TicketList>;

#[component]
pub fn TicketListPage() -> impl IntoView {
    let slug = use_slug();
    let view = use_list_view();
    use_list_shortcuts(&slug);
    let list: ListResource = fetch(
        {
            let slug = slug.clone();
            move || (slug.clone(), view.get())
        },
        |(slug, view)| tickets_listed(slug, view),
    );
    // On the server everything is waited for, and the answer must not look as if it were.
    let (pending, hydrated) = (RwSignal::new(false), use_hydrated());
    let slow = Memo::new(move |_| hydrated.get() && pending.get());
    let remembered = use_context::<ListMemory>().and_then(|memory| {
        let location = use_location();
        let query = location.search.get_untracked();
        let mark = if query.is_empty() { "" } else { "?" };
        memory.back_at(&format!("{}{mark}{query}", location.pathname.get_untracked()))
    });
    let again = remembered.clone();
    let restored = StoredValue::new(remembered);
    // While what was left is loaded once more, it is shown as it was: going back does not blink.
    let (fallback_slug, rows_slug) = (slug.clone(), slug.clone());
    let fallback = move || match again {
        Some(Remembered { list, scroll, .. }) => view! {
            <Scopes slug=fallback_slug.clone() view organization=list.organization.clone()/>
            <Filters slug=fallback_slug.clone() view statuses=list.statuses.clone()/>
            <Pages slug=fallback_slug view=view.get_untracked() list scroll=Some(scroll)/>
        }
        .into_any(),
        None => view! { <Skeleton rows=8/> }.into_any(),
    };
    let frame_slug = slug.clone();
    let frame = Suspend::new(async move {
        // Built once: what is being typed or chosen in it must not be built anew with every answer.
        list.await.flatten().ok().map(|list| {
            view! {
                <Scopes slug=frame_slug.clone() view organization=list.organization/>
                <Filters slug=frame_slug view statuses=list.statuses/>
            }
        })
    });
    let rows = move || {
        let slug = rows_slug.clone();
        Suspend::new(async move {
            match list.await.flatten() {
                Ok(list) => {
                    let before = restored.try_update_value(Option::take).flatten();
                    // Once more than in the fallback, which is not shown at all when the answer is quick.
                    let scroll = before.as_ref().map(|before| before.scroll);
                    shown(slug, view.get_untracked(), joined(list, before.map(|before| before.list)), scroll)
                }
                Err(fault) => view! { <FaultPage fault/> }.into_any(),
            }
        })
    };
    // For those who do not see the rows change.
    let said = RwSignal::new(String::new());
    Effect::new(move |before: Option<()>| {
        let count = list.with(|answer| match answer {
            Some(Ok(Ok(list))) => Some(list.rows.len()),
            _ => None,
        });
        if let (Some(()), Some(count)) = (before, count) {
            said.set(t!("list-said", "n" => count));
        }
    });
    let content = move || {
        view! {
            {frame}
            <div class="tickets-frame" class:tickets-pending=move || slow.get() aria-busy=move || slow.get().to_string()>{rows}</div>
        }
    };
    let transition = TransitionProps::builder().fallback(fallback).children(TypedChildren::to_children(content));
    // On the server nobody looks, and the effect that tells it panics where another thread has the list of what is
    // awaited just then.
    #[cfg(not(feature = "ssr"))]
    let transition = transition.set_pending(pending);
    view! {
        <News slug list view/>
        <div class="visually-hidden" aria-live="polite">{move || said.get()}</div>
        {Transition(transition.build())}
    }
}

fn shown(slug: String, view: ListView, list: TicketList, scroll: Option<f64>) -> AnyView {
    if list.rows.is_empty() {
        return view! { <NoTickets slug view organization=list.organization/> }.into_any();
    }
    let export = export_href(&slug, &view);
    view! {
        <Pages slug view list scroll/>
        <p class="list-foot">
            <a class="button button-quiet" rel="external" download="" href=export><Icon name="download"/> {t!("list-export")}</a>
        </p>
    }
    .into_any()
}
