//! Inviting a colleague. The link is shown once, to be handed over; where mail goes out, a letter carries one, too.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::people::Role;
use model::staff::{ColleagueInvited, Team};
use model::text::{EmailAddress, line};
use model::{Answer, Fault, paths};
use serde::{Deserialize, Serialize};

use crate::desk::proof::{Proof, without_question};
use crate::staff_words::{role_hint, role_label};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::{instant_error, kept};
use crate::ui::{
    Banner, BannerKind, Button, ButtonKind, CopyField, FaultBanner, LinkButton, RadioCard, TextField, Time, loaded, use_fault,
};

/// What the page came with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Shown {
    team: Team,
    /// What was made without script.
    invited: Option<ColleagueInvited>,
}

#[server(prefix = "/api", endpoint = "people/new")]
async fn inviting_read() -> Result<Answer<Shown>, Fault> {
    crate::seam::answer(async {
        let team = crate::seam::staff().await?.team().await?;
        let invited = crate::seam::shown_once().and_then(|shown| serde_json::from_str(&shown).ok());
        Ok(Shown { team, invited })
    })
    .await
}

#[server(prefix = "/api", endpoint = "people/invite")]
async fn invite_colleague(
    email: String,
    name: String,
    #[server(default)] role: String,
    #[server(default)] proof: String,
) -> Result<Answer<ColleagueInvited>, Fault> {
    crate::seam::answer(async move {
        crate::seam::keep_typed(&[("email", &email), ("name", &name), ("role", &role)]);
        let role = Role::parse(&role).ok_or_else(|| Fault::invalid("role", model::Problem::Missing))?;
        crate::seam::staff().await?.prove(&proof).await?;
        // With the proof that was just given.
        let made = crate::seam::staff().await?.invite_colleague(&model::staff::NewColleague { email, name, role }).await?;
        if let Ok(shown) = serde_json::to_string(&made) {
            crate::seam::show_once(&shown)?;
        }
        Ok(made)
    })
    .await
}

#[component]
pub fn NewColleaguePage() -> impl IntoView {
    let shown = fetch(|| (), |()| inviting_read());
    let action = ServerAction::<InviteColleague>::new();
    let typed = Typed::default();
    kept("email").into_iter().for_each(|email| typed.email.set(email));
    kept("name").into_iter().for_each(|name| typed.name.set(name));
    view! {
        <leptos_meta::Title text=t!("invite-title")/>
        <div class="settings">
            <header class="page-head"><h1>{t!("invite-title")}</h1></header>
            {loaded(shown, move |shown| view! { <Inviting shown action typed/> }.into_any())}
        </div>
    }
}

/// Outside of the form, so that nothing typed is lost when the form is built anew.
#[derive(Clone, Copy, Default)]
struct Typed {
    email: RwSignal<String>,
    name: RwSignal<String>,
}

#[component]
fn Inviting(shown: Shown, action: ServerAction<InviteColleague>, typed: Typed) -> impl IntoView {
    let (roles, before) = (StoredValue::new(shown.team.roles), StoredValue::new(shown.invited));
    // A refusal is told inside the form, which stays as it is.
    let made = Memo::new(move |_| match action.value().get() {
        Some(Ok(Ok(made))) => Some(made),
        Some(_) => None,
        None => before.get_value(),
    });
    move || match made.get() {
        Some(made) => view! { <Made made/> }.into_any(),
        None => view! { <Form roles=roles.get_value() mails=shown.team.mails action typed/> }.into_any(),
    }
}

#[component]
fn Form(roles: Vec<Role>, mails: bool, action: ServerAction<InviteColleague>, typed: Typed) -> impl IntoView {
    let fault = use_fault(action);
    let [email_left, name_left] = [(); 2].map(|()| RwSignal::new(false));
    let leave = |left: RwSignal<bool>| move |text: String| left.update(|left| *left |= !text.is_empty());
    let chosen = kept("role").and_then(|word| Role::parse(&word)).unwrap_or(Role::Agent);
    let cards = roles
        .into_iter()
        .map(|role| {
            view! { <RadioCard name="role" value=role.word() label=role_label(role) hint=role_hint(role) checked={role == chosen}/> }
        })
        .collect_view();
    view! {
        <p class="hint">{if mails { t!("invite-hint-mail") } else { t!("invite-hint-link") }}</p>
        <ActionForm action attr:class="form" attr:novalidate="">
            <FaultBanner fault=without_question(fault) fields=&["email", "name", "proof"]/>
            <TextField
                name="email"
                label=t!("email-address")
                kind="email"
                autocomplete="off"
                bind=typed.email
                error=instant_error(fault, "email", typed.email, email_left, |text| EmailAddress::parse(text).map(drop))
                on_leave=leave(email_left)
            />
            <TextField
                name="name"
                label=t!("invite-name")
                autocomplete="off"
                bind=typed.name
                error=instant_error(fault, "name", typed.name, name_left, |text| line(text, 1, 100).map(drop))
                on_leave=leave(name_left)
            />
            <fieldset class="choices">
                <legend class="field-label">{t!("people-role")}</legend>
                {cards}
            </fieldset>
            <Proof fault/>
            <div class="cluster">
                <Button kind=ButtonKind::Primary busy=action.pending()>{t!("invite-do")}</Button>
                <LinkButton href=paths::ADMIN_PEOPLE kind=ButtonKind::Quiet>{t!("desk-cancel")}</LinkButton>
            </div>
        </ActionForm>
    }
}

/// The link, shown once.
#[component]
pub fn Made(made: ColleagueInvited) -> impl IntoView {
    view! {
        <div class="stack">
            <Banner kind=BannerKind::Success>{if made.mailed { t!("invite-made-mail") } else { t!("invite-made-link") }}</Banner>
            <CopyField label=t!("invite-link") value=made.link/>
            <p class="hint">{t!("invite-until")} " " <Time at=made.expires_at/></p>
            <div class="cluster">
                <LinkButton href=paths::ADMIN_PEOPLE>{t!("people-back")}</LinkButton>
            </div>
        </div>
    }
}
