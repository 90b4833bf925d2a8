//! Where a staff member is signed in.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use model::sessions::SessionRow;
use model::{Answer, Fault, SessionId};

use crate::sessions::SessionList;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::loaded;

#[server(prefix = "/api", endpoint = "staff/sessions")]
async fn staff_sessions() -> Result<Answer<Vec<SessionRow>>, Fault> {
    crate::seam::answer(async { crate::seam::staff().await?.sessions().await }).await
}

/// Answers the address to go to. One that has ended meanwhile is what was wanted.
#[server(prefix = "/api", endpoint = "staff/sessions/end")]
async fn staff_session_ended(session: SessionId) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        match crate::seam::staff().await?.end_session(session).await {
            Ok(()) | Err(Fault::NotFound) => Ok(crate::seam::leave_for(model::paths::DESK_ACCOUNT)),
            Err(fault) => Err(fault),
        }
    })
    .await
}

/// Answers the address to go to.
#[server(prefix = "/api", endpoint = "staff/sessions/end-others")]
async fn staff_other_sessions_ended() -> Result<Answer<String>, Fault> {
    crate::seam::answer(async {
        crate::seam::staff().await?.end_other_sessions().await?;
        Ok(crate::seam::leave_for(model::paths::DESK_ACCOUNT))
    })
    .await
}

#[component]
pub fn Sessions() -> impl IntoView {
    let rows = fetch(|| (), |()| staff_sessions());
    view! {
        <section class="account-part">
            <h2>{t!("sessions-title")}</h2>
            <p class="hint">{t!("sessions-hint")}</p>
            {loaded(rows, |rows| {
                view! { <SessionList rows end=StaffSessionEnded::url() end_others=StaffOtherSessionsEnded::url() slug=None/> }.into_any()
            })}
        </section>
    }
}
