//! Where one is on a way of several steps. Steps that were reached can be gone back to.

use leptos::prelude::*;

use crate::t;
use crate::ui::Icon;

pub struct Step {
    pub label: String,
    /// `None` for steps that are not reached yet.
    pub href: Option<String>,
    pub done: bool,
    pub current: bool,
}

#[component]
pub fn Stepper(steps: Vec<Step>) -> impl IntoView {
    let steps = steps.into_iter().enumerate().map(|(at, step)| {
        let state = match (step.current, step.done) {
            (true, _) => "step step-current",
            (false, true) => "step step-done",
            (false, false) => "step",
        };
        let inside = view! {
            <span class="step-number" aria-hidden="true">
                {match step.done && !step.current {
                    true => view! { <Icon name="check"/> }.into_any(),
                    false => (at + 1).into_any(),
                }}
            </span>
            <span>{step.label}</span>
            {(step.done && !step.current).then(|| view! { <span class="visually-hidden">{t!("step-is-done")}</span> })}
        };
        let current = step.current.then_some("step");
        view! {
            <li class=state>
                {match step.href {
                    Some(href) => view! { <a href=href aria-current=current>{inside}</a> }.into_any(),
                    None => view! { <span aria-current=current>{inside}</span> }.into_any(),
                }}
            </li>
        }
    });
    view! { <nav aria-label=t!("steps")><ol class="stepper">{steps.collect_view()}</ol></nav> }
}
