//! Contacts: list, search.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use model::contacts::ContactRow;
use model::pages::Page;
use model::{Answer, Fault, paths};

use crate::desk::address::{address, use_asked};
use crate::desk::grow::Growing;
use crate::desk::search::SearchBox;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::{Avatar, EmptyState, Icon, LinkButton, loaded};

#[server(prefix = "/api", endpoint = "contacts/list")]
async fn contacts_listed(search: String, after: String) -> Result<Answer<Page<ContactRow>>, Fault> {
    crate::seam::answer(async move {
        let after = Some(after.as_str()).filter(|after| !after.is_empty());
        crate::seam::staff().await?.contacts(&search, after).await
    })
    .await
}

pub struct ContactListPage;

#[lazy_route]
impl LazyRoute for ContactListPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Contacts/> }.into_any()
    }
}

#[component]
fn Contacts() -> impl IntoView {
    let (search, after) = (use_asked("q"), use_asked("after"));
    let page = fetch(move || (search.get(), after.get()), |(search, after)| contacts_listed(search, after));
    let list = Growing::new(move |after| contacts_listed(search.get_untracked(), after));
    let shown = move |page: Page<ContactRow>| {
        list.start(page);
        view! { <Rows list search after/> }.into_any()
    };
    view! {
        <leptos_meta::Title text=t!("nav-contacts")/>
        <header class="page-head">
            <h1>{t!("nav-contacts")}</h1>
            <SearchBox label=t!("contacts-search") path=paths::DESK_CONTACTS/>
            <a class="button button-quiet" rel="external" download="" href=move || search.with(|search| address(paths::DESK_CONTACTS_EXPORT, &[("q", search)]))>
                <Icon name="download"/> {t!("desk-export")}
            </a>
            <a class="button" href=paths::DESK_NEW_CONTACT aria-keyshortcuts="n"><Icon name="plus"/> {t!("contact-new")}</a>
        </header>
        {loaded(page, shown)}
    }
}

#[component]
fn Rows(list: Growing<ContactRow>, search: Memo<String>, after: Memo<String>) -> impl IntoView {
    let nothing = move || list.rows.with(Vec::is_empty);
    let middle = move || {
        after.with(|after| !after.is_empty()).then(|| search.with(|search| address(paths::DESK_CONTACTS, &[("q", search)])))
    };
    let more = list.more(move |after| search.with(|search| address(paths::DESK_CONTACTS, &[("q", search), ("after", after)])));
    view! {
        {move || middle().map(|href| view! { <p class="queue-top"><a href=href>{t!("desk-list-start")}</a></p> })}
        {move || nothing().then(|| view! { <Nothing search=search.get()/> })}
        <ol class="rows" aria-label=t!("nav-contacts") hidden=nothing>
            <For each=move || list.rows.get() key=|row| row.id let(row)>
                <ContactLine row/>
            </For>
        </ol>
        {more}
    }
}

/// A row of contacts; also on a company's page.
#[component]
pub fn ContactLine(row: ContactRow) -> impl IntoView {
    let email = row.email.filter(|email| *email != row.name);
    view! {
        <li class="row record-row">
            <Avatar name=row.name.clone()/>
            <a class="row-link" href=paths::desk_contact(row.id) data-row=""><bdi>{row.name}</bdi></a>
            <span class="row-detail"><bdi>{email}</bdi></span>
            <span class="row-detail"><bdi>{row.company}</bdi></span>
            <span class="row-count">{(row.open_tickets > 0).then(|| t!("contacts-open", "n" => row.open_tickets))}</span>
        </li>
    }
}

#[component]
fn Nothing(search: String) -> impl IntoView {
    if search.is_empty() {
        view! {
            <EmptyState icon="person" title=t!("contacts-empty") text=t!("contacts-empty-text")>
                <LinkButton href=paths::DESK_NEW_CONTACT>{t!("contact-new")}</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        let text = t!("contacts-not-found", "words" => &search);
        view! { <EmptyState icon="search" title=t!("desk-not-found") text/> }.into_any()
    }
}
