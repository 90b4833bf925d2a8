//! Showing what a server function answered: the data, or in words why there is none.

use leptos::prelude::*;
use model::{Answer, Fault, Refusal};

use super::fetch::Fetched;
use super::{LinkButton, Skeleton};
use crate::t;
use crate::words::{fault_message, fault_title};

/// What a resource of a server function holds.
pub type Loaded<T> = Result<Answer<T>, Fault>;

/// Where to sign in again; provided by the layouts.
#[derive(Clone)]
pub struct SignInAt(pub String);

/// The data of a resource once it is there: a skeleton before, a page about the fault instead. What `view` returns is
/// built anew with every answer; keep forms that are being typed in outside of it.
pub fn loaded<T>(resource: Fetched<T>, view: impl Fn(T) -> AnyView + Clone + Send + Sync + 'static) -> AnyView
where
    T: Clone + Send + Sync + 'static,
{
    view! {
        <Transition fallback=|| view! { <Skeleton/> }>
            {move || {
                let view = view.clone();
                Suspend::new(async move {
                    match resource.await.flatten() {
                        Ok(data) => view(data),
                        Err(fault) => view! { <FaultPage fault/> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

/// A page that cannot be shown: why, and the way out. On the server it also sets the response's status, and sends those
/// who are signed out to the sign-in page.
#[component]
pub fn FaultPage(fault: Fault) -> impl IntoView {
    let sign_in_at = use_context::<SignInAt>();
    let sign_in = sign_in_at.clone().map(|SignInAt(path)| {
        let location = leptos_router::hooks::use_location();
        let here = format!("{}{}", location.pathname.get_untracked(), query(&location.search.get_untracked()));
        format!("{path}?return_to={}", leptos_router::location::Url::escape(&here))
    });
    match (&fault, &sign_in) {
        (Fault::SignedOut, Some(path)) => crate::seam::turn_away(path),
        _ => crate::seam::set_status_of(&fault),
    }
    let way_out = match &fault {
        // Whoever has no access with this account may have it with another.
        Fault::SignedOut | Fault::Refused(Refusal::NoAccess) => {
            sign_in.map(|path| view! { <LinkButton href=path external=true>{t!("sign-in")}</LinkButton> }.into_any())
        }
        Fault::Busy { .. } | Fault::Offline | Fault::Internal { .. } => {
            Some(view! { <LinkButton href="" external=true>{t!("try-again")}</LinkButton> }.into_any())
        }
        Fault::Refused(Refusal::Stale) => {
            Some(view! { <LinkButton href="" external=true>{t!("page-reload")}</LinkButton> }.into_any())
        }
        Fault::NotFound => sign_in_at.map(|SignInAt(path)| {
            // The customer's list stands one above its sign-in page; the staff's has an address of its own.
            let list = path.strip_suffix("/sign-in").filter(|list| !list.is_empty()).unwrap_or(model::paths::DESK).to_owned();
            view! { <LinkButton href=list>{t!("back-to-list")}</LinkButton> }.into_any()
        }),
        _ => None,
    };
    let title = fault_title(&fault);
    let message = match &fault {
        // The heading has said so already.
        Fault::Refused(Refusal::Paused) => t!("fault-paused-hint"),
        fault => fault_message(fault),
    };
    view! {
        <leptos_meta::Title text=title.clone()/>
        <section class="fault">
            <h1>{title}</h1>
            <p>{message}</p>
            {way_out}
        </section>
    }
}

fn query(search: &str) -> String {
    let search = search.trim_start_matches('?');
    if search.is_empty() { String::new() } else { format!("?{search}") }
}
