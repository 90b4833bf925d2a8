//! The queue: what is to be done.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use model::helpdesk::{Queue, QueueCounts, QueueRow, QueueView};
use model::pages::Page;
use model::properties::{Condition, ListShape, RecordKind};
use model::{Answer, Fault, paths};

use super::address::value_of;
use super::grow::Growing;
use super::queue_live::{Fresh, use_fresh};
use super::rows::TicketRow;
use super::search::SearchBox;
use crate::properties::filter::{conditions_of, filtered};
use crate::properties::row::Columns;
use crate::properties::tools::ListTools;
use crate::staff_words::view_label;
use crate::t;
use crate::ui::fetch::{Fetched, fetch};
use crate::ui::{ButtonKind, EmptyState, Icon, LinkButton, PageTitle, loaded};

#[server(prefix = "/api", endpoint = "desk/queue")]
pub async fn queue_shown(asked: Asked) -> Result<Answer<QueueListing>, Fault> {
    crate::seam::answer(async move {
        let desk = crate::seam::staff().await?;
        let shape = desk.list_shape(RecordKind::Tickets).await?;
        let (view, after) = (asked.view(), Some(asked.after).filter(|after| !after.is_empty()));
        let (search, conditions, columns) = (asked.search, asked.conditions, shape.columns.clone());
        let query = model::helpdesk::QueueQuery { view, after, search, conditions, columns };
        Ok(QueueListing { queue: desk.queue(&query).await?, shape })
    })
    .await
}

/// A page of the queue, and how its list looks.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct QueueListing {
    pub queue: Queue,
    pub shape: ListShape,
}

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Asked {
    pub view: String,
    pub search: String,
    pub after: String,
    #[serde(default)]
    pub conditions: Vec<Condition>,
}

impl Asked {
    fn of(query: &str) -> Self {
        let [view, search, after] = ["view", "q", "after"].map(|name| value_of(query, name));
        Self { view, search, after, conditions: conditions_of(query) }
    }

    fn view(&self) -> QueueView {
        QueueView::parse(&self.view).unwrap_or_default()
    }

    fn address(&self, view: QueueView, after: &str) -> String {
        let view = if view == QueueView::default() { "" } else { view.word() };
        filtered(paths::DESK, &[("view", view), ("q", &self.search), ("after", after)], &self.conditions)
    }

    /// What the filter's form leaves as it is.
    fn kept(&self) -> Vec<(&'static str, String)> {
        vec![("view", self.view.clone()), ("q", self.search.clone())]
    }

    /// What a search leaves as it is.
    fn beside_search(&self) -> Vec<(String, String)> {
        let view = ("view".to_owned(), self.view.clone());
        std::iter::once(view).chain(Condition::pairs(&self.conditions)).collect()
    }

    /// The whole view as CSV.
    fn export(&self) -> String {
        filtered(paths::DESK_TICKETS_EXPORT, &[("view", &self.view), ("q", &self.search)], &self.conditions)
    }
}

/// The queue as it was left: a ticket leads back to it. Lives in the layout, which stays while its pages change.
#[derive(Clone, Copy)]
pub struct QueueAt(pub RwSignal<String>);

impl Default for QueueAt {
    fn default() -> Self {
        Self(RwSignal::new(paths::DESK.to_owned()))
    }
}

pub struct QueuePage;

#[lazy_route]
impl LazyRoute for QueuePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Desk/> }.into_any()
    }
}

#[component]
fn Desk() -> impl IntoView {
    let query = use_location().search;
    let asked = Memo::new(move |_| query.with(|query| Asked::of(query)));
    let listing = fetch(move || asked.get(), queue_shown);
    let list = Growing::new(move |after| {
        let asked = Asked { after, ..asked.get_untracked() };
        let page = |QueueListing { queue, .. }| Page { rows: queue.rows, next: queue.next };
        async move { queue_shown(asked).await.map(|answer| answer.map(page)) }
    });
    let fresh = use_fresh(list, asked, listing);
    if let Some(QueueAt(left)) = use_context() {
        Effect::new(move |_| left.set(asked.with(|asked| asked.address(asked.view(), ""))));
    }
    let beside = Memo::new(move |_| asked.with(Asked::beside_search));
    let shown = move |QueueListing { queue, shape }| {
        fresh.start(queue.counts);
        list.start(Page { rows: queue.rows, next: queue.next });
        let columns = Columns::from(&shape);
        let (keep, conditions) = asked.with_untracked(|asked| (asked.kept(), asked.conditions.clone()));
        let again = Callback::new(move |()| listing.refetch());
        view! {
            <ListTools kind=RecordKind::Tickets shape conditions path=paths::DESK keep on_chosen=again/>
            <Rows list asked fresh columns/>
        }
        .into_any()
    };
    view! {
        <PageTitle text=Signal::derive(move || asked.with(|asked| view_label(asked.view())))/>
        <div class="queue">
            <header class="page-head">
                <h1>{t!("nav-queue")}</h1>
                <SearchBox label=t!("queue-search") path=paths::DESK keep=beside/>
                <a class="button button-quiet" rel="external" download="" href=move || asked.with(Asked::export)>
                    <Icon name="download"/> {t!("desk-export")}
                </a>
                <a class="button" href=paths::DESK_NEW_TICKET aria-keyshortcuts="n"><Icon name="plus"/> {t!("queue-new-ticket")}</a>
            </header>
            <Views listing asked fresh/>
            <section class="queue-list" aria-label=move || asked.with(|asked| view_label(asked.view()))>{loaded(listing, shown)}</section>
        </div>
    }
}

