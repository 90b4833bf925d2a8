//! What a staff member shows beside their password: set up, seen to work, taken down. Each change asks for a fresh proof
//! of who wants it, in a step that keeps what was asked.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::second_factor::{Enrolment, OwnFactors};
use model::{Answer, Fault, Problem, paths};
use serde::{Deserialize, Serialize};

use crate::desk::proof::{Proof, code_error, use_proof_asked, without_question};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::{kept, on_success};
use crate::ui::{Badge, Banner, BannerKind, Button, ButtonKind, CopyField, FaultBanner, TextField, Tone, loaded, use_fault};

/// What can be done, in the order in which it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Begin,
    Confirm,
    Codes,
    Remove,
}

impl Act {
    const ALL: [Self; 4] = [Self::Begin, Self::Confirm, Self::Codes, Self::Remove];

    fn word(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::Confirm => "confirm",
            Self::Codes => "codes",
            Self::Remove => "remove",
        }
    }

    fn parse(word: &str) -> Result<Self, Fault> {
        Self::ALL.into_iter().find(|act| act.word() == word).ok_or_else(|| Fault::invalid("act", Problem::Unknown))
    }

    fn label(self) -> String {
        match self {
            Self::Begin => t!("factor-begin"),
            Self::Confirm => t!("factor-confirm"),
            Self::Codes => t!("factor-new-codes"),
            Self::Remove => t!("factor-remove"),
        }
    }
}

/// What was asked for, until it is done: the question for a proof comes in between.
#[derive(Clone, Copy)]
struct Pending {
    act: RwSignal<String>,
    code: RwSignal<String>,
}

/// What the section came with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Shown {
    own: OwnFactors,
    /// Recovery codes that were made without script.
    codes: Vec<String>,
}

#[server(prefix = "/api", endpoint = "staff/second-factor")]
async fn factors_read() -> Result<Answer<Shown>, Fault> {
    crate::seam::answer(async {
        let own = crate::seam::staff().await?.own_factors().await?;
        let codes = crate::seam::shown_once().and_then(|codes| serde_json::from_str(&codes).ok()).unwrap_or_default();
        Ok(Shown { own, codes })
    })
    .await
}

/// Answers the recovery codes that were made, if there are new ones.
#[server(prefix = "/api", endpoint = "staff/second-factor/change")]
async fn factor_changed(
    act: String,
    #[server(default)] code: String,
    #[server(default)] proof: String,
) -> Result<Answer<Vec<String>>, Fault> {
    crate::seam::answer(async move {
        crate::seam::keep_typed(&[("act", &act), ("code", &code)]);
        let act = Act::parse(&act)?;
        crate::seam::staff().await?.prove(&proof).await?;
        // With the proof that was just given.
        let desk = crate::seam::staff().await?;
        let codes = match act {
            Act::Begin => desk.begin_authenticator().await.map(|()| Vec::new())?,
            Act::Confirm => desk.confirm_authenticator(&code).await?,
            Act::Codes => desk.new_recovery_codes().await?,
            Act::Remove => desk.remove_authenticator().await.map(|()| Vec::new())?,
        };
        if let Ok(shown) = serde_json::to_string(&codes) {
            crate::seam::show_once(&shown)?;
        }
        crate::seam::redirect(paths::DESK_ACCOUNT);
        Ok(codes)
    })
    .await
}

#[component]
pub fn SecondFactor() -> impl IntoView {
    let action = ServerAction::<FactorChanged>::new();
    let shown = fetch(|| (), |()| factors_read());
    let pending =
        Pending { act: RwSignal::new(kept("act").unwrap_or_default()), code: RwSignal::new(kept("code").unwrap_or_default()) };
    on_success(action, move |_| {
        pending.code.set(String::new());
        shown.refetch();
    });
    view! {
        <section class="account-part">
            <h2>{t!("factor-title")}</h2>
            {loaded(shown, move |shown| view! { <Factors shown action pending/> }.into_any())}
        </section>
    }
}

