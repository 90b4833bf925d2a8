//! Forms: what a server function answered, told to the fields.
//!
//! All of it hangs on one signal, `fault`: what the last answer refused, if it did. It is the same with and without
//! script; without, the fault comes back in the page's address and the action starts with it.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use model::{Answer, Fault, Problem};
use wasm_bindgen::{JsCast, JsValue};

use super::{Banner, BannerKind};
use crate::words::{fault_message, problem_message};

/// Flattens an action's value.
pub fn outcome<T>(value: Option<Result<Answer<T>, Fault>>) -> Option<Result<T, Fault>> {
    value.map(Result::flatten)
}

/// What the action's last answer refused. After a refusal the first invalid field gets the focus.
pub fn use_fault<S, T>(action: ServerAction<S>) -> Signal<Option<Fault>>
where
    S: ServerFn<Output = Answer<T>, Error = Fault> + Clone + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    let value = action.value();
    let fault = Signal::derive(move || {
        value.with(|value| match value {
            Some(Err(fault) | Ok(Err(fault))) => Some(fault.clone()),
            _ => None,
        })
    });
    focus_on(fault);
    fault
}

fn focus_on(fault: Signal<Option<Fault>>) {
    Effect::new(move |_| {
        if matches!(fault.get(), Some(Fault::Invalid(_))) {
            focus_invalid();
        }
    });
}

/// Puts the focus on the first wrong field.
pub fn focus_invalid() {
    // The fields mark themselves in the same turn; look after it.
    request_animation_frame(|| {
        let invalid = document().query_selector("[aria-invalid=true]").ok().flatten();
        if let Some(control) = invalid.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = control.focus();
        }
    });
}

/// What is to be said beside a field.
pub fn field_error(fault: Signal<Option<Fault>>, field: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || fault.with(|fault| fault.as_ref().and_then(|fault| fault.problem_of(field)).map(problem_message)))
}

/// What is to be said beside a field that is checked while it is typed: what the server said about this very text, else
/// what `check` says of it, once the field was left.
pub fn instant_error(
    fault: Signal<Option<Fault>>,
    field: &'static str,
    text: RwSignal<String>,
    left: RwSignal<bool>,
    check: fn(&str) -> Result<(), Problem>,
) -> Signal<Option<String>> {
    let judged = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if fault.with(Option::is_some) {
            judged.set(Some(text.get_untracked()));
        }
    });
    Signal::derive(move || {
        let said = fault.with(|fault| fault.as_ref().and_then(|fault| fault.problem_of(field)).cloned());
        let unchanged = judged.with(|judged| judged.as_ref().is_none_or(|judged| text.with(|text| text == judged)));
        let found = if left.get() { text.with(|text| check(text).err()) } else { None };
        said.filter(|_| unchanged).or(found).map(|problem| problem_message(&problem))
    })
}

/// What is to be said above the fields: every fault that no field can show.
#[component]
pub fn FaultBanner(
    fault: Signal<Option<Fault>>,
    /// The form's own fields; a problem of any other field is said here too. `values[` stands for all that begin so.
    fields: &'static [&'static str],
) -> impl IntoView {
    let message = move || match fault.get()? {
        Fault::Invalid(errors) => {
            let own = |name: &str| fields.iter().any(|own| *own == name || own.ends_with('[') && name.starts_with(own));
            errors.iter().find(|error| !own(&error.field)).map(|error| problem_message(&error.problem))
        }
        fault => Some(fault_message(&fault)),
    };
    move || message().map(|message| view! { <Banner kind=BannerKind::Danger>{message}</Banner> })
}

/// What was typed before a refusal that came back without script (`seam::keep_typed`).
pub fn kept(field: &str) -> Option<String> {
    leptos_router::hooks::use_query_map().with_untracked(|query| query.get("__err").and_then(|_| query.get(field)))
}

/// When a server function answered with an address (`seam::leave_for`): go there with a new document.
pub fn leave_on_success<S>(action: ServerAction<S>)
where
    S: ServerFn<Output = Answer<String>, Error = Fault> + Clone + Send + Sync + 'static,
{
    let value = action.value();
    Effect::new(move |_| {
        if let Some(Ok(Ok(address))) = value.get() {
            leave(&address);
        }
    });
}

/// Goes to an address with a new document.
pub fn leave(address: &str) {
    if window().location().set_href(address).is_err() {
        leptos::logging::error!("cannot go to {address}");
    }
}

/// Runs `then` with what a server function answered, each time it answered without refusing.
pub fn on_success<S, T>(action: ServerAction<S>, then: impl Fn(T) + 'static)
where
    S: ServerFn<Output = Answer<T>, Error = Fault> + Clone + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    let value = action.value();
    Effect::new(move |_| {
        if let Some(Ok(Ok(answer))) = value.get() {
            then(answer);
        }
    });
}

/// Ties a text control to its signal. What was typed before the page was taken over is kept: a `prop:value` would put
/// the server's text over it.
pub fn bind_value(control: impl Fn() -> Option<JsValue> + 'static, text: RwSignal<String>) {
    Effect::new(move |adopted: Option<bool>| {
        // Not outside: the server has no such values, and stops at the attempt to make one.
        let value = JsValue::from_str("value");
        let wanted = text.get();
        let Some(control) = control() else { return false };
        let typed = js_sys::Reflect::get(&control, &value).ok().and_then(|value| value.as_string()).unwrap_or_default();
        if typed != wanted && adopted == Some(true) {
            // Fails only for an object that takes no values.
            let _ = js_sys::Reflect::set(&control, &value, &JsValue::from_str(&wanted));
        } else if typed != wanted {
            text.set(typed);
        }
        true
    });
}

/// False on the server and until the page has been taken over by script: for what only works with it.
pub fn use_hydrated() -> ReadSignal<bool> {
    let (hydrated, set_hydrated) = signal(false);
    Effect::new(move |_| set_hydrated.set(true));
    hydrated
}

/// Writes text to the clipboard; false where the browser does not allow it.
pub async fn copy(text: &str) -> bool {
    // There is no clipboard on a page that was not loaded securely.
    let navigator: JsValue = window().navigator().into();
    let there = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
    there && wasm_bindgen_futures::JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}

/// Selects the whole text of the input that got the focus.
pub fn select_all(event: &web_sys::FocusEvent) {
    if let Some(input) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        input.select();
    }
}

/// A key for one submission, made by the page: 128 random bits on both sides.
pub fn new_key() -> String {
    crate::seam::random_key()
}
