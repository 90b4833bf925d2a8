//! Who is in a group, where each stands, and what can be done for them.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::access::{AccessGroupShown, GroupPortal, InvitationMade, MemberProblem, MemberRow, MemberStatus};
use model::{AccessGroupId, Answer, ContactId, Fault, PortalId, paths};

use crate::t;
use crate::ui::form::on_success;
use crate::ui::{Badge, Button, ButtonKind, CopyField, FaultBanner, LoadMore, SelectField, SelectOption, Time, Tone, use_fault};

#[server(prefix = "/api", endpoint = "groups/invite")]
async fn member_invited(group: AccessGroupId, portal: PortalId, contact: ContactId) -> Result<Answer<InvitationMade>, Fault> {
    crate::seam::answer(async move {
        let made = crate::seam::staff().await?.invite_member(group, portal, contact).await?;
        if let Ok(shown) = serde_json::to_string(&(contact, &made)) {
            crate::seam::show_once(&shown)?;
        }
        Ok(made)
    })
    .await
}

#[server(prefix = "/api", endpoint = "groups/remove")]
async fn member_removed(group: AccessGroupId, contact: ContactId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.remove_member(group, contact).await }).await
}

#[component]
pub fn MembersSection(
    shown: AccessGroupShown,
    made: Option<(ContactId, InvitationMade)>,
    status: String,
    again: Callback<()>,
) -> impl IntoView {
    let path = paths::access_group(shown.group.id);
    let next = shown.members.next.map(|after| format!("{path}?status={status}&after={after}"));
    let nobody = shown.members.rows.is_empty();
    let portals: Vec<GroupPortal> = shown.portals.into_iter().filter(|portal| portal.invites).collect();
    let (group, may_change) = (shown.group.id, shown.may_change);
    let rows = shown.members.rows.into_iter().map(|row| {
        let made = made.clone().filter(|(contact, _)| *contact == row.contact.id).map(|(_, made)| made);
        view! { <Member row group portals=portals.clone() made may_change again/> }
    });
    view! {
        <section class="settings-section" aria-labelledby="section-members">
            <h2 id="section-members">{t!("group-members", "n" => shown.group.members)}</h2>
            <Filters path status/>
            {nobody.then(|| view! { <p class="hint">{t!("group-nobody")}</p> })}
            <ul class="letters">{rows.collect_view()}</ul>
            <LoadMore href=next/>
        </section>
    }
}

/// Links, so that they work without script and with the back button.
#[component]
fn Filters(path: String, status: String) -> impl IntoView {
    let all = [(String::new(), t!("member-all"))];
    let states = MemberStatus::ALL.map(|status| (status.word().to_owned(), status_label(status)));
    let link = |(word, label): (String, String)| {
        let href = if word.is_empty() { path.clone() } else { format!("{path}?status={word}") };
        view! { <li><a href=href aria-current=(word == status).then_some("true")>{label}</a></li> }
    };
    view! {
        <nav aria-label=t!("member-filter")>
            <ul class="member-filters">{all.into_iter().chain(states).map(link).collect_view()}</ul>
        </nav>
    }
}

#[component]
fn Member(
    row: MemberRow,
    group: AccessGroupId,
    portals: Vec<GroupPortal>,
    made: Option<InvitationMade>,
    may_change: bool,
    again: Callback<()>,
) -> impl IntoView {
    let contact = row.contact.id;
    let invite = ServerAction::<MemberInvited>::new();
    let remove = ServerAction::<MemberRemoved>::new();
    let (invite_fault, remove_fault) = (use_fault(invite), use_fault(remove));
    on_success(remove, move |()| again.run(()));
    let (tone, label) = badge(row.status);
    let email = row.email.clone().filter(|email| *email != row.contact.name);
    let made = move || match invite.value().get() {
        Some(Ok(Ok(made))) => Some(view! { <Made made/> }),
        _ => made.clone().map(|made| view! { <Made made/> }),
    };
    let added = row.status.is_some();
    view! {
        <li class="letter">
            <div class="letter-what">
                <strong><a href=paths::desk_contact(contact) dir="auto">{row.contact.name}</a></strong>
                <bdi>{email}</bdi>
                {row.added_at.map(|at| view! { <span class="hint"><Time at/></span> })}
            </div>
            <div class="letter-state">
                <Badge tone label/>
                {row.problem.map(|problem| view! { <span class="hint">{problem_label(problem)}</span> })}
            </div>
            {may_change.then(|| view! {
                <div class="cluster">
                    {(!portals.is_empty()).then(|| view! {
                        <ActionForm action=invite attr:class="cluster">
                            <input type="hidden" name="group" value=group.to_string()/>
                            <input type="hidden" name="contact" value=contact.to_string()/>
                            <Portals portals=portals.clone() contact/>
                            <Button busy=invite.pending()>{t!("member-invite")}</Button>
                        </ActionForm>
                    })}
                    {added.then(|| view! {
                        <ActionForm action=remove>
                            <input type="hidden" name="group" value=group.to_string()/>
                            <input type="hidden" name="contact" value=contact.to_string()/>
                            <Button kind=ButtonKind::Quiet busy=remove.pending()>{t!("member-remove")}</Button>
                        </ActionForm>
                    })}
                </div>
            })}
            <div class="letter-made" aria-live="polite">
                <FaultBanner fault=invite_fault fields=&[]/>
                <FaultBanner fault=remove_fault fields=&[]/>
                {made}
            </div>
        </li>
    }
}

#[component]
fn Portals(portals: Vec<GroupPortal>, contact: ContactId) -> impl IntoView {
    match portals.as_slice() {
        [one] => view! { <input type="hidden" name="portal" value=one.portal.id.to_string()/> }.into_any(),
        several => {
            let option = |portal: &GroupPortal| SelectOption::new(portal.portal.id.to_string(), portal.portal.name.clone());
            let options = several.iter().map(option).collect();
            view! { <SelectField name="portal" id=format!("portal-{contact}") label=t!("group-add-portal") bare=true options/> }
                .into_any()
        }
    }
}

/// The link, shown once: to be handed over where no mail goes out.
#[component]
fn Made(made: InvitationMade) -> impl IntoView {
    let said = if made.held { t!("contact-link-held") } else { t!("member-mailed") };
    view! {
        <div class="invitation stack">
            <CopyField label=t!("contact-link") value=made.link/>
            <p class="hint">{t!("contact-link-until")} " " <Time at=made.expires_at/> " " {said}</p>
        </div>
    }
}

fn badge(status: Option<MemberStatus>) -> (Tone, String) {
    let Some(status) = status else { return (Tone::Success, t!("member-matches")) };
    let tone = match status {
        MemberStatus::Pending => Tone::Waiting,
        MemberStatus::Accepted => Tone::Success,
        MemberStatus::Failed => Tone::Danger,
        MemberStatus::Held => Tone::Neutral,
    };
    (tone, status_label(status))
}

fn status_label(status: MemberStatus) -> String {
    match status {
        MemberStatus::Pending => t!("member-pending"),
        MemberStatus::Accepted => t!("member-accepted"),
        MemberStatus::Failed => t!("member-failed"),
        MemberStatus::Held => t!("member-held"),
    }
}

fn problem_label(problem: MemberProblem) -> String {
    match problem {
        MemberProblem::NoAddress => t!("member-no-address"),
        MemberProblem::Disabled => t!("member-disabled"),
        MemberProblem::NoPortal => t!("member-no-portal"),
        MemberProblem::SystemDomain => t!("member-system-domain"),
        MemberProblem::NotDelivered => t!("member-not-delivered"),
    }
}
