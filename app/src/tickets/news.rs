//! Changes while the list is looked at: said, and shown when asked for, so that nothing moves under the pointer.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use model::paths;
use model::tickets::ListView;

use super::address::list_href;
use super::list::ListResource;
use crate::live::{Change, use_events};
use crate::t;
use crate::ui::Icon;

#[component]
pub fn News(slug: String, list: ListResource, view: Memo<ListView>) -> impl IntoView {
    // The tickets that changed; `None` where it is not known which.
    let changed = RwSignal::new(Vec::<Option<String>>::new());
    use_events(paths::portal_events(&slug), move |change| match change {
        Change::Ticket(ticket) => note(changed, Some(ticket)),
        Change::Resumed => note(changed, None),
        // The answer says why, and where to sign in again.
        Change::Ended => list.refetch(),
    });
    let navigate = use_navigate();
    let show = move |_| {
        changed.update(Vec::clear);
        match view.get_untracked() {
            view if view.after.is_some() => {
                navigate(&list_href(&slug, &ListView { after: None, ..view }), NavigateOptions::default())
            }
            _ => list.refetch(),
        }
        window().scroll_to_with_x_and_y(0.0, 0.0);
    };
    let words = move || {
        changed.with(|changed| match changed.iter().flatten().count() {
            0 if changed.is_empty() => None,
            0 => Some(t!("list-changed")),
            count => Some(t!("list-updated", "n" => count)),
        })
    };
    view! {
        <div class="news" role="status">
            {move || words().map(|words| view! {
                <button type="button" class="button news-button" on:click=show.clone()><Icon name="refresh"/> {words}</button>
            })}
        </div>
    }
}

fn note(changed: RwSignal<Vec<Option<String>>>, ticket: Option<String>) {
    if changed.with_untracked(|changed| !changed.contains(&ticket)) {
        changed.update(|changed| changed.push(ticket));
    }
}
