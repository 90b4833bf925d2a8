//! Lists that are read a page at a time, tables, and pairs of name and value.

use leptos::prelude::*;

use crate::t;

/// A table with headings. The rows are `<tr>`s; a cell that is to be dropped on a phone has the class `wide-only`.
#[component]
pub fn Table(
    /// Says what the table holds, to those who do not see it.
    #[prop(into)]
    caption: String,
    headings: Vec<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="table-frame">
            <table class="table">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>{headings.into_iter().map(|heading| view! { <th scope="col">{heading}</th> }).collect_view()}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

/// The way to the next page: an ordinary link, so that it works without script and can be shared.
#[component]
pub fn LoadMore(
    /// Nothing is shown on the last page.
    href: Option<String>,
) -> impl IntoView {
    href.map(|href| view! { <p class="load-more"><a class="button" href=href>{t!("load-more")}</a></p> })
}

/// A name and its value, inside a `<dl class="definitions">`.
#[component]
pub fn Definition(#[prop(into)] name: String, children: Children) -> impl IntoView {
    view! {
        <div class="definition">
            <dt>{name}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
