//! A colleague: their role, whether they may sign in, and where they are signed in.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::people::Role;
use model::staff::{Colleague, Team};
use model::{Answer, Fault, Problem, UserId, paths};

use super::team_read;
use crate::desk::proof::{Proof, use_proof_asked, without_question};
use crate::staff_words::role_label;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::{kept, on_success};
use crate::ui::load::FaultPage;
use crate::ui::{
    Avatar, Badge, Button, ButtonKind, Definition, FaultBanner, SelectField, SelectOption, Time, Tone, loaded, toast, use_fault,
};

/// What can be done about a colleague.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Role,
    Disable,
    Enable,
    EndSessions,
    ResetSecondFactor,
}

impl Act {
    const ALL: [Self; 5] = [Self::Role, Self::Disable, Self::Enable, Self::EndSessions, Self::ResetSecondFactor];

    fn word(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Disable => "disable",
            Self::Enable => "enable",
            Self::EndSessions => "end-sessions",
            Self::ResetSecondFactor => "reset-second-factor",
        }
    }

    fn parse(word: &str) -> Result<Self, Fault> {
        Self::ALL.into_iter().find(|act| act.word() == word).ok_or_else(|| Fault::invalid("act", Problem::Unknown))
    }

    fn label(self) -> String {
        match self {
            Self::Role => t!("person-save-role"),
            Self::Disable => t!("person-disable"),
            Self::Enable => t!("person-enable"),
            Self::EndSessions => t!("person-end-sessions"),
            Self::ResetSecondFactor => t!("person-reset"),
        }
    }
}

#[server(prefix = "/api", endpoint = "people/change")]
async fn change_colleague(
    user: UserId,
    act: String,
    #[server(default)] role: String,
    #[server(default)] proof: String,
) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        crate::seam::keep_typed(&[("act", &act), ("role", &role)]);
        let act = Act::parse(&act)?;
        crate::seam::staff().await?.prove(&proof).await?;
        // With the proof that was just given.
        let desk = crate::seam::staff().await?;
        match act {
            Act::Role => {
                let role = Role::parse(&role).ok_or_else(|| Fault::invalid("role", Problem::Missing))?;
                desk.change_role(user, role).await?;
            }
            Act::Disable | Act::Enable => desk.set_colleague_disabled(user, act == Act::Disable).await?,
            Act::EndSessions => desk.end_colleague_sessions(user).await?,
            Act::ResetSecondFactor => desk.reset_second_factor(user).await?,
        }
        crate::seam::redirect(&paths::admin_colleague(user));
        Ok(())
    })
    .await
}

#[component]
pub fn ColleaguePage(user: UserId) -> impl IntoView {
    let team = fetch(|| (), |()| team_read());
    let action = ServerAction::<ChangeColleague>::new();
    let pending =
        Pending { act: RwSignal::new(kept("act").unwrap_or_default()), role: RwSignal::new(kept("role").unwrap_or_default()) };
    on_success(action, move |()| {
        toast(t!("person-changed"));
        team.refetch();
    });
    let page = move |team: Team| {
        let found = team.colleagues.into_iter().find(|colleague| colleague.id == user);
        match found {
            Some(colleague) => view! { <Shown colleague roles=team.roles action pending/> }.into_any(),
            None => view! { <FaultPage fault=Fault::NotFound/> }.into_any(),
        }
    };
    view! { <div class="settings">{loaded(team, page)}</div> }
}

/// What was asked for, until it is done: the question for a proof comes in between.
#[derive(Clone, Copy)]
struct Pending {
    act: RwSignal<String>,
    role: RwSignal<String>,
}

#[component]
fn Shown(colleague: Colleague, roles: Vec<Role>, action: ServerAction<ChangeColleague>, pending: Pending) -> impl IntoView {
    let fault = use_fault(action);
    let asked = use_proof_asked(fault);
    let (name, user) = (colleague.name.clone(), colleague.id);
    let state = if colleague.disabled { (Tone::Danger, t!("people-disabled")) } else { (Tone::Success, t!("people-active")) };
    let forms = StoredValue::new((colleague.clone(), roles));
    view! {
        <leptos_meta::Title text=name.clone()/>
        <header class="page-head">
            <div class="record-name">
                <Avatar name=name.clone()/>
                <h1><bdi>{name}</bdi></h1>
                <Badge tone=state.0 label=state.1/>
            </div>
        </header>
        <About colleague/>
        <FaultBanner fault=without_question(fault) fields=&["proof"]/>
        {move || match asked.get() {
            true => view! { <Question user action fault pending/> }.into_any(),
            false => {
                let (colleague, roles) = forms.get_value();
                view! { <Acts colleague roles action pending/> }.into_any()
            }
        }}
        <p class="people-part"><a href=paths::ADMIN_PEOPLE>{t!("people-back")}</a></p>
    }
}

