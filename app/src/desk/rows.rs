//! Tickets as staff's rows: whose turn, what, whose, how urgent, whose work, when.

use leptos::prelude::*;
use model::helpdesk::QueueRow;
use model::paths;
use model::tickets::Snippet;

use crate::properties::row::{Columns, RowValues};
use crate::staff_words::stage_label;
use crate::t;
use crate::ui::{Avatar, PriorityMark, Time, TurnBadge};

/// A row inside an `<ol class="rows">`. The subject's link covers all of it. On a record's own page, what goes without
/// saying there is left out of `row`.
#[component]
pub fn TicketRow(row: QueueRow, #[prop(optional)] columns: Columns) -> impl IntoView {
    // Each by itself: of two names that run in different directions, neither moves the other.
    let who: Vec<String> = [row.requester, row.company].into_iter().flatten().collect();
    let class = if who.is_empty() { "row ticket-row ticket-row-own" } else { "row ticket-row" };
    let below = match (row.found, row.excerpt) {
        (Some(found), _) => Some(view! { <span class="row-found"><bdi>{marked(found)}</bdi></span> }.into_any()),
        (None, Some(excerpt)) => Some(view! { <span class="row-excerpt"><bdi>{excerpt}</bdi></span> }.into_any()),
        (None, None) => None,
    };
    view! {
        <li class=class>
            <span class="row-status"><TurnBadge turn=row.turn label=stage_label(row.stage)/></span>
            <span class="row-what">
                <a class="row-link" href=paths::desk_ticket(row.id) data-row="" dir="auto">{row.subject}</a>
                {below}
            </span>
            <span class="row-who">
                {who.into_iter().enumerate().map(|(at, name)| view! { {(at > 0).then_some(" · ")} <bdi>{name}</bdi> }).collect_view()}
            </span>
            <span class="row-priority">{row.priority.map(|priority| view! { <PriorityMark priority/> })}</span>
            <Owner name=row.owner/>
            <span class="row-time"><Time at=row.last_activity_at/></span>
            <RowValues columns values=row.values/>
        </li>
    }
}

#[component]
fn Owner(name: Option<String>) -> impl IntoView {
    match name {
        Some(name) => {
            let label = t!("desk-owned-by", "owner" => &name);
            view! { <span class="row-owner" title=label.clone()><Avatar name/><span class="visually-hidden">{label.clone()}</span></span> }.into_any()
        }
        None => {
            let label = t!("desk-no-owner");
            view! {
                <span class="row-owner" title=label.clone()>
                    <span class="nobody" aria-hidden="true"></span>
                    <span class="visually-hidden">{label.clone()}</span>
                </span>
            }
            .into_any()
        }
    }
}

/// The found words, marked.
fn marked(snippet: Snippet) -> impl IntoView {
    let part = |text: String, found: bool| if found { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() };
    snippet.0.into_iter().map(|piece| part(piece.text, piece.found)).collect_view()
}

/// Tickets of a record: few, and without paging.
#[component]
pub fn TicketRows(rows: Vec<QueueRow>, #[prop(into)] label: String) -> impl IntoView {
    view! { <ol class="rows" aria-label=label>{rows.into_iter().map(|row| view! { <TicketRow row/> }).collect_view()}</ol> }
}