#[component]
fn Views(listing: Fetched<QueueListing>, asked: Memo<Asked>, fresh: Fresh) -> impl IntoView {
    let links = move |counts: Option<QueueCounts>| {
        QueueView::ALL.map(|view| {
            let count = move || fresh.counts.get().or(counts).map(|counts| number(counts.of(view)));
            let current = move || asked.with(|asked| asked.view() == view).then_some("page");
            view! {
                <a class="view" href=move || asked.with(|asked| asked.address(view, "")) aria-current=current>
                    <span>{view_label(view)}</span>
                    <span class="view-count">{count}</span>
                </a>
            }
        })
    };
    // Without counts the list beside says why.
    let counted = move || {
        Suspend::new(
            async move { links(listing.await.flatten().ok().map(|listing| listing.queue.counts)).into_iter().collect_view() },
        )
    };
    // On a phone the views are a strip, and the chosen one may be outside of what is seen.
    Effect::new(move |_| {
        asked.track();
        request_animation_frame(|| {
            if let Some(current) = document().query_selector(".queue-views [aria-current]").ok().flatten() {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
                current.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    });
    view! {
        <nav class="queue-views" aria-label=t!("queue-views")>
            <Transition fallback=move || links(None).into_iter().collect_view()>{counted}</Transition>
        </nav>
    }
}

fn number(count: u64) -> String {
    crate::locale::number(i64::try_from(count).unwrap_or(i64::MAX))
}

#[component]
fn Rows(list: Growing<QueueRow>, asked: Memo<Asked>, fresh: Fresh, columns: Columns) -> impl IntoView {
    let nothing = move || list.rows.with(Vec::is_empty);
    let key = |row: &QueueRow| {
        let beside = (row.owner.clone(), row.priority.map(model::tickets::Priority::word), row.values.clone());
        (row.id, row.last_activity_at, row.stage.clone(), beside)
    };
    let middle = move || asked.with(|asked| (!asked.after.is_empty()).then(|| asked.address(asked.view(), "")));
    let more = list.more(move |after| asked.with(|asked| asked.address(asked.view(), after)));
    view! {
        <p class="queue-news" role="status">
            {move || fresh.news().map(|n| view! {
                <button type="button" class="button" on:click=move |_| fresh.show(list)>
                    <Icon name="refresh"/> {t!("queue-updated", "n" => n)}
                </button>
            })}
        </p>
        {move || middle().map(|href| view! { <p class="queue-top"><a href=href>{t!("desk-list-start")}</a></p> })}
        {move || if nothing() { view! { <Nothing asked=asked.get()/> }.into_any() } else { ().into_any() }}
        <ol class="rows" hidden=nothing>
            <For each=move || list.rows.get() key=key let(row)>
                <TicketRow row columns=columns.clone()/>
            </For>
        </ol>
        {more}
    }
}

/// Why there is nothing, and where there may be something.
#[component]
fn Nothing(asked: Asked) -> impl IntoView {
    if !asked.search.is_empty() || !asked.conditions.is_empty() {
        let text = match asked.conditions.is_empty() {
            true => t!("queue-not-found-text", "words" => &asked.search),
            false => t!("list-filter-nothing"),
        };
        let everything = (asked.view() != QueueView::Open).then(|| asked.address(QueueView::Open, ""));
        return view! {
            <EmptyState icon="search" title=t!("desk-not-found") text>
                {everything.map(|href| view! { <LinkButton href>{t!("queue-search-open")}</LinkButton> })}
            </EmptyState>
        }
        .into_any();
    }
    let (title, text) = match asked.view() {
        QueueView::Open => (t!("queue-empty-open"), t!("queue-empty-open-text")),
        QueueView::Mine => (t!("queue-empty-mine"), t!("queue-empty-mine-text")),
        QueueView::Unassigned => (t!("queue-empty-unassigned"), t!("queue-empty-unassigned-text")),
        QueueView::WaitingOnUs => (t!("queue-empty-us"), t!("queue-empty-us-text")),
        QueueView::Closed => (t!("queue-empty-closed"), t!("queue-empty-closed-text")),
    };
    let next = match asked.view() {
        QueueView::Open => Some((paths::DESK_NEW_TICKET.to_owned(), t!("queue-new-ticket"))),
        QueueView::Mine => Some((asked.address(QueueView::Unassigned, ""), t!("queue-look-unassigned"))),
        _ => None,
    };
    view! {
        <EmptyState icon="inbox" title text>
            {next.map(|(href, label)| view! { <LinkButton href kind=ButtonKind::Secondary>{label}</LinkButton> })}
        </EmptyState>
    }
    .into_any()
}
