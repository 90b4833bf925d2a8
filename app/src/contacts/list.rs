//! Contacts: list, search.

use leptos::prelude::*;
use model::contacts::ContactRow;
use model::properties::RecordKind;
use model::{Answer, Fault, paths};

use crate::desk::grow::Growing;
use crate::desk::search::SearchBox;
use crate::properties::asked::{Asked, Listing, beside_search};
use crate::properties::row::{Columns, RowValues};
use crate::properties::tools::ListTools;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::{Avatar, EmptyState, Icon, LinkButton, loaded};

#[server(prefix = "/api", endpoint = "contacts/list")]
async fn contacts_listed(asked: Asked) -> Result<Answer<Listing<ContactRow>>, Fault> {
    crate::seam::answer(async move {
        let desk = crate::seam::staff().await?;
        let shape = desk.list_shape(RecordKind::Contacts).await?;
        let page = desk.contacts(&asked.query(&shape)).await?;
        Ok(Listing { page, shape })
    })
    .await
}

#[component]
pub fn ContactListPage() -> impl IntoView {
    let asked = Asked::of_page();
    let listing = fetch(move || asked.get(), contacts_listed);
    let list = Growing::new(move |after| {
        let asked = Asked { after, ..asked.get_untracked() };
        async move { contacts_listed(asked).await.map(|answer| answer.map(|listing| listing.page)) }
    });
    let shown = move |found: Listing<ContactRow>| {
        list.start(found.page);
        let columns = Columns::from(&found.shape);
        view! {
            <ListTools kind=RecordKind::Contacts shape=found.shape conditions=asked.with_untracked(|asked| asked.conditions.clone()) keep=vec![("q", asked.with_untracked(|asked| asked.search.clone()))] path=paths::DESK_CONTACTS on_chosen=Callback::new(move |()| listing.refetch())/>
            <Rows list asked columns/>
        }
        .into_any()
    };
    view! {
        <leptos_meta::Title text=t!("nav-contacts")/>
        <header class="page-head">
            <h1>{t!("nav-contacts")}</h1>
            <SearchBox label=t!("contacts-search") path=paths::DESK_CONTACTS keep=beside_search(asked)/>
            <a class="button button-quiet" rel="external" download="" href=move || asked.with(|asked| asked.at(paths::DESK_CONTACTS_EXPORT, ""))>
                <Icon name="download"/> {t!("desk-export")}
            </a>
            <a class="button" href=paths::DESK_NEW_CONTACT aria-keyshortcuts="n"><Icon name="plus"/> {t!("contact-new")}</a>
        </header>
        {loaded(listing, shown)}
    }
}

#[component]
fn Rows(list: Growing<ContactRow>, asked: Memo<Asked>, columns: Columns) -> impl IntoView {
    let nothing = move || list.rows.with(Vec::is_empty);
    let middle = move || asked.with(|asked| (!asked.after.is_empty()).then(|| asked.at(paths::DESK_CONTACTS, "")));
    let more = list.more(move |after| asked.with(|asked| asked.at(paths::DESK_CONTACTS, after)));
    view! {
        {move || middle().map(|href| view! { <p class="queue-top"><a href=href>{t!("desk-list-start")}</a></p> })}
        {move || nothing().then(|| view! { <Nothing asked=asked.get()/> })}
        <ol class="rows" aria-label=t!("nav-contacts") hidden=nothing>
            <For each=move || list.rows.get() key=|row| row.id let(row)>
                <ContactLine row columns=columns.clone()/>
            </For>
        </ol>
        {more}
    }
}

/// A row of contacts; also on a company's page.
#[component]
pub fn ContactLine(row: ContactRow, #[prop(optional)] columns: Columns) -> impl IntoView {
    let email = row.email.filter(|email| *email != row.name);
    view! {
        <li class="row record-row">
            <Avatar name=row.name.clone()/>
            <a class="row-link" href=paths::desk_contact(row.id) data-row=""><bdi>{row.name}</bdi></a>
            <span class="row-detail"><bdi>{email}</bdi></span>
            <span class="row-detail"><bdi>{row.company}</bdi></span>
            <span class="row-count">{(row.open_tickets > 0).then(|| t!("contacts-open", "n" => row.open_tickets))}</span>
            <RowValues columns values=row.values/>
        </li>
    }
}

#[component]
fn Nothing(asked: Asked) -> impl IntoView {
    if asked.is_all() {
        view! {
            <EmptyState icon="person" title=t!("contacts-empty") text=t!("contacts-empty-text")>
                <LinkButton href=paths::DESK_NEW_CONTACT>{t!("contact-new")}</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        let text = match asked.conditions.is_empty() {
            true => t!("contacts-not-found", "words" => &asked.search),
            false => t!("list-filter-nothing"),
        };
        view! { <EmptyState icon="search" title=t!("desk-not-found") text/> }.into_any()
    }
}
