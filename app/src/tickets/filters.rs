//! What the list is narrowed and ordered by. Each control changes the address and nothing else; without script they are
//! links and a form that asks for the same addresses.

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use model::tickets::{ListView, Priority, SortBy, StatusChoice, Tab as ListTab};
use model::{StageId, paths};

use super::address::list_href;
use super::rows::status_label;
use crate::t;
use crate::ui::form::bind_value;
use crate::ui::{Icon, Tab, Tabs};
use crate::words::{priority_label, sort_label, tab_label};

const TYPING_PAUSE: std::time::Duration = std::time::Duration::from_millis(200);

/// Goes to a view; `true`: in place of the one before, as typing does.
type Go = Callback<(ListView, bool)>;

/// My tickets and, where there are any more to see, the company's.
#[component]
pub fn Scopes(slug: String, view: Memo<ListView>, organization: Option<String>) -> impl IntoView {
    if organization.is_none() {
        return view! { <h1 class="list-title">{tab_label(ListTab::Mine)}</h1> }.into_any();
    }
    let tabs = move || {
        let view = view.get();
        let tab = |tab: ListTab, label: String| Tab {
            label,
            // A filter on a status means the same on both; a page further down does not.
            href: list_href(&slug, &ListView { tab, after: None, ..view.clone() }),
            current: view.tab == tab,
            count: None,
        };
        vec![tab(ListTab::Mine, tab_label(ListTab::Mine)), tab(ListTab::Organization, tab_label(ListTab::Organization))]
    };
    view! {
        <h1 class="visually-hidden">{t!("nav-tickets")}</h1>
        {move || view! { <Tabs label=t!("list-scopes") tabs=tabs()/> }}
    }
    .into_any()
}

#[component]
pub fn Filters(slug: String, view: Memo<ListView>, statuses: Vec<StatusChoice>) -> impl IntoView {
    let navigate = use_navigate();
    let go_slug = slug.clone();
    let go = Go::new(move |(view, replace): (ListView, bool)| {
        navigate(&list_href(&go_slug, &view), NavigateOptions { replace, scroll: false, ..NavigateOptions::default() });
    });
    let text = RwSignal::new(view.with_untracked(|view| view.search.clone()));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        search(view, go, &text.get_untracked());
    };
    let tab = move || view.with(|view| (view.tab == ListTab::Organization).then_some("organization"));
    let action = paths::portal(&slug);
    let state = move || view.with(|view| view.open.map(|open| if open { "open" } else { "closed" }));
    view! {
        <form class="filters" method="get" action=action role="search" on:submit=submit>
            {move || tab().map(|tab| view! { <input type="hidden" name="tab" value=tab/> })}
            {move || state().map(|state| view! { <input type="hidden" name="state" value=state/> })}
            <SearchBox view go text/>
            <div class="filter-row">
                <States slug view/>
                <Choices view go statuses/>
            </div>
            <button type="submit" class="button script-less">{t!("list-apply")}</button>
        </form>
    }
}

fn search(view: Memo<ListView>, go: Go, text: &str) {
    let view = view.get_untracked();
    let text: String = text.trim().chars().take(model::tickets::SUBJECT_MAX).collect();
    if view.search != text {
        go.run((ListView { search: text, after: None, ..view }, true));
    }
}

#[component]
fn SearchBox(view: Memo<ListView>, go: Go, text: RwSignal<String>) -> impl IntoView {
    let (timer, node) = (StoredValue::new(None::<TimeoutHandle>), NodeRef::<leptos::html::Input>::new());
    bind_value(move || node.get().map(Into::into), text);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let wait = move || {
        stop();
        let ask = move || {
            timer.set_value(None);
            search(view, go, &text.get_untracked());
        };
        timer.set_value(set_timeout_with_handle(ask, TYPING_PAUSE).ok());
    };
    let typed = move |event| {
        text.set(event_target_value(&event));
        wait();
    };
    on_cleanup(stop);
    // The back button changes the words; what is being typed is ahead of the address and stays.
    Effect::new(move |before: Option<String>| {
        let search = view.with(|view| view.search.clone());
        let differs = text.with_untracked(|text| text.trim() != search);
        match before {
            // Typed before there was any script.
            None if differs => wait(),
            Some(before) if differs && before != search && timer.with_value(Option::is_none) => text.set(search.clone()),
            _ => {}
        }
        search
    });
    view! {
        <div class="filter-search">
            <Icon name="search"/>
            <label class="visually-hidden" for="field-q">{t!("list-search")}</label>
            <input
                id="field-q"
                class="input"
                type="search"
                name="q"
                dir="auto"
                autocomplete="off"
                placeholder=t!("list-search")
                aria-keyshortcuts="/"
                value=text.get_untracked()
                node_ref=node
                on:input=typed
            />
            <kbd class="filter-key" aria-hidden="true">"/"</kbd>
        </div>
    }
}

