//! The server's side: desks, answers, cookies, redirects, statuses.

use std::sync::Arc;

use axum::http::header::{ACCEPT, COOKIE, HeaderValue, LOCATION, REFERER, RETRY_AFTER, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use leptos::nonce::Nonce;
use leptos::prelude::*;
use leptos::server_fn::error::ServerFnUrlError;
use leptos_axum::ResponseOptions;
use model::desk::{CustomerDesk, Reception, StaffDesk, VisitorDoor};
use model::people::{Admission, StaffDoor};
use model::properties::{Values, field_of};
use model::second_factor::StepTicket;
use model::{Answer, Fault};

fn reception() -> Result<Arc<dyn Reception>, Fault> {
    use_context().ok_or(Fault::Internal { reference: String::new() })
}

/// The portal at this request's host and slug, before anybody is known.
pub async fn portal(slug: &str) -> Result<Arc<dyn VisitorDoor>, Fault> {
    reception()?.portal(slug).await
}

/// The desk of the signed-in contact.
pub async fn customer(slug: &str) -> Result<Arc<dyn CustomerDesk>, Fault> {
    reception()?.customer(slug).await
}

pub async fn staff_door() -> Result<Arc<dyn StaffDoor>, Fault> {
    reception()?.staff_door().await
}

/// The desk of the signed-in staff member.
pub async fn staff() -> Result<Arc<dyn StaffDesk>, Fault> {
    reception()?.staff().await
}

/// Wraps the work of a server function. A script hears of a refusal inside a successful answer, so the browser's
/// console stays empty; a form that was posted without script gets it as the transport's error, which is what
/// sends the browser back to the form with the fault in its address.
pub async fn answer<T>(work: impl Future<Output = Result<T, Fault>>) -> Result<Answer<T>, Fault> {
    // Looked up first: after the work, another task may be running on this thread.
    let (reception, plain_form) = (reception(), is_plain_form());
    let outcome = work.await.map_err(|fault| match (fault, reception) {
        (fault @ Fault::Internal { .. }, Ok(reception)) => reception.note(fault),
        (fault, _) => fault,
    });
    match outcome {
        Err(fault) if plain_form => {
            send_back(&fault);
            Err(fault)
        }
        outcome => Ok(outcome),
    }
}

/// To the page that the form stands on, with the fault in its address. The library does this too, but leaves the faults
/// of earlier attempts in.
fn send_back(fault: &Fault) {
    let Some(request) = use_context::<Parts>() else { return };
    let mut page = request.headers.get(REFERER).and_then(|value| value.to_str().ok()).unwrap_or("/").to_owned();
    ServerFnUrlError::<Fault>::strip_error_info(&mut page);
    if let Ok(mut url) = ServerFnUrlError::new(request.uri.path(), fault.clone()).to_url(&page) {
        if let Some(Kept(fields)) = use_context::<Kept>() {
            let is_old = |name: &str| fields.iter().any(|(field, _)| *field == name);
            let others: Vec<(String, String)> =
                url.query_pairs().filter(|(name, _)| !is_old(name)).map(|(name, value)| (name.into(), value.into())).collect();
            url.query_pairs_mut().clear().extend_pairs(others).extend_pairs(&fields);
        }
        leptos_axum::redirect(url.as_str());
    }
}

#[derive(Clone, Default)]
struct Kept(Vec<(String, String)>);

/// From a server function, before its work: what was typed. If a form that was posted without script is refused, it goes
/// back in the page's address, beside the fault (`ui::form::kept`). For what is short and no secret.
pub fn keep_typed(fields: &[(&str, &str)]) {
    provide_context(Kept(fields.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect()));
}

/// The same, for values of properties; beside what is kept already.
pub fn keep_values(values: &Values) {
    let Kept(mut kept) = use_context().unwrap_or_default();
    kept.extend(values.iter().map(|(property, value)| (field_of(property), value.clone())));
    provide_context(Kept(kept));
}

fn is_plain_form() -> bool {
    use_context::<Parts>().is_some_and(|request| {
        let accept = request.headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        request.method == Method::POST && accept.contains("text/html")
    })
}

/// Keeps a staff member's session in the browser; `None` ends it.
pub fn keep_staff(admission: Option<&Admission>) -> Result<(), Fault> {
    let reception = reception()?;
    set_cookie(&reception.staff_cookie(admission))?;
    know(&*reception, admission)
}

/// The browser is one of the account's from now on.
fn know(reception: &dyn Reception, admission: Option<&Admission>) -> Result<(), Fault> {
    admission.and_then(|admission| reception.known_cookie(admission)).map_or(Ok(()), |cookie| set_cookie(&cookie))
}

/// Keeps the ticket of a sign-in that is half done; `None` throws it away.
pub fn keep_step(ticket: Option<&StepTicket>) -> Result<(), Fault> {
    set_cookie(&reception()?.step_cookie(ticket))
}

/// Keeps a contact's session at a portal in the browser; `None` ends it.
pub async fn keep_contact(slug: &str, admission: Option<&Admission>) -> Result<(), Fault> {
    let reception = reception()?;
    let cookie = reception.portal_cookie(slug, admission).await?;
    set_cookie(&cookie)?;
    know(&*reception, admission)
}

fn set_cookie(cookie: &str) -> Result<(), Fault> {
    let value = HeaderValue::from_str(cookie).map_err(|_| Fault::Internal { reference: String::new() })?;
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(SET_COOKIE, value);
    }
    Ok(())
}

