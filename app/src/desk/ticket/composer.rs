//! Answering. Reply and internal comment are two forms with two texts: what is written for the team cannot be sent to a
//! customer by a slip. Which one is shown is a pair of radio buttons and CSS, so it needs no script.

use std::time::Duration;

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::helpdesk::{StaffTicket, TicketContact};
use model::tickets::Turn;

use super::calls::{TicketAnswer, TicketComment, answer_draft, staff_previewed};
use super::fold::Fold;
use crate::desk::keep::Kept;
use crate::staff_words::stage_label;
use crate::t;
use crate::ui::editor::Preview;
use crate::ui::form::{new_key, on_success};
use crate::ui::{Button, ButtonKind, FaultBanner, Icon, MarkdownEditor, SelectField, SelectOption, field_error, use_fault};

/// How long nothing must be typed before it is kept.
const PAUSE: Duration = Duration::from_millis(900);

#[component]
pub fn Composer(ticket: Kept<StaffTicket>, draft: String) -> impl IntoView {
    let fold = Fold::new();
    view! {
        <section
            class="composer no-print"
            class:composer-folded=move || fold.folded.get()
            aria-label=t!("desk-ticket-answer")
            on:focusin=move |event| fold.enter(&event)
            on:focusout=move |_| fold.leave()
        >
            <fieldset class="composer-modes">
                <legend class="visually-hidden">{t!("desk-ticket-mode")}</legend>
                <label class="composer-mode">
                    <input
                        type="radio"
                        name="mode"
                        id="mode-reply"
                        value="reply"
                        checked=true
                        autocomplete="off"
                        aria-keyshortcuts="r"
                        data-focus="editor-reply"
                    />
                    <Icon name="reply"/>
                    <span>{t!("desk-ticket-reply")}</span>
                </label>
                <label class="composer-mode composer-mode-internal">
                    <input
                        type="radio"
                        name="mode"
                        id="mode-comment"
                        value="comment"
                        autocomplete="off"
                        aria-keyshortcuts="c"
                        data-focus="editor-comment"
                    />
                    <Icon name="lock"/>
                    <span>{t!("desk-ticket-internal")}</span>
                </label>
            </fieldset>
            <Reply ticket draft/>
            <Comment ticket/>
        </section>
    }
}

#[component]
fn Reply(ticket: Kept<StaffTicket>, draft: String) -> impl IntoView {
    let id = ticket.data.with_untracked(|ticket| ticket.id);
    let action = ServerAction::<TicketAnswer>::new();
    let fault = use_fault(action);
    let (text, key) = (RwSignal::new(draft), RwSignal::new(new_key()));
    let saved = keep_draft(ticket, text);
    let show = use_show_own(ticket);
    on_success(action, move |_| {
        text.set(String::new());
        key.set(new_key());
        show.set(true);
        ticket.again();
    });
    let to = ticket.part(|ticket| ticket.contacts.clone());
    let stages = ticket.part(|ticket| (ticket.stages.clone(), ticket.turn));
    let stage = move || {
        let (stages, turn) = stages.get();
        let usual = stages.iter().find(|stage| turn.is_open() && stage.turn == Turn::Contact);
        let usual = match usual {
            Some(stage) => t!("desk-ticket-stage-usual", "stage" => stage_label(stage.label.clone())),
            None => t!("desk-ticket-stage-same"),
        };
        let mut options = vec![SelectOption::new("", usual)];
        options.extend(stages.into_iter().map(|stage| SelectOption::new(stage.id.to_string(), stage_label(stage.label))));
        view! { <SelectField name="stage" label=t!("desk-ticket-then") options/> }
    };
    view! {
        <ActionForm action attr:class="composer-form composer-reply" attr:novalidate="">
            <FaultBanner fault fields=&["text"]/>
            <input type="hidden" name="ticket" value=id.to_string()/>
            <input type="hidden" name="key" value=move || key.get()/>
            <MarkdownEditor
                name="reply"
                label=t!("desk-ticket-reply-label")
                placeholder=t!("desk-ticket-reply-label")
                bare=true
                bind=text
                preview=preview()
                error=field_error(fault, "text")
            />
            {move || to.with(Vec::is_empty).then(|| view! { <p class="hint composer-nobody">{t!("desk-ticket-nobody")}</p> })}
            <div class="composer-foot">
                {stage}
                <span class="hint composer-saved" role="status">{move || saved.get().then(|| t!("desk-draft-saved"))}</span>
                <Button kind=ButtonKind::Primary busy=action.pending()>{move || to.with(|to| send_label(to))}</Button>
            </div>
        </ActionForm>
    }
}