/// All, open or closed, as links.
#[component]
fn States(slug: String, view: Memo<ListView>) -> impl IntoView {
    let link = move |open: Option<bool>, label: String| {
        let slug = slug.clone();
        // A status is open or closed by itself: the two are not asked for together.
        let href = move || view.with(|view| list_href(&slug, &ListView { open, status: None, after: None, ..view.clone() }));
        let current =
            move || view.with(|view| (view.open == open && (open.is_some() || view.status.is_none())).then_some("true"));
        view! { <a href=href data-noscroll="" aria-current=current>{label}</a> }
    };
    view! {
        <div class="segments" role="group" aria-label=t!("list-state")>
            {link(None, t!("list-state-all"))}
            {link(Some(true), t!("list-state-open"))}
            {link(Some(false), t!("list-state-closed"))}
        </div>
    }
}

#[component]
fn Choices(view: Memo<ListView>, go: Go, statuses: Vec<StatusChoice>) -> impl IntoView {
    let statuses = std::iter::once((String::new(), t!("list-any-status")))
        .chain(statuses.into_iter().map(|choice| (choice.id.to_string(), status_label(&choice.status))))
        .collect();
    let priorities = std::iter::once((String::new(), t!("list-any-priority")))
        .chain(Priority::ALL.map(|priority| (priority.word().to_owned(), priority_label(priority))))
        .collect();
    let orders = SortBy::ALL.into_iter().flat_map(|sort| [(sort, false), (sort, true)]);
    let orders =
        orders.map(|(sort, up)| (order_word(sort, up), format!("{} {}", sort_label(sort), if up { "↑" } else { "↓" }))).collect();
    let choose_status = move |word: String| {
        let status = word.parse::<StageId>().ok();
        go.run((ListView { status, open: None, after: None, ..view.get_untracked() }, false));
    };
    let choose_priority = move |word: String| {
        go.run((ListView { priority: Priority::parse(&word), after: None, ..view.get_untracked() }, false));
    };
    let choose_order = move |word: String| {
        let asked = ListView::from_pairs(|name| (name == "sort").then(|| word.as_str().into()));
        go.run((ListView { sort: asked.sort, ascending: asked.ascending, after: None, ..view.get_untracked() }, false));
    };
    let status = Signal::derive(move || view.with(|view| view.status.map(|status| status.to_string()).unwrap_or_default()));
    let priority = Signal::derive(move || view.with(|view| view.priority.map(Priority::word).unwrap_or_default().to_owned()));
    let order = Signal::derive(move || view.with(|view| order_word(view.sort, view.ascending)));
    view! {
        <div class="filter-choices">
            <Choice name="status" label=t!("sort-status") options=statuses chosen=status choose=choose_status/>
            <Choice name="priority" label=t!("list-priority") options=priorities chosen=priority choose=choose_priority/>
            <Choice name="sort" label=t!("list-sort") options=orders chosen=order choose=choose_order/>
        </div>
    }
}

fn order_word(sort: SortBy, ascending: bool) -> String {
    format!("{}{}", if ascending { "" } else { "-" }, sort.word())
}

/// A list that follows the address.
#[component]
fn Choice(
    name: &'static str,
    label: String,
    options: Vec<(String, String)>,
    chosen: Signal<String>,
    #[prop(into)] choose: Callback<String>,
) -> impl IntoView {
    let first = chosen.get_untracked();
    let options = options.into_iter().map(|(value, label)| {
        let selected = value == first;
        view! { <option value=value selected=selected>{label}</option> }
    });
    view! {
        <select
            class=format!("input select filter-{name}")
            name=name
            aria-label=label
            prop:value=move || chosen.get()
            on:change=move |event| choose.run(event_target_value(&event))
        >
            {options.collect_view()}
        </select>
    }
}
