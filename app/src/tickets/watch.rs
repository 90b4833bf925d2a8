//! A ticket's page hears of changes, and says when it cannot any more.

use leptos::leptos_dom::helpers::window_event_listener_untyped;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Fault, paths};
use web_sys::VisibilityState;

use super::state::TicketState;
use crate::live::{Change, use_events};
use crate::t;
use crate::ui::{Banner, BannerKind, Button};
use crate::words::fault_message;

#[component]
pub fn Watch(state: TicketState) -> impl IntoView {
    // A page that nobody looks at must not say that the reply was read.
    let missed = StoredValue::new(false);
    let refresh = move || {
        if document().visibility_state() == VisibilityState::Hidden {
            missed.set_value(true);
        } else {
            missed.set_value(false);
            spawn_local(state.refresh());
        }
    };
    Effect::new(move |_| {
        let handle = window_event_listener_untyped("visibilitychange", move |_| {
            if missed.try_get_value() == Some(true) {
                refresh();
            }
        });
        on_cleanup(move || handle.remove());
    });
    view! {
        {move || {
            state.listening.get();
            view! { <Stream state refresh=Callback::new(move |()| refresh())/> }
        }}
        {move || state.trouble.get().map(|fault| view! { <Trouble state fault/> })}
    }
}

#[component]
fn Stream(state: TicketState, refresh: Callback<()>) -> impl IntoView {
    let ticket = state.id.to_string();
    use_events(paths::portal_events(&state.slug()), move |change| match change {
        Change::Ticket(changed) if changed != ticket => {}
        // At the end, the answer says why.
        _ => refresh.run(()),
    });
}

#[component]
fn Trouble(state: TicketState, fault: Fault) -> impl IntoView {
    let (words, signed_out) = match &fault {
        Fault::SignedOut => (t!("ticket-signed-out"), true),
        Fault::NotFound => (t!("ticket-gone"), false),
        fault => (fault_message(fault), false),
    };
    view! {
        <Banner kind=BannerKind::Warning>
            <p>{words}</p>
            {signed_out.then(|| view! { <Button on_click=move |_| state.ask_to_sign_in(None)>{t!("sign-in")}</Button> })}
        </Banner>
    }
}
