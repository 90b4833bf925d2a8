//! Who is invited and has not come yet: another link, or none any more.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::staff::{ColleagueInvited, StaffInvitation};
use model::{Answer, Fault, StaffInvitationId, paths};
use serde::{Deserialize, Serialize};

use super::new::Made;
use crate::desk::proof::{Proof, use_proof_asked, without_question};
use crate::staff_words::role_label;
use crate::t;
use crate::ui::form::{kept, on_success};
use crate::ui::{Badge, Button, ButtonKind, FaultBanner, Time, Tone, use_fault};

/// What became of it: a new link, or none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Changed {
    made: Option<ColleagueInvited>,
}

#[server(prefix = "/api", endpoint = "people/invitation")]
async fn change_invitation(
    invitation: StaffInvitationId,
    act: String,
    #[server(default)] proof: String,
) -> Result<Answer<Changed>, Fault> {
    crate::seam::answer(async move {
        crate::seam::keep_typed(&[("invitation", &invitation.to_string()), ("act", &act)]);
        crate::seam::staff().await?.prove(&proof).await?;
        // With the proof that was just given.
        let desk = crate::seam::staff().await?;
        let made = match act.as_str() {
            "renew" => Some(desk.renew_invitation(invitation).await?),
            "withdraw" => desk.withdraw_invitation(invitation).await.map(|()| None)?,
            _ => return Err(Fault::invalid("act", model::Problem::Unknown)),
        };
        match serde_json::to_string(&made) {
            Ok(shown) if made.is_some() => {
                crate::seam::show_once(&shown)?;
                // The page that shows a link once.
                crate::seam::leave_for(paths::ADMIN_NEW_COLLEAGUE);
            }
            _ => drop(crate::seam::leave_for(paths::ADMIN_PEOPLE)),
        }
        Ok(Changed { made })
    })
    .await
}

#[component]
pub fn Invitations(invitations: Vec<StaffInvitation>, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<ChangeInvitation>::new();
    let fault = use_fault(action);
    let asked = use_proof_asked(fault);
    let pending = (RwSignal::new(kept("invitation").unwrap_or_default()), RwSignal::new(kept("act").unwrap_or_default()));
    on_success(action, move |changed| {
        if changed.made.is_none() {
            again.run(());
        }
    });
    let made = move || match action.value().get() {
        Some(Ok(Ok(Changed { made: Some(made) }))) => Some(view! { <Made made/> }),
        _ => None,
    };
    let open = StoredValue::new(invitations);
    let list = move || {
        let rows = open.get_value().into_iter().map(|row| view! { <Row row action pending/> }).collect_view();
        (!open.with_value(Vec::is_empty)).then(|| view! { <ul class="people" aria-label=t!("people-invited")>{rows}</ul> })
    };
    let heading = !open.with_value(Vec::is_empty) || asked.get_untracked();
    view! {
        {heading.then(|| view! { <h2 class="people-part">{t!("people-invited")}</h2> })}
        <FaultBanner fault=without_question(fault) fields=&["proof"]/>
        <div aria-live="polite">{made}</div>
        {move || match asked.get() {
            true => view! { <Question action fault pending/> }.into_any(),
            false => list().into_any(),
        }}
    }
}

#[component]
fn Question(
    action: ServerAction<ChangeInvitation>,
    fault: Signal<Option<Fault>>,
    pending: (RwSignal<String>, RwSignal<String>),
) -> impl IntoView {
    let (invitation, act) = (pending.0.get_untracked(), pending.1.get_untracked());
    let label = if act == "renew" { t!("people-renew") } else { t!("people-withdraw") };
    view! {
        <ActionForm action attr:class="form" attr:novalidate="">
            <input type="hidden" name="invitation" value=invitation/>
            <input type="hidden" name="act" value=act/>
            <Proof fault/>
            <div class="cluster">
                <Button kind=ButtonKind::Primary busy=action.pending()>{label}</Button>
                <a class="button button-quiet" href=paths::ADMIN_PEOPLE rel="external">{t!("desk-cancel")}</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn Row(
    row: StaffInvitation,
    action: ServerAction<ChangeInvitation>,
    pending: (RwSignal<String>, RwSignal<String>),
) -> impl IntoView {
    let id = row.id.to_string();
    let until = match row.expired {
        true => view! { <Badge tone=Tone::Danger label=t!("people-expired")/> }.into_any(),
        false => view! { <span class="hint">{t!("people-until")} " " <Time at=row.expires_at/></span> }.into_any(),
    };
    let (name, by) = (row.name.clone(), row.invited_by);
    let act = move |word: &'static str, label: String, said: String| {
        let id = id.clone();
        let keep = id.clone();
        let note = move |_| {
            pending.0.set(keep.clone());
            pending.1.set(word.to_owned());
        };
        view! {
            <ActionForm action on:submit=note>
                <input type="hidden" name="invitation" value=id/>
                <input type="hidden" name="act" value=word/>
                <button type="submit" class="button" aria-label=said>{label}</button>
            </ActionForm>
        }
    };
    let buttons = row.within_reach.then(|| {
        let renew = act("renew", t!("people-renew"), t!("people-renew-which", "name" => &row.name));
        let withdraw = act("withdraw", t!("people-withdraw"), t!("people-withdraw-which", "name" => &row.name));
        view! { <div class="cluster">{renew} {withdraw}</div> }
    });
    view! {
        <li class="person">
            <div class="person-what">
                <strong><bdi>{name}</bdi></strong>
                <bdi class="hint">{row.email}</bdi>
            </div>
            <div class="person-state">
                <span class="cluster"><span>{role_label(row.role)}</span> {until}</span>
                <span class="hint">{t!("people-invited-by", "name" => &by)}</span>
            </div>
            {buttons}
        </li>
    }
}
