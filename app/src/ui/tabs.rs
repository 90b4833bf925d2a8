//! Views of one thing, as links: each has an address.

use leptos::prelude::*;

pub struct Tab {
    pub label: String,
    pub href: String,
    pub current: bool,
    pub count: Option<u64>,
}

#[component]
pub fn Tabs(
    /// What the tabs choose between.
    #[prop(into)]
    label: String,
    tabs: Vec<Tab>,
) -> impl IntoView {
    let tabs = tabs.into_iter().map(|tab| {
        let count = tab.count.map(
            |count| view! { <span class="tab-count">{crate::locale::number(i64::try_from(count).unwrap_or(i64::MAX))}</span> },
        );
        view! { <a class="tab" href=tab.href aria-current=tab.current.then_some("page")>{tab.label} {count}</a> }
    });
    view! { <nav class="tabs" aria-label=label>{tabs.collect_view()}</nav> }
}
