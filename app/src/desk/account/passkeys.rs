//! A staff member's passkeys. Making one needs script; the list and its buttons do not.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::passkeys::PasskeyRow;
use model::{Answer, Fault, PasskeyId, paths};
use serde::{Deserialize, Serialize};

use super::second_factor::Codes;
use crate::desk::passkey::{self, Ask, NoPasskey};
use crate::desk::proof::{Proof, use_proof_asked, without_question};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::{kept, on_success, use_hydrated};
use crate::ui::{Banner, BannerKind, Button, ButtonKind, FaultBanner, TextField, Time, field_error, loaded, use_fault};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Shown {
    rows: Vec<PasskeyRow>,
    possible: bool,
}

#[server(prefix = "/api", endpoint = "staff/passkeys")]
async fn passkeys_read() -> Result<Answer<Shown>, Fault> {
    crate::seam::answer(async {
        let desk = crate::seam::staff().await?;
        Ok(Shown { rows: desk.passkeys().await?, possible: desk.passkeys_are_possible() })
    })
    .await
}

/// Answers what the browser is to be asked.
#[server(prefix = "/api", endpoint = "staff/passkeys/begin")]
async fn passkey_begun(#[server(default)] proof: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        crate::seam::staff().await?.prove(&proof).await?;
        // With the proof that was just given.
        crate::seam::staff().await?.begin_passkey().await
    })
    .await
}

/// Answers recovery codes, if there are new ones.
#[server(prefix = "/api", endpoint = "staff/passkeys/add")]
async fn passkey_added(name: String, answer: String) -> Result<Answer<Vec<String>>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.add_passkey(&name, &answer).await }).await
}

#[server(prefix = "/api", endpoint = "staff/passkeys/remove")]
async fn passkey_removed(passkey: PasskeyId, #[server(default)] proof: String) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        crate::seam::keep_typed(&[("passkey", &passkey.to_string())]);
        crate::seam::staff().await?.prove(&proof).await?;
        // With the proof that was just given.
        crate::seam::staff().await?.remove_passkey(passkey).await?;
        crate::seam::redirect(paths::DESK_ACCOUNT);
        Ok(())
    })
    .await
}

#[component]
pub fn Passkeys() -> impl IntoView {
    let shown = fetch(|| (), |()| passkeys_read());
    let (remove, add) = (ServerAction::<PasskeyRemoved>::new(), ServerAction::<PasskeyAdded>::new());
    let removing = RwSignal::new(kept("passkey").unwrap_or_default());
    on_success(remove, move |()| shown.refetch());
    on_success(add, move |_| shown.refetch());
    let codes = move || match add.value().get() {
        Some(Ok(Ok(codes))) => view! { <Codes codes/> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <section class="account-part">
            <h2>{t!("passkeys-title")}</h2>
            <p class="hint">{t!("passkeys-hint")}</p>
            {codes}
            {loaded(shown, move |shown| view! { <List shown remove removing/> }.into_any())}
            <Adding add/>
        </section>
    }
}

#[component]
fn List(shown: Shown, remove: ServerAction<PasskeyRemoved>, removing: RwSignal<String>) -> impl IntoView {
    let fault = use_fault(remove);
    let asked = use_proof_asked(fault);
    let rows = StoredValue::new(shown.rows);
    let list = move || {
        let lines = rows.get_value().into_iter().map(|row| view! { <Row row remove removing/> }).collect_view();
        (!rows.with_value(Vec::is_empty)).then(|| view! { <ul class="sessions" aria-label=t!("passkeys-title")>{lines}</ul> })
    };
    view! {
        <FaultBanner fault=without_question(fault) fields=&["proof"]/>
        {move || match asked.get() {
            true => view! { <Question remove fault removing/> }.into_any(),
            false => list().into_any(),
        }}
        {(!shown.possible).then(|| view! { <p class="hint">{t!("passkeys-no-name")}</p> })}
    }
}

#[component]
fn Question(remove: ServerAction<PasskeyRemoved>, fault: Signal<Option<Fault>>, removing: RwSignal<String>) -> impl IntoView {
    view! {
        <ActionForm action=remove attr:class="form" attr:novalidate="">
            <input type="hidden" name="passkey" value=removing.get_untracked()/>
            <Proof fault/>
            <div class="cluster">
                <Button kind=ButtonKind::Danger busy=remove.pending()>{t!("passkeys-remove")}</Button>
                <a class="button button-quiet" href=paths::DESK_ACCOUNT rel="external">{t!("desk-cancel")}</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn Row(row: PasskeyRow, remove: ServerAction<PasskeyRemoved>, removing: RwSignal<String>) -> impl IntoView {
    let (id, said) = (row.id.to_string(), t!("passkeys-remove-which", "name" => &row.name));
    let note = id.clone();
    view! {
        <li class="session">
            <div class="session-what">
                <strong><bdi>{row.name}</bdi></strong>
                <span class="hint">
                    {t!("passkeys-added")} " " <Time at=row.created_at/>
                    {row.used_at.map(|at| view! { " · " {t!("passkeys-used")} " " <Time at/> })}
                </span>
            </div>
            <ActionForm action=remove on:submit=move |_| removing.set(note.clone())>
                <input type="hidden" name="passkey" value=id/>
                <button type="submit" class="button" aria-label=said>{t!("passkeys-remove")}</button>
            </ActionForm>
        </li>
    }
}

/// A name, then the browser's own question. Only where there is script and the browser can.
#[component]
fn Adding(add: ServerAction<PasskeyAdded>) -> impl IntoView {
    let begin = ServerAction::<PasskeyBegun>::new();
    let (fault, kept_fault) = (use_fault(begin), use_fault(add));
    let (name, none, hydrated) = (RwSignal::new(String::new()), RwSignal::new(None::<NoPasskey>), use_hydrated());
    on_success(begin, move |options| {
        spawn_local(async move {
            match passkey::ask(Ask::Create, &options).await {
                Ok(answer) => drop(add.dispatch(PasskeyAdded { name: name.get_untracked(), answer })),
                Err(why) => none.set(Some(why)),
            }
        });
    });
    on_success(add, move |_| name.set(String::new()));
    let form = move || {
        view! {
            <FaultBanner fault=without_question(fault) fields=&["proof"]/>
            <FaultBanner fault=kept_fault fields=&["name"]/>
            {move || none.get().map(|why| {
                let words = if why == NoPasskey::There { t!("passkeys-there") } else { t!("passkeys-given-up") };
                view! { <Banner kind=BannerKind::Warning>{words}</Banner> }
            })}
            <ActionForm action=begin attr:class="form" attr:novalidate="" on:submit=move |_| none.set(None)>
                <TextField
                    name="passkey_name"
                    label=t!("passkeys-name")
                    hint=t!("passkeys-name-hint")
                    autocomplete="off"
                    bind=name
                    error=field_error(kept_fault, "name")
                />
                <Proof fault/>
                <Button busy=begin.pending()>{t!("passkeys-add")}</Button>
            </ActionForm>
        }
    };
    move || (hydrated.get() && passkey::are_possible()).then(form)
}
