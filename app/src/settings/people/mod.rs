//! The team: who is on it, who is invited, and what may be done about each. Everything that touches somebody asks for a
//! fresh proof of who wants it.

mod colleague;
mod invitations;
mod list;
mod new;

use leptos::prelude::*;

use crate::not_found::NotFoundPage;

/// `/admin/people/:item?`: the list, `new`, or a colleague.
#[component]
pub fn PeoplePage(item: Option<String>) -> impl IntoView {
    match item.as_deref() {
        None => view! { <list::TeamPage/> }.into_any(),
        Some("new") => view! { <new::NewColleaguePage/> }.into_any(),
        Some(id) => match id.parse() {
            Ok(user) => view! { <colleague::ColleaguePage user/> }.into_any(),
            Err(_) => view! { <NotFoundPage/> }.into_any(),
        },
    }
}

#[server(prefix = "/api", endpoint = "people/team")]
async fn team_read() -> Result<model::Answer<model::staff::Team>, model::Fault> {
    crate::seam::answer(async { crate::seam::staff().await?.team().await }).await
}