#[component]
fn About(colleague: Colleague) -> impl IntoView {
    let Colleague { email, role, seen_at, sessions, second_factors, .. } = colleague;
    let seen = seen_at.map_or_else(|| t!("people-never-seen").into_any(), |at| view! { <Time at/> }.into_any());
    let factor = match (second_factors.authenticator, second_factors.passkeys) {
        (false, 0) => t!("person-factor-none"),
        (true, 0) => t!("person-factor-app"),
        (false, n) => t!("person-factor-passkeys", "n" => n),
        (true, n) => format!("{}, {}", t!("person-factor-app"), t!("person-factor-passkeys", "n" => n)),
    };
    view! {
        <dl class="definitions person-about">
            <Definition name=t!("email-address")><bdi>{email}</bdi></Definition>
            <Definition name=t!("people-role")>{role_label(role)}</Definition>
            <Definition name=t!("people-seen")>{seen}</Definition>
            <Definition name=t!("person-sessions")>{t!("person-sessions-open", "n" => sessions)}</Definition>
            <Definition name=t!("people-second-factor")>{factor}</Definition>
        </dl>
    }
}

/// The form as it was, with the question in it.
#[component]
fn Question(
    user: UserId,
    action: ServerAction<ChangeColleague>,
    fault: Signal<Option<Fault>>,
    pending: Pending,
) -> impl IntoView {
    let (act, role) = (pending.act.get_untracked(), pending.role.get_untracked());
    let label = Act::parse(&act).map(Act::label).unwrap_or_default();
    view! {
        <ActionForm action attr:class="form" attr:novalidate="">
            <input type="hidden" name="user" value=user.to_string()/>
            <input type="hidden" name="act" value=act/>
            <input type="hidden" name="role" value=role/>
            <Proof fault/>
            <div class="cluster">
                <Button kind=ButtonKind::Primary busy=action.pending()>{label}</Button>
                <a class="button button-quiet" href=paths::admin_colleague(user) rel="external">{t!("desk-cancel")}</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn Acts(colleague: Colleague, roles: Vec<Role>, action: ServerAction<ChangeColleague>, pending: Pending) -> impl IntoView {
    let Colleague { id, role, disabled, is_me, within_reach, is_last_owner, sessions, second_factors, .. } = colleague;
    if !within_reach {
        return view! { <p class="hint">{t!("person-above")}</p> }.into_any();
    }
    let choices = roles.into_iter().map(|role| SelectOption::new(role.word(), role_label(role))).collect::<Vec<_>>();
    pending.role.set(role.word().to_owned());
    let lower = (!is_last_owner).then(|| {
        view! {
            <ActionForm action attr:class="form" on:submit=move |_| pending.act.set(Act::Role.word().to_owned())>
                <input type="hidden" name="user" value=id.to_string()/>
                <input type="hidden" name="act" value=Act::Role.word()/>
                <SelectField
                    name="role"
                    label=t!("people-role")
                    hint=t!("person-role-hint")
                    options=choices
                    selected=role.word()
                    on_change=move |word| pending.role.set(word)
                />
                <div><Button busy=action.pending()>{Act::Role.label()}</Button></div>
            </ActionForm>
        }
    });
    let act = move |act: Act, kind| view! { <Do user=id act action pending kind/> };
    view! {
        <section class="settings-section">
            <h2>{t!("people-role")}</h2>
            <div class="settings-body">
                {if is_last_owner { view! { <p class="hint">{t!("person-last-owner")}</p> }.into_any() } else { lower.into_any() }}
            </div>
        </section>
        <section class="settings-section">
            <h2>{t!("person-access")}</h2>
            <p class="hint">{t!("person-access-hint")}</p>
            <div class="settings-body"><div class="cluster">
                {(sessions > 0).then(|| act(Act::EndSessions, ButtonKind::Secondary))}
                {(second_factors.any() && !is_me).then(|| act(Act::ResetSecondFactor, ButtonKind::Secondary))}
                {disabled.then(|| act(Act::Enable, ButtonKind::Secondary))}
                {(!disabled && !is_me && !is_last_owner).then(|| act(Act::Disable, ButtonKind::Danger))}
            </div></div>
        </section>
    }
    .into_any()
}

#[component]
fn Do(user: UserId, act: Act, action: ServerAction<ChangeColleague>, pending: Pending, kind: ButtonKind) -> impl IntoView {
    view! {
        <ActionForm action on:submit=move |_| pending.act.set(act.word().to_owned())>
            <input type="hidden" name="user" value=user.to_string()/>
            <input type="hidden" name="act" value=act.word()/>
            <Button kind busy=action.pending()>{act.label()}</Button>
        </ActionForm>
    }
}