#[component]
fn Factors(shown: Shown, action: ServerAction<FactorChanged>, pending: Pending) -> impl IntoView {
    let fault = use_fault(action);
    let asked = use_proof_asked(fault);
    let before = shown.codes;
    let codes = Memo::new(move |_| match action.value().get() {
        Some(Ok(Ok(codes))) if !codes.is_empty() => codes,
        _ => before.clone(),
    });
    let own = StoredValue::new(shown.own);
    view! {
        <FaultBanner fault=without_question(fault) fields=&["code", "proof"]/>
        {move || match asked.get() {
            true => view! { <Question action fault pending/> }.into_any(),
            false => view! {
                <Codes codes=codes.get()/>
                {own.with_value(|own| view! { <State own=own.clone() action fault pending/> })}
            }.into_any(),
        }}
    }
}

/// The form as it was, with the question in it.
#[component]
fn Question(action: ServerAction<FactorChanged>, fault: Signal<Option<Fault>>, pending: Pending) -> impl IntoView {
    let act = pending.act.get_untracked();
    let label = Act::parse(&act).map(Act::label).unwrap_or_default();
    let code = pending.code.get_untracked();
    view! {
        <ActionForm action attr:class="form" attr:novalidate="">
            <input type="hidden" name="act" value=act/>
            <input type="hidden" name="code" value=code/>
            <Proof fault/>
            <div class="cluster">
                <Button kind=ButtonKind::Primary busy=action.pending()>{label}</Button>
                <a class="button button-quiet" href=paths::DESK_ACCOUNT rel="external">{t!("desk-cancel")}</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn State(own: OwnFactors, action: ServerAction<FactorChanged>, fault: Signal<Option<Fault>>, pending: Pending) -> impl IntoView {
    match (own.enrolment, own.factors.authenticator) {
        (Some(enrolment), false) => view! { <Enrol enrolment action fault pending/> }.into_any(),
        (_, false) => view! {
            <p class="hint">{t!("factor-off")}</p>
            <div><Do act=Act::Begin action pending kind=ButtonKind::Secondary/></div>
        }
        .into_any(),
        (_, true) => view! {
            <p class="cluster"><Badge tone=Tone::Success label=t!("factor-on")/> <span>{t!("factor-codes-left", "n" => own.codes_left)}</span></p>
            <div class="cluster">
                <Do act=Act::Codes action pending kind=ButtonKind::Secondary/>
                <Do act=Act::Remove action pending kind=ButtonKind::Danger/>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Do(act: Act, action: ServerAction<FactorChanged>, pending: Pending, kind: ButtonKind) -> impl IntoView {
    view! {
        <ActionForm action on:submit=move |_| pending.act.set(act.word().to_owned())>
            <input type="hidden" name="act" value=act.word()/>
            <Button kind busy=action.pending()>{act.label()}</Button>
        </ActionForm>
    }
}

/// The secret, to be scanned or typed, and the code that shows that the app has it.
#[component]
fn Enrol(
    enrolment: Enrolment,
    action: ServerAction<FactorChanged>,
    fault: Signal<Option<Fault>>,
    pending: Pending,
) -> impl IntoView {
    let Enrolment { secret, code, .. } = enrolment;
    // The quiet zone belongs to the code: readers need it.
    let side = code.size + 8;
    view! {
        <p>{t!("factor-scan")}</p>
        <svg class="qr-code" viewBox=format!("-4 -4 {side} {side}") role="img" aria-label=t!("factor-qr-label")>
            <path d=code.path/>
        </svg>
        <CopyField label=t!("factor-secret") value=secret/>
        <ActionForm action attr:class="form" attr:novalidate="" on:submit=move |_| pending.act.set(Act::Confirm.word().to_owned())>
            <input type="hidden" name="act" value=Act::Confirm.word()/>
            <TextField
                name="code"
                label=t!("factor-code")
                hint=t!("factor-code-hint")
                autocomplete="one-time-code"
                max=12
                bind=pending.code
                error=code_error(fault)
            />
            <Button kind=ButtonKind::Primary busy=action.pending()>{Act::Confirm.label()}</Button>
        </ActionForm>
    }
}

/// Shown this once.
#[component]
pub fn Codes(codes: Vec<String>) -> impl IntoView {
    (!codes.is_empty()).then(|| {
        let lines = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
        view! {
            <Banner kind=BannerKind::Success>{t!("factor-codes-made")}</Banner>
            <ol class="recovery-codes" aria-label=t!("factor-codes")>{lines}</ol>
        }
    })
}
