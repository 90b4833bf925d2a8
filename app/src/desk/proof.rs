//! The step in front of what a stranger at an unlocked desk must not get: who asks shows once more who they are. A form
//! asks for it once the server wants it, and keeps what was typed; the proof is then good for a while.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Answer, Fault, Problem, Refusal};
use wasm_bindgen::JsCast;

use super::passkey::{self, Ask};
use crate::t;
use crate::ui::form::use_hydrated;
use crate::ui::{Button, FaultBanner, PasswordField, field_error};

/// Whether the server wants a proof before it does what was asked, or did not take the one that it got.
pub fn use_proof_asked(fault: Signal<Option<Fault>>) -> Memo<bool> {
    Memo::new(move |_| {
        fault.with(|fault| match fault {
            Some(Fault::Refused(Refusal::ProofNeeded)) => true,
            Some(fault) => fault.problem_of("proof").is_some(),
            None => false,
        })
    })
}

/// The fault, unless it only asks for a proof: that is a question and no refusal.
pub fn without_question(fault: Signal<Option<Fault>>) -> Signal<Option<Fault>> {
    Signal::derive(move || fault.get().filter(|fault| *fault != Fault::Refused(Refusal::ProofNeeded)))
}

/// What is to be said beside a code that was not taken.
pub fn code_error(fault: Signal<Option<Fault>>) -> Signal<Option<String>> {
    let error = field_error(fault, "code");
    let wrong = move || fault.with(|fault| fault.as_ref().and_then(|fault| fault.problem_of("code")) == Some(&Problem::Wrong));
    Signal::derive(move || if wrong() { Some(t!("code-wrong")) } else { error.get() })
}

/// The question, inside the form that needs it. Nothing as long as it is not asked.
#[component]
pub fn Proof(fault: Signal<Option<Fault>>) -> impl IntoView {
    let asked = use_proof_asked(fault);
    Effect::new(move |_| {
        if asked.get() {
            request_animation_frame(focus);
        }
    });
    move || {
        asked.get().then(|| {
            view! {
                <div class="proof stack">
                    <p>{t!("proof-why")}</p>
                    <PasswordField
                        name="proof"
                        label=t!("proof-label")
                        hint=t!("proof-hint")
                        autocomplete="current-password"
                        error=field_error(fault, "proof")
                    />
                    <ByPasskey/>
                </div>
            }
        })
    }
}

#[server(prefix = "/api", endpoint = "staff/proof/begin")]
async fn proof_asked() -> Result<Answer<String>, Fault> {
    crate::seam::answer(async { crate::seam::staff().await?.begin_passkey_proof().await }).await
}

#[server(prefix = "/api", endpoint = "staff/proof/finish")]
async fn proof_answered(answer: String) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.prove_by_passkey(&answer).await }).await
}

/// The proof by a passkey; then the form around it is sent once more. Only where there is script and the browser can.
#[component]
fn ByPasskey() -> impl IntoView {
    let (fault, button) = (RwSignal::new(None::<Fault>), NodeRef::<leptos::html::Div>::new());
    let hydrated = use_hydrated();
    let go = move |_| {
        fault.set(None);
        spawn_local(async move {
            match prove().await {
                Ok(true) => send_again(button),
                Ok(false) => {}
                Err(refused) => fault.set(Some(refused)),
            }
        });
    };
    let shown = move || {
        view! {
            <div node_ref=button>
                <FaultBanner fault=fault.into() fields=&[]/>
                <Button on_click=go>{t!("passkeys-use")}</Button>
            </div>
        }
    };
    move || (hydrated.get() && passkey::are_possible()).then(shown)
}

/// False: the reader said no, or the browser has none.
async fn prove() -> Result<bool, Fault> {
    let options = proof_asked().await.flatten()?;
    match passkey::ask(Ask::Get, &options).await {
        Ok(answer) => proof_answered(answer).await.flatten().map(|()| true),
        Err(_) => Ok(false),
    }
}

fn send_again(inside: NodeRef<leptos::html::Div>) {
    let form = inside.get_untracked().and_then(|inside| inside.closest("form").ok().flatten());
    if let Some(form) = form.and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok()) {
        // Fails only for a button that is not the form's.
        let _ = form.request_submit();
    }
}

fn focus() {
    let field = document().query_selector("input[name=proof]").ok().flatten();
    if let Some(field) = field.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = field.focus();
    }
}
