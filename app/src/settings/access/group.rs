//! One access group: what it is called, whom it admits, and who is in it.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::access::{AccessGroupShown, GroupPortal, InvitationMade};
use model::{AccessGroupId, Answer, ContactId, Fault, paths};
use serde::{Deserialize, Serialize};

use super::add::AddSection;
use super::members::MembersSection;
use super::rule::{FIELDS, GroupChanged, RuleRows};
use crate::staff_words::group_label;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::{kept, on_success};
use crate::ui::{Banner, BannerKind, Button, ButtonKind, FaultBanner, TextField, field_error, loaded, toast, use_fault};

/// The page, and an invitation's link that was made without script.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    pub shown: AccessGroupShown,
    pub made: Option<(ContactId, InvitationMade)>,
}

#[server(prefix = "/api", endpoint = "groups/read")]
async fn group_read(group: AccessGroupId, status: String, after: String, batch: String) -> Result<Answer<Page>, Fault> {
    crate::seam::answer(async move {
        let after = Some(after.as_str()).filter(|after| !after.is_empty());
        let (status, batch) = (model::access::MemberStatus::parse(&status), batch.parse::<model::BatchId>().ok());
        let shown = crate::seam::staff().await?.access_group(group, status, after, batch).await?;
        let made = crate::seam::shown_once().and_then(|text| serde_json::from_str(&text).ok());
        Ok(Page { shown, made })
    })
    .await
}

#[server(prefix = "/api", endpoint = "groups/delete")]
async fn group_deleted(group: AccessGroupId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        crate::seam::staff().await?.delete_access_group(group).await?;
        crate::seam::redirect(paths::ADMIN_GROUPS);
        Ok(())
    })
    .await
}

#[component]
pub fn GroupPage(item: String) -> impl IntoView {
    let group = item.parse::<AccessGroupId>().ok();
    let query = use_query_map();
    let asked = move |name: &'static str| query.with(|query| query.get(name)).unwrap_or_default();
    let address = Memo::new(move |_| (asked("status"), asked("after"), asked("batch")));
    let page = fetch(
        move || address.get(),
        move |(status, after, batch)| async move {
            match group {
                Some(group) => group_read(group, status, after, batch).await,
                None => Ok(Err(Fault::NotFound)),
            }
        },
    );
    let again = Callback::new(move |()| page.refetch());
    view! {
        <div class="settings">
            {loaded(page, move |page| view! { <Group page again status=address.with_untracked(|(status, ..)| status.clone())/> }.into_any())}
        </div>
    }
}

#[component]
fn Group(page: Page, again: Callback<()>, status: String) -> impl IntoView {
    let Page { shown, made } = page;
    let (may_change, by_rule) = (shown.may_change, shown.group.by_rule);
    let group = shown.group.id;
    let portals = shown.portals.clone();
    view! {
        <leptos_meta::Title text=group_label(shown.group.name.clone())/>
        <header class="page-head settings-head">
            <div>
                <p class="settings-path"><a href=paths::ADMIN_GROUPS>{t!("groups-title")}</a></p>
                <h1 dir="auto">{group_label(shown.group.name.clone())}</h1>
            </div>
        </header>
        {(!may_change).then(|| view! { <Banner>{t!("settings-read-only")}</Banner> })}
        <fieldset class="settings-sections" disabled=!may_change>
            {(may_change && !by_rule).then(|| view! { <AddSection group portals=portals.clone() batch=shown.batch.clone() again/> })}
            <MembersSection shown=shown.clone() made status again/>
            <DefinitionSection shown=shown.clone() again/>
            <PortalsSection portals/>
            {may_change.then(|| view! { <DeleteSection group/> })}
        </fieldset>
    }
}

#[component]
fn DefinitionSection(shown: AccessGroupShown, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<GroupChanged>::new();
    let fault = use_fault(action);
    on_success(action, move |()| {
        toast(t!("settings-saved"));
        again.run(());
    });
    let may_change = shown.may_change;
    view! {
        <section class="settings-section" aria-labelledby="section-definition">
            <h2 id="section-definition">{if shown.group.by_rule { t!("group-rule") } else { t!("group-name") }}</h2>
            {shown.group.by_rule.then(|| view! { <p class="hint">{t!("group-rule-why")}</p> })}
            <div class="settings-body">
                <ActionForm action attr:class="form rule-form" attr:novalidate="">
                    <FaultBanner fault fields=FIELDS/>
                    <input type="hidden" name="group" value=shown.group.id.to_string()/>
                    <TextField
                        name="name"
                        label=t!("group-name")
                        value=kept("name").unwrap_or(shown.group.name)
                        max=100
                        error=field_error(fault, "name")
                    />
                    {shown.rule.map(|rule| view! { <RuleRows rule fault/> })}
                    {may_change.then(|| view! {
                        <div class="form-actions"><Button busy=action.pending()>{t!("settings-save")}</Button></div>
                    })}
                </ActionForm>
            </div>
        </section>
    }
}

#[component]
fn PortalsSection(portals: Vec<GroupPortal>) -> impl IntoView {
    let nobody = portals.is_empty();
    let rows = portals
        .into_iter()
        .map(|row| view! { <li><a href=paths::portal_settings(row.portal.id) dir="auto">{row.portal.name}</a></li> })
        .collect_view();
    view! {
        <section class="settings-section" aria-labelledby="section-portals">
            <h2 id="section-portals">{t!("group-portals")}</h2>
            {nobody.then(|| view! { <p class="hint">{t!("group-no-portals")}</p> })}
            <ul class="plain-list">{rows}</ul>
        </section>
    }
}

#[component]
fn DeleteSection(group: AccessGroupId) -> impl IntoView {
    let action = ServerAction::<GroupDeleted>::new();
    let fault = use_fault(action);
    view! {
        <section class="settings-section" aria-labelledby="section-delete">
            <h2 id="section-delete">{t!("group-delete")}</h2>
            <p class="hint">{t!("group-delete-why")}</p>
            <div class="settings-body">
                <ActionForm action>
                    {move || fault.get().map(|fault| view! {
                        <Banner kind=BannerKind::Danger>{crate::words::fault_message(&fault)}</Banner>
                    })}
                    <input type="hidden" name="group" value=group.to_string()/>
                    <Button kind=ButtonKind::Danger busy=action.pending()>{t!("group-delete")}</Button>
                </ActionForm>
            </div>
        </section>
    }
}
