//! The sections: each a sentence, its fields, and a button of its own.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::portals::{Choices, SESSION_MINUTES};
use model::{Answer, Fault, PortalId};

use crate::setup::access::{AccessFaults, AccessFields};
use crate::setup::calls::{SaveAccess, SaveName, SaveTickets};
use crate::setup::domain::{PlaceActions, PlaceAround, PlaceFields};
use crate::setup::name::NameField;
use crate::setup::tickets::TicketFields;
use crate::setup::typed::{Part, Typed};
use crate::t;
use crate::ui::form::{on_success, use_hydrated};
use crate::ui::{Button, ButtonKind, FaultBanner, SelectField, SelectOption, Switch, field_error, toast, use_fault};

#[server(prefix = "/api", endpoint = "portals/session")]
pub async fn save_session(
    portal: PortalId,
    session_minutes: u32,
    #[server(default)] customers_may_close: bool,
) -> Result<Answer<()>, Fault> {
    crate::seam::answer(
        async move { crate::seam::staff().await?.save_session(portal, session_minutes, customers_may_close).await },
    )
    .await
}

/// The frame of a section. `fields` is built anew when what was typed is discarded.
#[component]
fn Section(id: &'static str, title: String, why: String, children: Children) -> impl IntoView {
    let heading = format!("section-{id}");
    let labelled_by = heading.clone();
    view! {
        <section class="settings-section" aria-labelledby=labelled_by>
            <h2 id=heading>{title}</h2>
            <p class="hint">{why}</p>
            <div class="settings-body">{children()}</div>
        </section>
    }
}

/// How a section is saved: its button, and whether there is anything to save.
#[component]
fn SaveRow(
    form: &'static str,
    typed: Typed,
    part: Part,
    #[prop(into)] busy: Signal<bool>,
    may_change: bool,
    version: RwSignal<u32>,
    /// Forgets what the server said of what is discarded.
    #[prop(into)]
    on_discard: Callback<()>,
) -> impl IntoView {
    let hydrated = use_hydrated();
    let dirty = Memo::new(move |_| typed.is_dirty(part));
    let discard = move |_| {
        typed.restore(part);
        on_discard.run(());
        version.update(|version| *version += 1);
    };
    may_change.then(|| {
        view! {
            <div class="save-row" class:save-row-dirty=move || dirty.get()>
                // Without script it cannot be known, so it can always be saved.
                <Button form busy disabled=Signal::derive(move || hydrated.get() && !dirty.get())>{t!("settings-save")}</Button>
                {move || dirty.get().then(|| view! {
                    <Button kind=ButtonKind::Quiet on_click=discard>{t!("settings-discard")}</Button>
                })}
                <span class="save-note" role="status">{move || dirty.get().then(|| t!("settings-unsaved"))}</span>
            </div>
        }
    })
}

/// Fields that start again from what is saved whenever `version` changes: a control in which somebody chose does not
/// follow what it is told later.
fn fresh(version: RwSignal<u32>, fields: impl Fn() -> AnyView + Clone + Send + 'static) -> AnyView {
    view! { <For each=move || [version.get()] key=|version| *version children=move |_| fields()/> }.into_any()
}

fn saved(typed: Typed, part: Part) {
    typed.commit(part);
    toast(t!("settings-saved"));
}

#[component]
pub fn NameSection(typed: Typed, portal: PortalId, may_change: bool, shown_name: RwSignal<String>) -> impl IntoView {
    let save = ServerAction::<SaveName>::new();
    let fault = use_fault(save);
    let version = RwSignal::new(0);
    on_success(save, move |()| {
        saved(typed, Part::Name);
        shown_name.set(typed.name.get_untracked().trim().to_owned());
    });
    view! {
        <Section id="name" title=t!("step-name") why=t!("wizard-name-why")>
            <ActionForm action=save attr:id="form-name" attr:class="form" attr:novalidate="">
                <FaultBanner fault fields=&["name"]/>
                <input type="hidden" name="portal" value=portal.to_string()/>
                {fresh(version, move || view! { <NameField typed fault/> }.into_any())}
            </ActionForm>
            <SaveRow form="form-name" typed part=Part::Name busy=save.pending() may_change version on_discard=move |()| save.clear()/>
        </Section>
    }
}

