//! Step 4: who gets in, and how.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::access::{AccessGroup, AccessMode};
use model::portals::{Choices, PortalSettings, WizardStep};
use model::{AccessGroupId, Fault, FieldError, PortalId, Problem, paths};

use super::actions::StepActions;
use super::calls::SaveAccess;
use super::typed::{Part, Typed};
use crate::staff_words::{access_hint, access_label, group_label, step_label};
use crate::t;
use crate::ui::{Banner, BannerKind, Checkbox, FaultBanner, Icon, RadioCard, use_fault};
use crate::words::{fault_message, problem_message};

/// The fields of this step; *Finish* may find others wrong.
const FIELDS: &[&str] = &["access", "groups", "methods"];

#[component]
pub fn AccessStep(typed: Typed, save: ServerAction<SaveAccess>, settings: PortalSettings) -> impl IntoView {
    let fault = use_fault(save);
    let portal = settings.id;
    view! {
        <div class="wizard-why">
            <h1>{t!("wizard-access-title")}</h1>
            <p>{t!("wizard-access-why")}</p>
        </div>
        <ActionForm action=save attr:id="step" attr:class="form" attr:novalidate="">
            <FinishFaults fault portal/>
            <input type="hidden" name="portal" value=portal.to_string()/>
            <AccessFields typed fault portal choices=settings.choices/>
        </ActionForm>
        <StepActions typed part=Part::Access portal=Some(portal) fault busy=save.pending() next=t!("wizard-finish")/>
    }
}

/// What is still wrong elsewhere, each with the way to its step.
#[component]
fn FinishFaults(fault: Signal<Option<Fault>>, portal: PortalId) -> impl IntoView {
    let line = move |error: &FieldError| {
        let step = step_of(&error.field)?;
        let href = paths::wizard(portal, step.word());
        let said = t!("wizard-fault-line", "step" => step_label(step), "problem" => problem_message(&error.problem));
        Some(view! { <li>{said} " " <a href=href>{t!("wizard-fault-go")}</a></li> })
    };
    move || match fault.get()? {
        Fault::Invalid(errors) => {
            let lines = errors.iter().filter_map(line).collect::<Vec<_>>();
            (!lines.is_empty()).then(|| {
                view! {
                    <Banner kind=BannerKind::Danger>
                        <p>{t!("wizard-fault-title")}</p>
                        <ul class="wizard-faults">{lines}</ul>
                    </Banner>
                }
                .into_any()
            })
        }
        fault => Some(view! { <Banner kind=BannerKind::Danger>{fault_message(&fault)}</Banner> }.into_any()),
    }
}

/// The step on which a field stands, if it is not this one.
fn step_of(field: &str) -> Option<WizardStep> {
    match field {
        "name" => Some(WizardStep::Name),
        "domain" | "slug" => Some(WizardStep::Domain),
        "inbox" | "permission" => Some(WizardStep::Tickets),
        _ => None,
    }
}

/// For the settings: what no field here can show.
#[component]
pub fn AccessFaults(fault: Signal<Option<Fault>>) -> impl IntoView {
    view! { <FaultBanner fault fields=FIELDS/> }
}

