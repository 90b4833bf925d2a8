//! The customer's own choice of letters, a part of the profile.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::mail::Notification;
use model::{Answer, Fault};

use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::on_success;
use crate::ui::notifications::NotificationSwitches;
use crate::ui::{Banner, BannerKind, Button, FaultBanner, loaded, use_fault};

/// What the page's address says after a plain form was accepted.
const SAVED: &str = "saved";

#[server(prefix = "/api", endpoint = "portal/notifications/read")]
async fn notifications_read(slug: String) -> Result<Answer<Vec<Notification>>, Fault> {
    crate::seam::answer(async move { crate::seam::customer(&slug).await?.notifications_off().await }).await
}

#[server(prefix = "/api", endpoint = "portal/notifications/save")]
async fn notifications_saved(
    slug: String,
    #[server(default)] answers: bool,
    #[server(default)] status: bool,
    #[server(default)] closed: bool,
    #[server(default)] received: bool,
    #[server(default)] colleagues: bool,
) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        let off = crate::ui::notifications::off_of([
            (Notification::Answers, answers),
            (Notification::Status, status),
            (Notification::Closed, closed),
            (Notification::Received, received),
            (Notification::Colleagues, colleagues),
        ]);
        crate::seam::customer(&slug).await?.set_notifications_off(&off).await?;
        crate::seam::leave_for(&format!("{}?{SAVED}=notifications", model::paths::portal_profile(&slug)));
        Ok(())
    })
    .await
}

#[component]
pub fn Notifications(slug: String) -> impl IntoView {
    let asked = slug.clone();
    let off = fetch(move || asked.clone(), notifications_read);
    view! {
        <section class="stack">
            <h2>{t!("notifications-title")}</h2>
            <p class="hint">{t!("notifications-hint")}</p>
            {loaded(off, move |off| view! { <Choice slug=slug.clone() off/> }.into_any())}
        </section>
    }
}

#[component]
fn Choice(slug: String, off: Vec<Notification>) -> impl IntoView {
    let action = ServerAction::<NotificationsSaved>::new();
    let fault = use_fault(action);
    let saved = RwSignal::new(use_query_map().with_untracked(|query| query.get(SAVED)).is_some());
    on_success(action, move |()| saved.set(true));
    view! {
        {move || saved.get().then(|| view! { <Banner kind=BannerKind::Success>{t!("notifications-saved")}</Banner> })}
        <ActionForm action attr:class="form" on:input=move |_| saved.set(false)>
            <FaultBanner fault fields=&[]/>
            <input type="hidden" name="slug" value=slug/>
            <NotificationSwitches off/>
            <Button busy=action.pending()>{t!("notifications-save")}</Button>
        </ActionForm>
    }
}
