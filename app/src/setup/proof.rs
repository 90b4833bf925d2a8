//! The proof that a domain is one's own: the record to create, and what was found of it. Looks again by itself.

use std::time::Duration;

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::DomainId;
use model::domains::{DnsRecord, Domain, DomainKind, Verification};
use model::text::HostName;
use wasm_bindgen::JsCast;

use super::calls::{CheckDomain, check_domain};
use super::typed::Typed;
use crate::staff_words::{verification_label, verification_problem};
use crate::t;
use crate::ui::form::on_success;
use crate::ui::{Badge, Button, CopyField, FaultBanner, Time, Tone, use_fault};

const AGAIN: Duration = Duration::from_secs(5);
/// Ten minutes: who is still looking then has gone to wait elsewhere.
const LOOKS: u32 = 120;

/// The id of the section, and of its heading.
const SECTION: &str = "domain-proof";
const HEADING: &str = "domain-proof-title";

/// For the chosen domain, if it has anything to prove.
#[component]
pub fn Proof(typed: Typed, check: ServerAction<CheckDomain>) -> impl IntoView {
    let fault = use_fault(check);
    on_success(check, move |domain: Domain| typed.learn(domain));
    // What does not change while it is being looked at: the section stays, and the focus in it.
    let record = Memo::new(move |_| {
        let domain = typed.chosen()?;
        let proven_before =
            domain.kind == DomainKind::System || (domain.verification == Verification::Verified && domain.checked_at.is_none());
        (!proven_before).then_some((domain.id, domain.host, domain.record?))
    });
    let seen_open = RwSignal::new(None::<DomainId>);
    let shown = Memo::new(move |_| {
        let (id, host, record) = record.get()?;
        // Proven while the page is open: that is still said. Proven before: there is nothing to do.
        let verified = typed.chosen().is_some_and(|domain| domain.verification == Verification::Verified);
        (!verified || seen_open.get() == Some(id)).then_some((id, host, record))
    });
    Effect::new(move |_| {
        if let Some((id, ..)) = shown.get() {
            seen_open.set(Some(id));
        }
    });
    let stopped = use_looks(typed);
    let is_open = Memo::new(move |_| typed.chosen().is_some_and(|domain| domain.verification != Verification::Verified));
    let title = move |host: String| {
        move || match is_open.get() {
            true => t!("proof-title", "host" => &host),
            false => t!("proof-done", "host" => &host),
        }
    };
    move || {
        shown.get().map(|(id, host, record)| {
            view! {
                <section class="proof" id=SECTION aria-labelledby=HEADING>
                    <h2 id=HEADING tabindex="-1">{title(host.clone())}</h2>
                    <div class="proof-record" hidden=move || !is_open.get()><Record host record/></div>
                    <ActionForm action=check attr:class="proof-state">
                        <FaultBanner fault fields=&[]/>
                        <input type="hidden" name="domain" value=id.to_string()/>
                        <State typed/>
                        <div class="proof-again" hidden=move || !is_open.get()>
                            <Button busy=check.pending()>{t!("proof-check")}</Button>
                            <Looks typed stopped/>
                        </div>
                    </ActionForm>
                </section>
            }
        })
    }
}

#[component]
fn Record(host: String, record: DnsRecord) -> impl IntoView {
    // A name can be an alias of another name, not of an address.
    let (kind, words) = match HostName::parse(&record.target) {
        Ok(_) => ("CNAME", t!("proof-point-name", "host" => &host)),
        Err(_) => ("A", t!("proof-point-address", "host" => &host)),
    };
    view! {
        <p>{t!("proof-create")}</p>
        <CopyField label=t!("proof-name") value=record.name/>
        <CopyField label=t!("proof-value") value=record.value/>
        <p>{words}</p>
        <CopyField label=t!("proof-target", "kind" => kind) value=record.target/>
        <p class="hint">{t!("proof-later")}</p>
    }
}

/// The state in words; said aloud when it changes.
#[component]
fn State(typed: Typed) -> impl IntoView {
    let verification = Memo::new(move |_| typed.chosen().map(|domain| domain.verification));
    let words = move || {
        let verification = verification.get()?;
        let tone = match verification {
            Verification::Pending => Tone::Waiting,
            Verification::Verified => Tone::Success,
            Verification::Failed(_) => Tone::Danger,
        };
        let problem = match &verification {
            Verification::Failed(problem) => Some(verification_problem(problem)),
            _ => None,
        };
        Some(view! {
            <Badge tone label=verification_label(&verification)/>
            {problem.map(|problem| view! { <p class="proof-problem">{problem}</p> })}
        })
    };
    view! { <div class="proof-words" role="status">{words}</div> }
}

/// When it was looked last, and whether that goes on.
#[component]
fn Looks(typed: Typed, stopped: RwSignal<bool>) -> impl IntoView {
    let hydrated = crate::ui::form::use_hydrated();
    let last = move || {
        typed.chosen().and_then(|domain| domain.checked_at).map(|at| view! { <span>{t!("proof-checked")} " " <Time at/></span> })
    };
    let words = move || if stopped.get() { t!("proof-stopped") } else { t!("proof-goes-on") };
    let goes_on = move || hydrated.get().then(|| view! { <span>{words}</span> });
    view! { <p class="hint proof-looks">{goes_on} {last}</p> }
}

/// Looks again every few seconds, as long as the page is seen and the domain is not proven, and not for ever. True once it
/// has stopped.
fn use_looks(typed: Typed) -> RwSignal<bool> {
    let (looks, stopped) = (StoredValue::new(0_u32), RwSignal::new(false));
    let looking = StoredValue::new(false);
    let open =
        Memo::new(move |_| typed.chosen().filter(|domain| domain.verification != Verification::Verified).map(|domain| domain.id));
    Effect::new(move |_| {
        let Some(domain) = open.get() else { return };
        looks.set_value(0);
        stopped.set(false);
        let tick = move || {
            let seen = document().visibility_state() == web_sys::VisibilityState::Visible;
            if !seen || looking.try_get_value() != Some(false) {
                return;
            }
            if looks.get_value() >= LOOKS {
                stopped.set(true);
                return;
            }
            looks.update_value(|looks| *looks += 1);
            looking.set_value(true);
            spawn_local(async move {
                let answer = check_domain(domain).await.flatten();
                // The page may be gone meanwhile.
                if looking.try_set_value(false).is_none()
                    && let Ok(domain) = answer
                {
                    typed.learn(domain);
                }
            });
        };
        if let Ok(handle) = set_interval_with_handle(tick, AGAIN) {
            on_cleanup(move || handle.clear());
        }
    });
    stopped
}

/// Puts the focus on what is to be done next, once it is there.
pub fn focus() {
    request_animation_frame(|| {
        let heading = document().get_element_by_id(HEADING);
        if let Some(heading) = heading.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = heading.focus();
        }
    });
}