#[component]
pub fn PlaceSection(typed: Typed, portal: PortalId, may_change: bool) -> impl IntoView {
    let actions = PlaceActions::unused();
    let fault = use_fault(actions.save);
    let version = RwSignal::new(0);
    on_success(actions.save, move |()| saved(typed, Part::Place));
    view! {
        <Section id="place" title=t!("settings-place-title") why=t!("settings-place-why")>
            <ActionForm action=actions.save attr:id="form-place" attr:class="form" attr:novalidate="">
                <FaultBanner fault fields=&["domain", "slug", "language"]/>
                {fresh(version, move || view! { <PlaceFields typed fault portal/> }.into_any())}
            </ActionForm>
            <SaveRow form="form-place" typed part=Part::Place busy=actions.save.pending() may_change version on_discard=move |()| actions.save.clear()/>
            {may_change.then(|| view! { <PlaceAround typed actions/> })}
        </Section>
    }
}

#[component]
pub fn TicketSection(typed: Typed, portal: PortalId, may_change: bool, choices: Choices, gone: bool) -> impl IntoView {
    let save = ServerAction::<SaveTickets>::new();
    let fault = use_fault(save);
    let version = RwSignal::new(0);
    on_success(save, move |()| saved(typed, Part::Tickets));
    view! {
        <Section id="tickets" title=t!("step-tickets") why=t!("wizard-tickets-why")>
            <ActionForm action=save attr:id="form-tickets" attr:class="form" attr:novalidate="">
                <FaultBanner fault fields=&["inbox", "permission"]/>
                <input type="hidden" name="portal" value=portal.to_string()/>
                {fresh(version, move || view! { <TicketFields typed fault choices=choices.clone() gone/> }.into_any())}
            </ActionForm>
            <SaveRow form="form-tickets" typed part=Part::Tickets busy=save.pending() may_change version on_discard=move |()| save.clear()/>
        </Section>
    }
}

#[component]
pub fn AccessSection(typed: Typed, portal: PortalId, may_change: bool, choices: Choices) -> impl IntoView {
    let save = ServerAction::<SaveAccess>::new();
    let fault = use_fault(save);
    let version = RwSignal::new(0);
    on_success(save, move |()| saved(typed, Part::Access));
    view! {
        <Section id="access" title=t!("step-access") why=t!("wizard-access-why")>
            <ActionForm action=save attr:id="form-access" attr:class="form" attr:novalidate="">
                <AccessFaults fault/>
                <input type="hidden" name="portal" value=portal.to_string()/>
                {fresh(version, move || view! { <AccessFields typed fault portal choices=choices.clone()/> }.into_any())}
            </ActionForm>
            <SaveRow form="form-access" typed part=Part::Access busy=save.pending() may_change version on_discard=move |()| save.clear()/>
        </Section>
    }
}

#[component]
pub fn SessionSection(typed: Typed, portal: PortalId, may_change: bool) -> impl IntoView {
    let save = ServerAction::<SaveSession>::new();
    let fault = use_fault(save);
    let version = RwSignal::new(0);
    on_success(save, move |()| saved(typed, Part::Sessions));
    let fields = move || {
        let options = SESSION_MINUTES.map(|minutes| SelectOption::new(minutes.to_string(), idle_label(minutes))).to_vec();
        view! {
            <SelectField
                name="session_minutes"
                label=t!("session-idle")
                hint=t!("session-idle-hint")
                options
                selected=typed.session_minutes.get_untracked().to_string()
                error=field_error(fault, "session_minutes")
                on_change=move |value: String| typed.session_minutes.set(value.parse().unwrap_or_default())
            />
            <Switch
                name="customers_may_close"
                label=t!("customers-may-close")
                hint=t!("customers-may-close-hint")
                checked=typed.customers_may_close.get_untracked()
                on_change=move |on| typed.customers_may_close.set(on)
            />
        }
        .into_any()
    };
    view! {
        <Section id="sessions" title=t!("settings-session-title") why=t!("settings-session-why")>
            <ActionForm action=save attr:id="form-sessions" attr:class="form" attr:novalidate="">
                <FaultBanner fault fields=&["session_minutes"]/>
                <input type="hidden" name="portal" value=portal.to_string()/>
                {fresh(version, fields)}
            </ActionForm>
            <SaveRow form="form-sessions" typed part=Part::Sessions busy=save.pending() may_change version on_discard=move |()| save.clear()/>
        </Section>
    }
}

fn idle_label(minutes: u32) -> String {
    match minutes {
        minutes if minutes % 60 == 0 => t!("duration-hours", "n" => minutes / 60),
        minutes => t!("duration-minutes", "n" => minutes),
    }
}
