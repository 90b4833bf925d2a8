//! The reply box. What is typed in it survives: a refusal, the end of the session, no network, another device.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use model::text::bounded;
use model::tickets::{Posted, ReplyAbility, TEXT_MAX};
use model::{Answer, Fault, Problem, TicketId, paths};

use super::drafts::Drafts;
use super::head::Address;
use super::preview::use_preview;
use super::state::TicketState;
use crate::layout::Customer;
use crate::t;
use crate::ui::form::{focus_invalid, instant_error, new_key, on_success};
use crate::ui::{Banner, BannerKind, Button, ButtonKind, MarkdownEditor, toast, use_fault};
use crate::words::{fault_message, reply_note};

#[server(prefix = "/api", endpoint = "tickets/reply")]
async fn ticket_replied(slug: String, ticket: TicketId, text: String, key: String) -> Result<Answer<Posted>, Fault> {
    crate::seam::answer(async move {
        let desk = crate::seam::customer(&slug).await?;
        let reply = model::tickets::NewReply { text, key };
        match desk.reply(ticket, &reply).await {
            Ok(posted) => {
                crate::seam::leave_for(&format!("{}#entry-{}", paths::portal_ticket(&slug, posted.ticket), posted.message));
                Ok(posted)
            }
            Err(fault) => {
                // Without script the page comes again, and finds what was typed as the draft; if it was too long, its start.
                let _ = desk.save_reply_draft(ticket, model::text::start_of(&reply.text, TEXT_MAX)).await;
                Err(fault)
            }
        }
    })
    .await
}

#[server(prefix = "/api", endpoint = "tickets/reply-draft")]
async fn reply_draft_saved(slug: String, ticket: TicketId, text: String) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::customer(&slug).await?.save_reply_draft(ticket, &text).await }).await
}

#[component]
pub fn Reply(state: TicketState) -> impl IntoView {
    let ability = Memo::new(move |_| state.ticket.with(|ticket| ticket.abilities.reply));
    let text = RwSignal::new(state.ticket.with_untracked(|ticket| ticket.draft.clone()));
    // Known beforehand: the last save comes when the page's own state is gone.
    let (slug, id) = (state.slug(), state.id);
    let drafts = Drafts::new(move |(_, text)| {
        let saved = reply_draft_saved(slug.clone(), id, text);
        Box::pin(async move { saved.await.flatten() })
    });
    let silent = Memo::new(move |_| ability.get() == ReplyAbility::No);
    drafts.follow(move || (String::new(), text.get()));
    // What this page showed as the draft was sent from another one: it is not to be sent twice.
    let draft = Memo::new(move |_| state.ticket.with(|ticket| ticket.draft.clone()));
    Effect::new(move |before: Option<String>| {
        let now = draft.get();
        if now.is_empty() && before.is_some_and(|before| text.with_untracked(|text| *text == before)) {
            text.set(String::new());
        }
        now
    });
    view! {
        // What else may change about it must not make the form anew.
        {move || if silent.get() {
            view! { <NoReply/> }.into_any()
        } else {
            view! { <ReplyForm state text drafts ability/> }.into_any()
        }}
    }
}

/// Why there is no reply box.
#[component]
fn NoReply() -> impl IntoView {
    let customer = Customer::here();
    let words = Suspend::new(async move {
        if customer.is_view_only().await { Some(t!("refusal-view-only")) } else { reply_note(ReplyAbility::No) }
    });
    view! { <p class="reply-none hint">{words}</p> }
}

