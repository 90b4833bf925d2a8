//! Everybody on the team, and who is invited.

use leptos::prelude::*;
use model::paths;
use model::staff::{Colleague, Team};

use super::invitations::Invitations;
use super::team_read;
use crate::staff_words::role_label;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::{Avatar, Badge, ButtonKind, Icon, LinkButton, Time, Tone, loaded};

#[component]
pub fn TeamPage() -> impl IntoView {
    let team = fetch(|| (), |()| team_read());
    let again = Callback::new(move |()| team.refetch());
    view! {
        <leptos_meta::Title text=t!("people-title")/>
        <div class="settings">
            <header class="page-head">
                <h1>{t!("people-title")}</h1>
                <LinkButton href=paths::ADMIN_NEW_COLLEAGUE kind=ButtonKind::Primary><Icon name="plus"/> {t!("people-invite")}</LinkButton>
            </header>
            {loaded(team, move |team| view! { <Everybody team again/> }.into_any())}
        </div>
    }
}

#[component]
fn Everybody(team: Team, again: Callback<()>) -> impl IntoView {
    let rows = team.colleagues.into_iter().map(|colleague| view! { <Row colleague/> }).collect_view();
    view! {
        <ul class="people" aria-label=t!("people-title")>{rows}</ul>
        <Invitations invitations=team.invitations again/>
    }
}

#[component]
fn Row(colleague: Colleague) -> impl IntoView {
    let Colleague { id, name, email, role, disabled, seen_at, second_factors, is_me, .. } = colleague;
    let seen = match seen_at {
        Some(at) => view! { {t!("people-seen")} " " <Time at/> }.into_any(),
        None => t!("people-never-seen").into_any(),
    };
    view! {
        <li class="person">
            <Avatar name=name.clone()/>
            <div class="person-what">
                <span class="cluster">
                    <a href=paths::admin_colleague(id)><bdi>{name}</bdi></a>
                    {is_me.then(|| view! { <span class="hint">{t!("people-me")}</span> })}
                </span>
                <bdi class="hint">{email}</bdi>
            </div>
            <div class="person-state">
                <span class="cluster">
                    <span>{role_label(role)}</span>
                    {disabled.then(|| view! { <Badge tone=Tone::Danger label=t!("people-disabled")/> })}
                    {second_factors.any().then(|| view! { <Badge tone=Tone::Success label=t!("people-second-factor")/> })}
                </span>
                <span class="hint">{seen}</span>
            </div>
        </li>
    }
}
