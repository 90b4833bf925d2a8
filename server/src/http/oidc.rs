//! The way to an identity provider and back, for customers and for staff. It begins with a form of a sign-in page and ends
//! at the address that is registered with the provider.
//!
//! Both answers are redirects. Whoever is not let in comes back to the sign-in page, which says why in the reader's language
//! and has the other ways in. Nothing of an answer is taken from the request's host or from what a provider put into the
//! address: not where to go, and not what is said.

use std::time::Duration;

use axum::Form;
use axum::extract::{FromRequest, Path, Query, Request, State};
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Begun, CameBack, Finished};
use model::identity::SignInEnd;
use model::{Fault, IdentityProviderId, paths};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::headers::trouble;
use super::reception::FrontDesk;
use super::router::Web;

/// For all calls of one step together: nobody looks at a blank tab for longer.
const PATIENCE: Duration = Duration::from_secs(8);

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    return_to: String,
}

/// What a provider adds to the address (RFC 6749, §4.1.2; RFC 9207). A word that stands there twice is an answer of nobody.
#[derive(Deserialize)]
pub struct Answer {
    #[serde(default)]
    state: String,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

impl Answer {
    fn from(request: &Request) -> Self {
        let read = Query::<Self>::try_from_uri(request.uri()).map(|Query(answer)| answer);
        read.unwrap_or(Self { state: String::new(), code: None, error: None, iss: None })
    }

    fn held_by(self, browser: Option<String>) -> CameBack {
        CameBack { state: self.state, code: self.code, error: self.error, issuer: self.iss, browser }
    }
}

pub async fn begin_at_portal(
    State(web): State<Web>,
    Path((slug, provider)): Path<(String, String)>,
    request: Request,
) -> Response {
    let desk = FrontDesk::of(&web, &request);
    let (asked, browser) = (asked(request).await, desk.single_sign_on_secret());
    let begun = async {
        let place = desk.portal_place(&slug).await?;
        place.begin_single_sign_on(id(&provider)?, &asked.return_to, browser.as_deref()).await
    };
    to_provider(&desk, Some(&slug), &asked.return_to, in_time(begun, Begun::Not(SignInEnd::Unavailable)).await)
}

pub async fn begin_for_staff(State(web): State<Web>, Path(provider): Path<String>, request: Request) -> Response {
    let desk = FrontDesk::of(&web, &request);
    let (asked, browser) = (asked(request).await, desk.single_sign_on_secret());
    let begun = async { desk.staff_place()?.begin_single_sign_on(id(&provider)?, &asked.return_to, browser.as_deref()).await };
    to_provider(&desk, None, &asked.return_to, in_time(begun, Begun::Not(SignInEnd::Unavailable)).await)
}

pub async fn end_at_portal(State(web): State<Web>, Path(slug): Path<String>, request: Request) -> Response {
    let desk = FrontDesk::of(&web, &request);
    let came = Answer::from(&request).held_by(desk.single_sign_on_secret());
    let finished = async { desk.portal_place(&slug).await?.finish_single_sign_on(came).await };
    from_provider(&desk, Some(&slug), in_time(finished, unavailable()).await).await
}

pub async fn end_for_staff(State(web): State<Web>, request: Request) -> Response {
    let desk = FrontDesk::of(&web, &request);
    let came = Answer::from(&request).held_by(desk.single_sign_on_secret());
    let finished = async { desk.staff_place()?.finish_single_sign_on(came).await };
    from_provider(&desk, None, in_time(finished, unavailable()).await).await
}

fn unavailable() -> Finished {
    Finished::Not { end: SignInEnd::Unavailable, return_to: String::new() }
}

async fn in_time<T>(work: impl Future<Output = Result<T, Fault>>, otherwise: T) -> Result<T, Fault> {
    tokio::time::timeout(PATIENCE, work).await.unwrap_or_else(|_| {
        tracing::warn!("an identity provider took too long");
        Ok(otherwise)
    })
}

fn id(text: &str) -> Result<IdentityProviderId, Fault> {
    text.parse().map_err(|_| Fault::NotFound)
}

async fn asked(request: Request) -> Asked {
    let Asked { return_to } = match Form::<Asked>::from_request(request, &()).await {
        Ok(Form(asked)) => asked,
        Err(_) => Asked { return_to: String::new() },
    };
    Asked { return_to: app::visit::safe_return(&return_to, "").to_owned() }
}

fn to_provider(desk: &FrontDesk, slug: Option<&str>, return_to: &str, begun: Result<Begun, Fault>) -> Response {
    match begun {
        Ok(Begun::To { location, browser }) => {
            with_cookies(Redirect::to(&location), [desk.single_sign_on_cookie(Some(&browser))])
        }
        Ok(Begun::Not(end)) => Redirect::to(&door(slug, end, return_to)).into_response(),
        Err(fault) => trouble(fault),
    }
}

async fn from_provider(desk: &FrontDesk, slug: Option<&str>, finished: Result<Finished, Fault>) -> Response {
    match finished {
        Ok(Finished::Entered { admission, return_to }) => {
            let session = match slug {
                Some(slug) => model::desk::Reception::portal_cookie(desk, slug, Some(&admission)).await,
                None => Ok(model::desk::Reception::staff_cookie(desk, Some(&admission))),
            };
            let home = slug.map_or_else(|| paths::DESK.to_owned(), paths::portal);
            match session {
                Ok(session) => {
                    let to = match slug {
                        Some(_) => app::visit::safe_return_within(&return_to, &home),
                        None => app::visit::safe_return(&return_to, &home),
                    };
                    let to = Redirect::to(to);
                    with_cookies(to, [session, desk.single_sign_on_cookie(None)])
                }
                Err(fault) => trouble(fault),
            }
        }
        Ok(Finished::Not { end, return_to }) => Redirect::to(&door(slug, end, &return_to)).into_response(),
        Err(fault) => trouble(fault),
    }
}

/// The sign-in page, with why somebody is back there.
fn door(slug: Option<&str>, end: SignInEnd, return_to: &str) -> String {
    let return_to = match app::visit::safe_return(return_to, "") {
        "" => String::new(),
        path => format!("&return_to={}", utf8_percent_encode(path, NON_ALPHANUMERIC)),
    };
    format!("{}?sso={}{return_to}", paths::door(slug), end.word())
}

fn with_cookies<const N: usize>(response: impl IntoResponse, cookies: [String; N]) -> Response {
    let mut response = response.into_response();
    for cookie in cookies.iter().filter_map(|cookie| HeaderValue::from_str(cookie).ok()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