#[component]
fn ReplyForm(state: TicketState, text: RwSignal<String>, drafts: Drafts, ability: Memo<ReplyAbility>) -> impl IntoView {
    let action = ServerAction::<TicketReplied>::new();
    let (fault, left) = (use_fault(action), RwSignal::new(false));
    let key = RwSignal::new(new_key());
    // The text as it was sent last. A changed one is another reply and gets another key: the first may have arrived.
    let sent = StoredValue::new(None::<String>);
    let send = Callback::new(move |()| {
        let typed = text.get_untracked();
        left.set(true);
        if check(&typed).is_err() {
            return focus_invalid();
        }
        if action.pending().get_untracked() {
            return;
        }
        if sent.with_value(|sent| sent.as_ref().is_some_and(|sent| *sent != typed)) {
            key.set(new_key());
        }
        sent.set_value(Some(typed.clone()));
        action.dispatch(TicketReplied { slug: state.slug(), ticket: state.id, text: typed, key: key.get_untracked() });
    });
    Effect::new(move |_| {
        if fault.get() == Some(Fault::SignedOut) {
            state.ask_to_sign_in(Some(send));
        }
    });
    let navigate = use_navigate();
    on_success(action, move |posted: Posted| {
        let said = sent.try_update_value(Option::take).flatten().unwrap_or_default();
        drafts.sent();
        key.set(new_key());
        left.set(false);
        // What was typed while it was on its way is the next reply.
        text.update(|text| *text = text.strip_prefix(&said).map(str::trim_start).unwrap_or(text).to_owned());
        if posted.ticket == state.id {
            spawn_local(shown_as_sent(state, posted));
        } else {
            toast(t!("ticket-filed-linked"));
            navigate(&paths::portal_ticket(&state.slug(), posted.ticket), NavigateOptions::default());
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    view! {
        <div class="reply no-print" class:reply-typed=move || !text.with(String::is_empty)>
            <ReplyFault state fault send/>
            <form method="post" action=TicketReplied::url() novalidate="" on:submit=submit>
                <Address state/>
                <input type="hidden" name="key" value=move || key.get()/>
                <MarkdownEditor
                    name="text"
                    label=t!("ticket-reply")
                    placeholder=t!("ticket-reply-placeholder")
                    bare=true
                    rows=2
                    bind=text
                    preview=use_preview(&state.slug())
                    error=instant_error(fault, "text", text, left, check)
                />
                <div class="reply-actions">
                    <p class="hint">{move || reply_note(ability.get()).or_else(|| drafts.note())}</p>
                    <Button kind=ButtonKind::Primary busy=action.pending()>{move || verb(ability.get())}</Button>
                </div>
            </form>
        </div>
    }
}

fn check(text: &str) -> Result<(), Problem> {
    bounded(text, 1, TEXT_MAX).map(drop)
}

fn verb(ability: ReplyAbility) -> String {
    match ability {
        ReplyAbility::Posts | ReplyAbility::No => t!("ticket-send"),
        ReplyAbility::PostsAndReopens => t!("ticket-send-reopen"),
        ReplyAbility::FilesLinkedTicket => t!("ticket-send-linked"),
    }
}

/// Why it was not sent, above the text, with the way out. A problem of the text stands at the text.
#[component]
fn ReplyFault(state: TicketState, fault: Signal<Option<Fault>>, send: Callback<()>) -> impl IntoView {
    move || {
        let fault = fault.get().filter(|fault| fault.problem_of("text").is_none())?;
        let way_out = match &fault {
            Fault::SignedOut => Some((t!("sign-in"), Callback::new(move |_| state.ask_to_sign_in(Some(send))))),
            Fault::Offline | Fault::Busy { .. } | Fault::Internal { .. } => {
                Some((t!("try-again"), Callback::new(move |_| send.run(()))))
            }
            _ => None,
        };
        Some(view! {
            <Banner kind=BannerKind::Danger>
                <p>{fault_message(&fault)}</p>
                {way_out.map(|(words, act)| view! { <Button on_click=act>{words}</Button> })}
            </Banner>
        })
    }
}

async fn shown_as_sent(state: TicketState, posted: Posted) {
    state.refresh().await;
    state.said.try_set(if posted.reopened { t!("ticket-sent-reopened") } else { t!("ticket-sent") });
    request_animation_frame(move || {
        if let Some(entry) = document().get_element_by_id(&format!("entry-{}", posted.message)) {
            entry.scroll_into_view_with_bool(false);
        }
    });
}
