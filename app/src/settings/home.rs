//! The portals of this installation.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use model::portals::{PortalRow, PortalStatus};
use model::{Answer, Fault, paths};
use serde::{Deserialize, Serialize};

use super::status_tone;
use crate::staff_words::portal_status_label;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::{Badge, ButtonKind, EmptyState, Icon, LinkButton, loaded};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Portals {
    rows: Vec<PortalRow>,
    /// The reader may make portals and change them; others may look.
    may_change: bool,
}

#[server(prefix = "/api", endpoint = "portals/list")]
async fn all_portals() -> Result<Answer<Portals>, Fault> {
    crate::seam::answer(async move {
        let desk = crate::seam::staff().await?;
        let may_change = desk.staff_profile().role >= model::people::Role::Admin;
        Ok(Portals { rows: desk.portals().await?, may_change })
    })
    .await
}

pub struct AdminHomePage;

#[lazy_route]
impl LazyRoute for AdminHomePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let portals = fetch(|| (), |()| all_portals());
        view! {
            <leptos_meta::Title text=t!("admin-title")/>
            <div class="settings">{loaded(portals, |portals| view! { <List portals/> }.into_any())}</div>
        }
        .into_any()
    }
}

#[component]
fn List(portals: Portals) -> impl IntoView {
    let may_change = portals.may_change;
    if portals.rows.is_empty() {
        let text = if may_change { t!("admin-empty-text") } else { t!("admin-empty-ask") };
        return view! {
            <h1 class="visually-hidden">{t!("admin-title")}</h1>
            <EmptyState icon="globe" title=t!("admin-empty-title") text>
                {may_change.then(|| view! { <LinkButton href=paths::NEW_PORTAL kind=ButtonKind::Primary>{t!("admin-create")}</LinkButton> })}
            </EmptyState>
            {may_change.then(|| view! { <Rest/> })}
        }
        .into_any();
    }
    let rows = portals.rows.into_iter().map(|row| view! { <Row row may_change/> }).collect_view();
    view! {
        <header class="page-head">
            <h1>{t!("admin-title")}</h1>
            {may_change.then(|| view! {
                <LinkButton href=paths::NEW_PORTAL kind=ButtonKind::Primary><Icon name="plus"/> {t!("admin-create")}</LinkButton>
            })}
        </header>
        <ul class="portals">{rows}</ul>
        {may_change.then(|| view! { <Rest/> })}
    }
    .into_any()
}

/// What is set for all portals, or has nothing to do with any.
#[component]
fn Rest() -> impl IntoView {
    let link = |href: &'static str, icon: &'static str, label: String| {
        view! { <li><LinkButton href><Icon name=icon/> {label}</LinkButton></li> }
    };
    view! {
        <section class="admin-rest" aria-labelledby="admin-rest">
            <h2 id="admin-rest">{t!("admin-rest")}</h2>
            <ul>
                {link(paths::ADMIN_PEOPLE, "person", t!("people-title"))}
                {link(paths::ADMIN_GROUPS, "person", t!("groups-title"))}
                {link(paths::ADMIN_IDENTITY, "lock", t!("identity-title"))}
                {link(paths::ADMIN_MAIL, "mail", t!("mail-title"))}
                {link(paths::ADMIN_IMPORTS, "download", t!("imports-title"))}
                {link(paths::ADMIN_ARCHIVE, "inbox", t!("archive-title"))}
                {link(paths::ADMIN_TOKENS, "code", t!("tokens-title"))}
                {link(paths::ADMIN_WEBHOOKS, "link", t!("webhooks-title"))}
            </ul>
        </section>
    }
}

#[component]
fn Row(row: PortalRow, may_change: bool) -> impl IntoView {
    let is_draft = row.status == PortalStatus::Draft;
    let (href, words) = match (is_draft, may_change) {
        (true, true) => (paths::wizard(row.id, row.step.word()), t!("admin-continue")),
        (false, true) => (paths::portal_settings(row.id), t!("admin-settings")),
        (_, false) => (paths::portal_settings(row.id), t!("admin-look")),
    };
    let url = row.url.map(|url| match is_draft {
        // Nobody could open it yet.
        true => view! { <span class="portal-url">{url}</span> }.into_any(),
        false => {
            let text = url.clone();
            view! { <a class="portal-url" href=url rel="external">{text}</a> }.into_any()
        }
    });
    view! {
        <li class="portal-row">
            <div class="portal-what">
                <h2><a href=href.clone() dir="auto">{row.name}</a></h2>
                {url}
            </div>
            <Badge tone=status_tone(row.status) label=portal_status_label(row.status)/>
            <LinkButton href>{words}</LinkButton>
        </li>
    }
}
