//! A portal's settings: everything that the wizard set, saved a section at a time.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use leptos_router::{LazyRoute, lazy_route};
use model::portals::{PortalSettings, PortalStatus};
use model::{Fault, PortalId, paths};

use super::access::RegistrationSection;
use super::guard::use_leave_guard;
use super::sections::{AccessSection, NameSection, PlaceSection, SessionSection, TicketSection};
use super::status::StatusSection;
use super::status_tone;
use crate::setup::calls::portal_to_change;
use crate::setup::domain::choose_connected;
use crate::setup::typed::{Part, Typed};
use crate::setup::view_as::ViewAs;
use crate::staff_words::portal_status_label;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::kept;
use crate::ui::{Badge, Banner, ButtonKind, CopyField, EmptyState, Icon, LinkButton, PageTitle, loaded};

pub struct PortalSettingsPage;

#[lazy_route]
impl LazyRoute for PortalSettingsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let params = use_params_map();
        let portal = move || params.with(|params| params.get("portal")).and_then(|id| id.parse::<PortalId>().ok());
        let page = fetch(portal, |portal| async move {
            match portal {
                Some(portal) => portal_to_change(Some(portal)).await,
                None => Ok(Err(Fault::NotFound)),
            }
        });
        let typed = Typed::empty();
        use_leave_guard(Memo::new(move |_| Part::ALL.into_iter().any(|part| typed.is_dirty(part))));
        let shown = loaded(page, move |page| match page.settings {
            Some(settings) if settings.status == PortalStatus::Draft => {
                view! { <NotYet settings may_change=page.may_change/> }.into_any()
            }
            Some(settings) => {
                typed.fill(&settings);
                choose_connected(typed);
                kept("name").into_iter().for_each(|name| typed.name.set(name));
                kept("slug").into_iter().for_each(|slug| typed.slug.set(slug));
                view! { <Sections typed settings may_change=page.may_change/> }.into_any()
            }
            None => ().into_any(),
        });
        view! { <div class="settings">{shown}</div> }.into_any()
    }
}

/// Its setup is not finished.
#[component]
fn NotYet(settings: PortalSettings, may_change: bool) -> impl IntoView {
    let name = settings.name.clone();
    let text = if may_change { t!("settings-draft-text") } else { t!("settings-draft-ask") };
    view! {
        <leptos_meta::Title text=settings.name/>
        <header class="page-head">
            <h1 dir="auto">{name}</h1>
            <Badge tone=status_tone(settings.status) label=portal_status_label(settings.status)/>
        </header>
        <EmptyState icon="edit" title=t!("settings-draft-title") text>
            {may_change.then(|| view! {
                <LinkButton href=paths::wizard(settings.id, settings.step.word()) kind=ButtonKind::Primary>{t!("admin-continue")}</LinkButton>
            })}
        </EmptyState>
    }
}

#[component]
fn Sections(typed: Typed, settings: PortalSettings, may_change: bool) -> impl IntoView {
    let status = RwSignal::new(settings.status);
    let first_url = settings.url.clone();
    // While another address is being typed, the one that is saved.
    let url = Memo::new(move |before: Option<&Option<String>>| match typed.is_dirty(Part::Place) {
        true => before.cloned().unwrap_or_else(|| first_url.clone()),
        false => typed.origin().map(|origin| origin + &typed.slug.get()),
    });
    let shown_name = RwSignal::new(settings.name.clone());
    let (portal, choices) = (settings.id, settings.choices.clone());
    let mails = choices.mails;
    let gone = crate::setup::tickets::gone_inbox(&settings);
    view! {
        <PageTitle text=shown_name/>
        <header class="page-head settings-head">
            <div>
                <p class="settings-path"><a href=paths::ADMIN>{t!("admin-title")}</a></p>
                <h1 dir="auto">{move || shown_name.get()}</h1>
            </div>
            {move || view! { <Badge tone=status_tone(status.get()) label=portal_status_label(status.get())/> }}
        </header>
        {(!may_change).then(|| view! { <Banner>{t!("settings-read-only")}</Banner> })}
        <LinkSection portal url status/>
        // One switch for all controls in it; what was said above it can be used by everybody.
        <fieldset class="settings-sections" disabled=!may_change>
            <NameSection typed portal may_change shown_name/>
            <PlaceSection typed portal may_change/>
            <TicketSection typed portal may_change choices=choices.clone() gone/>
            <AccessSection typed portal may_change choices/>
            <RegistrationSection portal settings=settings.registration consent=settings.consent mails may_change/>
            <SessionSection typed portal may_change/>
            {may_change.then(|| view! { <StatusSection portal status/> })}
        </fieldset>
    }
}

#[component]
fn LinkSection(portal: PortalId, url: Memo<Option<String>>, status: RwSignal<PortalStatus>) -> impl IntoView {
    let link = move || {
        url.get().map(|url| {
            view! {
                <CopyField label=t!("portal-link") value=url.clone()/>
                <p><LinkButton href=url external=true>{t!("portal-open")} <Icon name="external"/></LinkButton></p>
            }
        })
    };
    // Searched without script.
    let asked = use_query_map().with_untracked(|query| query.get("q").is_some());
    let look = move || match status.get() {
        PortalStatus::Live => view! { <p class="hint">{t!("view-as-why")}</p> <ViewAs portal/> }.into_any(),
        _ => view! { <p class="hint">{t!("view-as-paused")}</p> }.into_any(),
    };
    view! {
        <section class="settings-section" aria-labelledby="section-link">
            <h2 id="section-link">{t!("settings-link-title")}</h2>
            <p class="hint">{t!("settings-link-why")}</p>
            <div class="settings-body">
                <div class="stack">{link}</div>
                <details class="settings-more" open=asked>
                    <summary><Icon name="eye"/> {t!("view-as-title")}</summary>
                    {look}
                </details>
            </div>
        </section>
    }
}
