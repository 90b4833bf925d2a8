//! Records of its own kind that a record is associated with.

use leptos::prelude::*;
use model::related::{Related, Relation};

use crate::t;

/// Nothing, where there are none. `href`: the page of one.
#[component]
pub fn RelatedRecords(title: String, #[prop(into)] records: Signal<Vec<Related>>, href: fn(i64) -> String) -> impl IntoView {
    let label = |relation: Relation| match relation {
        Relation::Plain => None,
        Relation::Parent => Some(t!("related-parent")),
        Relation::Child => Some(t!("related-child")),
    };
    let line = move |record: Related| {
        view! {
            <li class="party">
                <span class="party-name">
                    <a href=href(record.id) dir="auto">{record.name}</a>
                    {label(record.relation).map(|label| view! { <span class="tag">{label}</span> })}
                </span>
            </li>
        }
    };
    move || {
        let records = records.get();
        (!records.is_empty()).then(|| {
            view! {
                <section class="side-part">
                    <h2>{title.clone()}</h2>
                    <ul class="parties">{records.into_iter().map(line).collect_view()}</ul>
                </section>
            }
        })
    }
}