#[component]
pub fn AccessFields(typed: Typed, fault: Signal<Option<Fault>>, portal: PortalId, choices: Choices) -> impl IntoView {
    let Choices { groups, mails, identity_providers, .. } = choices;
    let identified = identity_providers > 0;
    let link_hint = if mails { t!("method-magic-link-hint") } else { t!("method-magic-link-no-mail") };
    view! {
        <fieldset class="choices">
            <legend>{t!("portal-access")}</legend>
            {access_card(typed, AccessMode::Invited, true)}
            {access_card(typed, AccessMode::Register, true)}
            {access_card(typed, AccessMode::SingleSignOn, identified)}
            {problem(fault, "access", |problem| match problem {
                Problem::NotVerified => t!("access-sso-none"),
                _ => t!("access-missing"),
            })}
            <ProviderNote portal identity_providers/>
        </fieldset>
        <GroupChoice typed fault groups/>
        <fieldset class="choices">
            <legend>{t!("portal-methods")}</legend>
            <Checkbox
                name="password"
                label=t!("method-password")
                hint=t!("method-password-hint")
                checked=typed.password.get_untracked()
                on_change=move |on| typed.password.set(on)
            />
            <Checkbox
                name="magic_link"
                label=t!("method-magic-link")
                hint=link_hint
                disabled=!mails
                checked=mails && typed.magic_link.get_untracked()
                on_change=move |on| typed.magic_link.set(on)
            />
            <Checkbox
                name="single_sign_on"
                label=t!("access-sso")
                hint=if identified { t!("method-sso-hint") } else { t!("method-sso-none") }
                disabled=!identified
                checked=identified && typed.single_sign_on.get_untracked()
                on_change=move |on| typed.single_sign_on.set(on)
            />
            {problem(fault, "methods", |problem| match problem {
                Problem::NotVerified => t!("methods-sso-needed"),
                _ => t!("methods-missing"),
            })}
        </fieldset>
    }
}

/// How many providers there are to decide with, and the way to them.
#[component]
fn ProviderNote(portal: PortalId, identity_providers: u64) -> impl IntoView {
    let (words, label, href) = match identity_providers {
        0 => (t!("access-sso-none"), t!("access-sso-add"), format!("{}?portal={portal}", paths::admin_identity("new"))),
        n => (t!("access-sso-some", "n" => n), t!("access-sso-look"), paths::ADMIN_IDENTITY.to_owned()),
    };
    view! { <p class="hint">{words} " " <a href=href>{label}</a></p> }
}

fn access_card(typed: Typed, mode: AccessMode, possible: bool) -> impl IntoView {
    let later = match mode {
        AccessMode::Invited | AccessMode::SingleSignOn => None,
        AccessMode::Register => Some(t!("access-register-note")),
    };
    view! {
        <RadioCard
            name="access"
            value=mode.word()
            label=access_label(mode)
            hint=access_hint(mode)
            checked=typed.access.get_untracked() == mode
            disabled=!possible && typed.access.get_untracked() != mode
            on_choose=move |_: String| typed.access.set(mode)
        >
            {later.map(|later| view! { <span class="hint">{later}</span> })}
        </RadioCard>
    }
}

/// Without script it stands there whatever is chosen above.
#[component]
fn GroupChoice(typed: Typed, fault: Signal<Option<Fault>>, groups: Vec<AccessGroup>) -> impl IntoView {
    let hydrated = crate::ui::form::use_hydrated();
    let chosen = typed.groups.get_untracked();
    let boxes = groups
        .into_iter()
        .map(|group| {
            let checked = chosen.contains(&group.id);
            group_box(typed, group, checked)
        })
        .collect_view();
    view! {
        <fieldset class="choices" hidden=move || hydrated.get() && typed.access.get() != AccessMode::Invited>
            <legend>{t!("portal-groups")}</legend>
            <p class="hint">{t!("portal-groups-hint")}</p>
            {boxes}
            {problem(fault, "groups", |_| t!("groups-missing"))}
        </fieldset>
    }
}

fn group_box(typed: Typed, group: AccessGroup, checked: bool) -> impl IntoView {
    let id = group.id;
    view! {
        <Checkbox
            name="groups[]"
            value=id.to_string()
            label=group_label(group.name)
            hint=t!("group-members", "n" => group.members)
            checked
            on_change=move |on: bool| typed.groups.update(|chosen| toggle(chosen, id, on))
        />
    }
}

fn toggle(chosen: &mut Vec<AccessGroupId>, group: AccessGroupId, on: bool) {
    chosen.retain(|other| *other != group);
    if on {
        chosen.push(group);
        chosen.sort();
    }
}

/// A problem of a group of boxes, in the group's own words.
fn problem(fault: Signal<Option<Fault>>, field: &'static str, words: fn(&Problem) -> String) -> impl IntoView {
    let wrong = move || fault.with(|fault| fault.as_ref().and_then(|fault| fault.problem_of(field)).map(words));
    move || wrong().map(|words| view! { <p class="field-error" role="alert"><Icon name="alert"/> {words}</p> })
}
