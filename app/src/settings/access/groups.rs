//! The access groups of this installation, and a new one.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::access::AccessGroup;
use model::{Answer, Fault, paths};
use serde::{Deserialize, Serialize};

use crate::staff_words::group_label;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::kept;
use crate::ui::{Badge, Button, ButtonKind, FaultBanner, RadioCard, TextField, Tone, field_error, loaded, use_fault};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Groups {
    rows: Vec<AccessGroup>,
    may_change: bool,
}

#[server(prefix = "/api", endpoint = "groups/list")]
async fn groups_listed() -> Result<Answer<Groups>, Fault> {
    crate::seam::answer(async move {
        let desk = crate::seam::staff().await?;
        Ok(Groups { may_change: desk.staff_profile().role >= model::people::Role::Admin, rows: desk.access_groups().await? })
    })
    .await
}

/// A group by rule begins with a rule that admits nobody.
#[server(prefix = "/api", endpoint = "groups/new")]
async fn group_created(name: String, #[server(default)] kind: String) -> Result<Answer<()>, Fault> {
    crate::seam::keep_typed(&[("name", &name)]);
    crate::seam::answer(async move {
        let rule = (kind == RULE).then(model::access::Rule::default);
        let group = crate::seam::staff().await?.create_access_group(&name, rule).await?;
        crate::seam::redirect(&paths::access_group(group));
        Ok(())
    })
    .await
}

const RULE: &str = "rule";

#[component]
pub fn GroupsPage() -> impl IntoView {
    let groups = fetch(|| (), |()| groups_listed());
    view! {
        <leptos_meta::Title text=t!("groups-title")/>
        <div class="settings">
            <header class="page-head settings-head">
                <div>
                    <p class="settings-path"><a href=paths::ADMIN>{t!("admin-title")}</a></p>
                    <h1>{t!("groups-title")}</h1>
                </div>
            </header>
            <p class="hint">{t!("groups-why")}</p>
            {loaded(groups, |groups| view! { <List groups/> }.into_any())}
        </div>
    }
}

#[component]
fn List(groups: Groups) -> impl IntoView {
    let rows = groups.rows.into_iter().map(|group| view! { <Row group/> }).collect_view();
    view! {
        <ul class="portals">{rows}</ul>
        {groups.may_change.then(|| view! { <New/> })}
    }
}

#[component]
fn Row(group: AccessGroup) -> impl IntoView {
    let (tone, label) = match group.by_rule {
        true => (Tone::Waiting, t!("group-by-rule")),
        false => (Tone::Neutral, t!("group-by-hand")),
    };
    view! {
        <li class="portal-row">
            <div class="portal-what">
                <h2><a href=paths::access_group(group.id) dir="auto">{group_label(group.name)}</a></h2>
                <span class="hint">{t!("group-members", "n" => group.members)}</span>
            </div>
            <Badge tone label/>
        </li>
    }
}

#[component]
fn New() -> impl IntoView {
    let action = ServerAction::<GroupCreated>::new();
    let fault = use_fault(action);
    view! {
        <section class="settings-section" aria-labelledby="section-new">
            <h2 id="section-new">{t!("group-new")}</h2>
            <div class="settings-body">
                <ActionForm action attr:class="form" attr:novalidate="">
                    <FaultBanner fault fields=&["name"]/>
                    <TextField
                        name="name"
                        label=t!("group-name")
                        value=kept("name").unwrap_or_default()
                        max=100
                        error=field_error(fault, "name")
                    />
                    <fieldset class="choices">
                        <legend>{t!("group-kind")}</legend>
                        <RadioCard name="kind" value="list" label=t!("group-by-hand") hint=t!("group-by-hand-hint") checked=true/>
                        <RadioCard name="kind" value=RULE label=t!("group-by-rule") hint=t!("group-by-rule-hint")/>
                    </fieldset>
                    <div class="form-actions">
                        <Button kind=ButtonKind::Primary busy=action.pending()>{t!("group-create")}</Button>
                    </div>
                </ActionForm>
            </div>
        </section>
    }
}
