//! The rows of the list: each says whose turn it is and what was said last.

use leptos::prelude::*;
use model::paths;
use model::tickets::{LastMessage, ListView, Priority, Side, Snippet, SortBy, Status, Tab, TicketRow};

use super::address::{list_href, use_list_view};
use crate::t;
use crate::ui::{Icon, PriorityMark, Time, TurnBadge};
use crate::words::{sort_label, turn_label};

/// The admin's words for a status, or ours.
pub fn status_label(status: &Status) -> String {
    status.label.clone().unwrap_or_else(|| turn_label(status.turn))
}

/// A table, of which a phone makes two lines a row. The roles are written out because such a change of layout takes
/// them away in some browsers.
#[component]
pub fn TicketTable(
    slug: String,
    /// The tab that the rows are of.
    tab: Tab,
    rows: RwSignal<Vec<TicketRow>>,
) -> impl IntoView {
    let with_requester = tab == Tab::Organization;
    // Of the address and not of the answer: a click on a heading shows at once.
    let view = use_list_view();
    let sorts = |class: &'static str, sort: SortBy| heading(&slug, view, class, sort);
    let headings = view! {
        {sorts("tickets-status", SortBy::Status)}
        {sorts("tickets-what", SortBy::Subject)}
        {with_requester.then(|| view! { <th scope="col" role="columnheader" class="tickets-from">{t!("list-requester")}</th> })}
        {sorts("tickets-number", SortBy::Id)}
        {sorts("tickets-created", SortBy::Created)}
        {sorts("tickets-activity", SortBy::LastActivity)}
    };
    let body = move || rows.with(|rows| rows.iter().map(|row| ticket_row(&slug, row, with_requester)).collect_view());
    view! {
        <table class="tickets" role="table">
            <caption class="visually-hidden">{t!("list-caption")}</caption>
            <thead role="rowgroup"><tr role="row">{headings}</tr></thead>
            <tbody role="rowgroup">{body}</tbody>
        </table>
    }
}

/// A heading sorts by its column; once more, the other way round.
fn heading(slug: &str, view: Memo<ListView>, class: &'static str, sort: SortBy) -> AnyView {
    let slug = slug.to_owned();
    let current = move || view.with(|view| view.sort == sort);
    let direction = move || current().then(|| if view.with(|view| view.ascending) { "ascending" } else { "descending" });
    let href = move || {
        let view = view.get();
        let ascending = if view.sort == sort { !view.ascending } else { starts_ascending(sort) };
        list_href(&slug, &ListView { sort, ascending, after: None, ..view })
    };
    view! {
        <th scope="col" role="columnheader" class=class aria-sort=direction>
            <a href=href data-noscroll="">{sort_label(sort)} {move || current().then(|| view! { <Icon name="chevron"/> })}</a>
        </th>
    }
    .into_any()
}

/// Words from A, times and numbers from the newest.
fn starts_ascending(sort: SortBy) -> bool {
    matches!(sort, SortBy::Subject | SortBy::Status)
}

fn ticket_row(slug: &str, row: &TicketRow, with_requester: bool) -> AnyView {
    let href = paths::portal_ticket(slug, row.id);
    let urgent = row.priority.filter(|priority| *priority >= Priority::High);
    let requester = row.requester.clone().unwrap_or_default();
    view! {
        <tr class="tickets-row" role="row" data-unread=row.unread.then_some("")>
            <td class="tickets-status" role="cell"><TurnBadge turn=row.status.turn label=status_label(&row.status)/></td>
            <td class="tickets-what" role="cell">
                <span class="tickets-subject">
                    <a class="ticket-link" href=href dir="auto">{row.subject.clone()}</a>
                    {row.unread.then(|| view! { <span class="visually-hidden">{t!("list-unread")}</span> })}
                    {urgent.map(|priority| view! { <PriorityMark priority/> })}
                </span>
                {snippet(row)}
            </td>
            {with_requester.then(|| view! { <td class="tickets-from" role="cell"><span dir="auto">{requester}</span></td> })}
            <td class="tickets-number figures" role="cell">{row.id.to_string()}</td>
            <td class="tickets-created" role="cell"><Time at=row.created_at/></td>
            <td class="tickets-activity" role="cell"><Time at=row.last_activity_at/></td>
        </tr>
    }
    .into_any()
}

fn snippet(row: &TicketRow) -> AnyView {
    match (&row.found, &row.last_message) {
        (Some(found), _) => view! { <span class="tickets-snippet" dir="auto">{highlighted(found)}</span> }.into_any(),
        (None, Some(last)) => {
            view! { <span class="tickets-snippet">{said_by(last)} <span dir="auto">{last.excerpt.clone()}</span></span> }
                .into_any()
        }
        (None, None) => view! { <span class="tickets-snippet"></span> }.into_any(),
    }
}

fn said_by(last: &LastMessage) -> AnyView {
    let author = if last.side == Side::You { t!("list-you") } else { last.author.clone() };
    view! { <b dir="auto">{author}</b> ": " }.into_any()
}

fn highlighted(Snippet(parts): &Snippet) -> AnyView {
    let part = |text: &str, found: bool| {
        let text = text.to_owned();
        if found { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
    };
    parts.iter().map(|piece| part(&piece.text, piece.found)).collect_view().into_any()
}
