//! The list's view and its address: one is read from the other, so the back button and shared links work.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::location::Url;
use model::paths;
use model::tickets::ListView;

/// The view that the address asks for.
pub fn use_list_view() -> Memo<ListView> {
    let search = use_location().search;
    Memo::new(move |_| search.with(|query| view_of(query)))
}

/// Reads the raw query itself: the router's map decodes twice, which changes searches that hold a `%`.
pub fn view_of(query: &str) -> ListView {
    let query = query.trim_start_matches('?');
    ListView::from_pairs(|wanted| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(name, _)| *name == wanted).map(|(_, value)| Cow::Owned(Url::unescape(&value.replace('+', " "))))
    })
}

/// The address of a view of the list.
pub fn list_href(slug: &str, view: &ListView) -> String {
    paths::portal(slug) + &query_of(view)
}

/// The view's rows as a file. All of them: where the page starts is left out.
pub fn export_href(slug: &str, view: &ListView) -> String {
    paths::portal_export(slug) + &query_of(&ListView { after: None, ..view.clone() })
}

fn query_of(view: &ListView) -> String {
    let mut query = String::new();
    for (name, value) in view.pairs() {
        query.push(if query.is_empty() { '?' } else { '&' });
        query.push_str(name);
        query.push('=');
        query.push_str(&Url::escape(&value));
    }
    query
}

/// Whether anything narrows the list.
pub fn is_filtered(view: &ListView) -> bool {
    !view.search.is_empty() || view.status.is_some() || view.open.is_some() || view.priority.is_some()
}

#[cfg(test)]
mod tests {
    use model::tickets::{Priority, SortBy, Tab};

    use super::*;

    #[test]
    fn a_view_survives_its_address() {
        let view = ListView {
            tab: Tab::Organization,
            search: "50% & più+1 %41".to_owned(),
            open: Some(true),
            priority: Some(Priority::High),
            sort: SortBy::Subject,
            ascending: true,
            after: Some("a=b".to_owned()),
            ..ListView::default()
        };
        let href = list_href("acme", &view);
        let (path, query) = href.split_once('?').unwrap_or_default();
        assert_eq!((path, view_of(query)), ("/acme", view));
    }

    #[test]
    fn what_a_form_posts_is_read_like_a_link() {
        assert_eq!(view_of("?q=two+words&status=&priority=&sort=-activity").search, "two words");
        assert_eq!(
            view_of("?q=two+words&status=&priority=&sort=-activity"),
            ListView { search: "two words".to_owned(), ..ListView::default() }
        );
        assert_eq!(list_href("acme", &ListView::default()), "/acme");
    }
}
