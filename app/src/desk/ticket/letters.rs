//! What became of the letters about an entry, under it. Staff read it; customers never do.

use leptos::prelude::*;
use model::helpdesk::StaffTicket;
use model::mail::{LetterKind, LetterState, MailProblem, TicketLetter};
use model::{MessageId, Timestamp};

use crate::desk::keep::Kept;
use crate::letter_words::{is_wanted, kind_label, problem_label};
use crate::locale::clock::{Clock, exact, of_day};
use crate::t;
use crate::ui::Icon;

/// Changes while the page is open: the server tells of each attempt.
#[component]
pub fn Sent(ticket: Kept<StaffTicket>, message: MessageId) -> impl IntoView {
    let of_message = move |ticket: &StaffTicket| -> Vec<TicketLetter> {
        ticket.letters.iter().filter(|letter| letter.message == message).cloned().collect()
    };
    let letters = ticket.part(of_message);
    let clock = Clock::of_page();
    move || {
        let letters = letters.get();
        let several = letters.len() > 1;
        let line = |letter: TicketLetter| view! { <Line letter several clock/> };
        (!letters.is_empty()).then(|| view! { <div class="entry-letters">{letters.into_iter().map(line).collect_view()}</div> })
    }
}

#[component]
fn Line(letter: TicketLetter, several: bool, clock: Clock) -> impl IntoView {
    let class = match &letter.state {
        LetterState::Failed { problem, .. } if !is_wanted(problem) => "entry-letter entry-letter-failed",
        _ => "entry-letter",
    };
    // Under the customer's own words it has to be said what was sent.
    let acknowledges = letter.message == MessageId(0);
    let state = letter.state;
    view! {
        <p class=class>
            <Icon name="mail"/>
            <span>
                {acknowledges.then(|| format!("{}: ", kind_label(Some(LetterKind::TicketReceived))))}
                {several.then(|| view! { <bdi>{letter.to}</bdi> ": " })}
                {move || sentence(&state, &|at| time(at, clock))}
            </span>
        </p>
    }
}

/// The time of day, with its day unless it is today.
fn time(at: Timestamp, clock: Clock) -> String {
    let reading = clock.read();
    if (reading.now.0 - at.0).abs() < 12 * Timestamp::HOUR { of_day(at, &reading) } else { exact(at, &reading) }
}

fn sentence(state: &LetterState, time: &dyn Fn(Timestamp) -> String) -> String {
    match state {
        LetterState::Sent(at) => t!("letter-line-sent", "time" => time(*at)),
        LetterState::Waiting { problem: Some(MailProblem::NotSetUp), .. } => {
            t!("letter-line-not-sent", "problem" => problem_label(&MailProblem::NotSetUp))
        }
        LetterState::Waiting { problem: Some(problem), next } => {
            t!("letter-line-waits", "problem" => problem_label(problem), "time" => time(*next))
        }
        LetterState::Waiting { problem: None, .. } => t!("letter-line-soon"),
        LetterState::Held => t!("mail-said-held"),
        LetterState::Failed { problem, .. } if is_wanted(problem) => {
            t!("letter-line-not-sent", "problem" => problem_label(problem))
        }
        LetterState::Failed { problem, .. } => t!("letter-line-failed", "problem" => problem_label(problem)),
    }
}