/// From a server function whose answer a plain form would throw away: kept for the page that the browser goes back to,
/// which takes it with [`shown_once`]. For what a script is simply answered.
pub fn show_once(value: &str) -> Result<(), Fault> {
    match use_context::<Parts>() {
        Some(request) if is_plain_form() => set_cookie(&once(&request, &leptos_router::location::Url::escape(value), 60)),
        _ => Ok(()),
    }
}

/// While a page is rendered: what [`show_once`] kept for it. It is gone then.
pub fn shown_once() -> Option<String> {
    let request = use_context::<Parts>()?;
    let name = format!("{}=", once_name(&request));
    let value = cookies(&request).find_map(|cookie| cookie.strip_prefix(&name))?.to_owned();
    // Fails for no value: it is a fixed text.
    let _ = set_cookie(&once(&request, "", 0));
    Some(leptos_router::location::Url::unescape(&value))
}

fn once(request: &Parts, value: &str, seconds: u32) -> String {
    let name = once_name(request);
    let secure = if name.starts_with("__Host-") { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}")
}

/// Where the sessions have the prefix this has it, too, and no other name is read: a neighbouring host could set one.
fn once_name(request: &Parts) -> &'static str {
    if cookies(request).any(|cookie| cookie.starts_with("__Host-")) { "__Host-once" } else { "once" }
}

fn cookies(request: &Parts) -> impl Iterator<Item = &str> {
    request.headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|line| line.split(';')).map(str::trim)
}

/// From a server function: on to another page of the same area. Scripts follow it without loading a new document.
pub fn redirect(path: &str) {
    leptos_axum::redirect(path);
}

/// From a server function: the address to leave for with a new document, because who is signed in, or the language,
/// has changed. A plain form is sent there; a script gets the address and goes (`ui::form::leave_on_success`).
pub fn leave_for(path: &str) -> String {
    if is_plain_form() {
        leptos_axum::redirect(path);
    }
    path.to_owned()
}

/// While a page is rendered on the server: go elsewhere instead.
pub fn turn_away(path: &str) {
    // Not `leptos_axum::redirect`: that one redirects only those who say that they want HTML.
    let Some(response) = use_context::<ResponseOptions>() else { return };
    if let Ok(location) = HeaderValue::from_str(path) {
        response.insert_header(LOCATION, location);
        response.set_status(StatusCode::FOUND);
    }
}

/// While a page is rendered on the server: what the response's status says about a fault.
pub fn set_status_of(fault: &Fault) {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    response.set_status(status_of(fault));
    if let Fault::Busy { retry_after_seconds } = fault {
        response.insert_header(RETRY_AFTER, HeaderValue::from(*retry_after_seconds));
    }
}

/// What a response's status says about a fault.
pub fn status_of(fault: &Fault) -> StatusCode {
    match fault {
        Fault::NotFound => StatusCode::NOT_FOUND,
        Fault::SignedOut => StatusCode::UNAUTHORIZED,
        Fault::Refused(_) => StatusCode::FORBIDDEN,
        Fault::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Fault::Busy { .. } | Fault::Offline => StatusCode::SERVICE_UNAVAILABLE,
        Fault::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// 128 random bits, as a form's key.
pub fn random_key() -> String {
    let nonce = Nonce::new().to_string();
    nonce.chars().map(|character| if character.is_ascii_alphanumeric() { character } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_with(cookie: &str) -> Parts {
        axum::http::Request::builder().header(COOKIE, cookie).body(()).unwrap().into_parts().0
    }

    #[test]
    fn what_is_shown_once_is_of_this_host_only_where_the_session_is() {
        let secure = asked_with("once=planted; __Host-portico-staff=s");
        assert_eq!(once_name(&secure), "__Host-once");
        assert_eq!(once(&secure, "v", 60), "__Host-once=v; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure");
        assert_eq!(once(&asked_with("portico-staff=s"), "", 0), "once=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
    }
}