fn preview() -> Preview {
    Action::new(|text: &String| {
        let asked = staff_previewed(text.clone());
        async move { asked.await.flatten() }
    })
}

/// Brings what one has just sent into sight, once it stands in the conversation. What others write moves nothing.
fn use_show_own(ticket: Kept<StaffTicket>) -> RwSignal<bool> {
    let show = RwSignal::new(false);
    let length = ticket.part(|ticket| ticket.entries.len());
    Effect::new(move |_| {
        length.track();
        if show.get_untracked() {
            show.set(false);
            request_animation_frame(|| {
                if let Some(latest) = document().get_element_by_id("latest") {
                    latest.scroll_into_view_with_bool(false);
                }
            });
        }
    });
    show
}

/// Says where the reply goes.
fn send_label(to: &[TicketContact]) -> String {
    match to.split_first() {
        Some((first, others)) => {
            let who = first.email.as_ref().unwrap_or(&first.name);
            t!("desk-ticket-send-to", "who" => who, "n" => others.len())
        }
        None => t!("desk-ticket-send"),
    }
}

/// Keeps the reply on the server while it is typed. Answers whether all of it is there.
fn keep_draft(ticket: Kept<StaffTicket>, text: RwSignal<String>) -> RwSignal<bool> {
    let id = ticket.data.with_untracked(|ticket| ticket.id);
    let saved = RwSignal::new(false);
    let save = Action::new(move |text: &String| {
        let text = text.clone();
        async move { answer_draft(id, text.clone()).await.flatten().map(|()| text) }
    });
    // What stands there when the time comes; nothing, after it was sent.
    let mut later = debounce(PAUSE, move |()| {
        save.dispatch(text.get_untracked());
    });
    Effect::new(move |before: Option<String>| {
        let now = text.get();
        if before.is_some_and(|before| before != now) {
            saved.set(false);
            later(());
        }
        now
    });
    // What this page showed as the draft was sent from another one: it is not to be sent twice.
    let draft = ticket.part(|ticket| ticket.draft.clone());
    Effect::new(move |before: Option<String>| {
        let now = draft.get();
        if now.is_empty() && before.is_some_and(|before| text.with_untracked(|text| *text == before)) {
            text.set(String::new());
        }
        now
    });
    Effect::new(move |_| {
        if let Some(Ok(kept)) = save.value().get() {
            saved.set(!kept.is_empty() && text.with_untracked(|text| *text == kept));
        }
    });
    saved
}

#[component]
fn Comment(ticket: Kept<StaffTicket>) -> impl IntoView {
    let id = ticket.data.with_untracked(|ticket| ticket.id);
    let action = ServerAction::<TicketComment>::new();
    let fault = use_fault(action);
    let (text, key) = (RwSignal::new(String::new()), RwSignal::new(new_key()));
    let show = use_show_own(ticket);
    on_success(action, move |_| {
        text.set(String::new());
        key.set(new_key());
        show.set(true);
        ticket.again();
    });
    view! {
        <ActionForm action attr:class="composer-form composer-comment" attr:novalidate="">
            <FaultBanner fault fields=&["text"]/>
            <input type="hidden" name="ticket" value=id.to_string()/>
            <input type="hidden" name="key" value=move || key.get()/>
            <MarkdownEditor
                name="comment"
                label=t!("desk-ticket-comment-label")
                placeholder=t!("desk-ticket-comment-label")
                bare=true
                internal=true
                bind=text
                preview=preview()
                error=field_error(fault, "text")
            />
            <div class="composer-foot">
                <span class="hint">{t!("desk-ticket-comment-hint")}</span>
                <Button busy=action.pending()>{t!("desk-ticket-comment-add")}</Button>
            </div>
        </ActionForm>
    }
}
