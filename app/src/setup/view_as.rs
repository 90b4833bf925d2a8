//! Looking at the portal as one of its contacts: choose one, and the portal opens in a new tab.

use std::time::Duration;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use model::contacts::ContactRow;
use model::{Answer, ContactId, Fault, PortalId, paths};
use wasm_bindgen::JsValue;

use crate::t;
use crate::ui::fetch::{Fetched, fetch};
use crate::ui::{Avatar, Banner, BannerKind, Button, Icon, TextField, loaded, use_fault};
use crate::words::fault_message;

/// How many contacts are offered.
const OFFERED: usize = 5;

#[server(prefix = "/api", endpoint = "portals/contacts")]
async fn contacts_to_view(search: String) -> Result<Answer<Vec<ContactRow>>, Fault> {
    crate::seam::answer(async move { Ok(crate::seam::staff().await?.contacts(&search.as_str().into()).await?.rows) }).await
}

/// Answers the one-time address, on the portal's own domain; a form without script is sent there.
#[server(prefix = "/api", endpoint = "portals/view-as")]
async fn view_portal_as(portal: PortalId, contact: ContactId) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        let address = crate::seam::staff().await?.view_as(portal, contact).await?;
        Ok(crate::seam::leave_for(&address))
    })
    .await
}

#[component]
pub fn ViewAs(portal: PortalId) -> impl IntoView {
    let asked = use_query_map().with_untracked(|query| query.get("q")).unwrap_or_default();
    let (text, search) = (RwSignal::new(asked.clone()), RwSignal::new(asked));
    let found = fetch(move || search.get(), contacts_to_view);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<String>| {
        let text = text.get();
        if before.is_some_and(|before| before != text) {
            waiting.get_value().iter().for_each(TimeoutHandle::clear);
            let wanted = text.clone();
            let later = set_timeout_with_handle(move || drop(search.try_set(wanted)), Duration::from_millis(200));
            waiting.set_value(later.ok());
        }
        text
    });
    // A refusal that came back without script, or one of the opened tab's.
    let before = use_fault(ServerAction::<ViewPortalAs>::new());
    let refused = RwSignal::new(before.get_untracked());
    let now = move |event: SubmitEvent| {
        event.prevent_default();
        search.set(text.get_untracked());
    };
    view! {
        <div class="view-as">
            <form method="get" role="search" on:submit=now>
                <TextField name="q" label=t!("view-as-search") kind="search" bind=text optional=true bare=true placeholder=t!("view-as-search") autocomplete="off"/>
                <noscript><Button>{t!("view-as-find")}</Button></noscript>
            </form>
            {move || refused.get().map(|fault| view! { <Banner kind=BannerKind::Danger>{fault_message(&fault)}</Banner> })}
            <Found found portal search refused/>
        </div>
    }
}

#[component]
fn Found(
    found: Fetched<Vec<ContactRow>>,
    portal: PortalId,
    search: RwSignal<String>,
    refused: RwSignal<Option<Fault>>,
) -> impl IntoView {
    loaded(found, move |rows| {
        if rows.is_empty() {
            return match search.with_untracked(String::is_empty) {
                true => {
                    view! { <p class="hint">{t!("view-as-nobody")} " " <a href=paths::DESK_CONTACTS>{t!("view-as-add")}</a></p> }
                        .into_any()
                }
                false => view! { <p class="hint" role="status">{t!("view-as-not-found")}</p> }.into_any(),
            };
        }
        let rows = rows.into_iter().take(OFFERED).map(|row| view! { <Offer portal row refused/> }).collect_view();
        view! { <ul class="view-as-list">{rows}</ul> }.into_any()
    })
}

/// The form opens a new tab by itself; script opens it before it asks, as it would not be allowed to later.
#[component]
fn Offer(portal: PortalId, row: ContactRow, refused: RwSignal<Option<Fault>>) -> impl IntoView {
    let contact = row.id;
    let label = t!("view-as-open", "name" => &row.name);
    let detail = [row.email, row.company].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let open = move |event: SubmitEvent| {
        event.prevent_default();
        refused.set(None);
        let tab = window().open_with_url_and_target("", "_blank").ok().flatten();
        spawn_local(async move {
            match view_portal_as(portal, contact).await.flatten() {
                Ok(address) => match tab {
                    Some(tab) => {
                        // The portal's page has no business with this one. Neither fails for a tab just opened.
                        let _ = tab.set_opener(&JsValue::NULL);
                        let _ = tab.location().set_href(&address);
                    }
                    // The browser lets no tab be opened: then this one goes there.
                    None => crate::ui::form::leave(&address),
                },
                Err(fault) => {
                    tab.iter().for_each(|tab| drop(tab.close()));
                    refused.try_set(Some(fault));
                }
            }
        });
    };
    view! {
        <li>
            <form class="view-as-row" method="post" action=ViewPortalAs::url() target="_blank" on:submit=open>
                <input type="hidden" name="portal" value=portal.to_string()/>
                <input type="hidden" name="contact" value=contact.to_string()/>
                <Avatar name=row.name.clone()/>
                <span class="view-as-who">
                    <span dir="auto">{row.name}</span>
                    <span class="hint">{detail}</span>
                </span>
                <Button label=label><Icon name="external"/> <span>{t!("view-as-submit")}</span></Button>
            </form>
        </li>
    }
}
