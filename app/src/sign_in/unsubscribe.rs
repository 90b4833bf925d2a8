//! Where the address in a notification leads: what it turns off, and the buttons that do. Opening it turns nothing off,
//! and it signs nobody in.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::mail::UnsubscribeShown;
use model::{Answer, Fault};

use crate::layout::PlainHead;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::leave_on_success;
use crate::ui::notifications::notification_label;
use crate::ui::{Button, ButtonKind, FaultBanner, loaded, use_fault};

/// In the address once it is done.
const DONE: &str = "done";

#[server(prefix = "/api", endpoint = "portal/unsubscribe/read")]
async fn unsubscribe_read(slug: String, token: String) -> Result<Answer<UnsubscribeShown>, Fault> {
    crate::seam::answer(async move { crate::seam::portal(&slug).await?.unsubscribe_link(&token).await }).await
}

/// Answers the address to go to.
#[server(prefix = "/api", endpoint = "portal/unsubscribe")]
async fn unsubscribed(slug: String, token: String, #[server(default)] all: bool) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        crate::seam::portal(&slug).await?.unsubscribe(&token, all).await?;
        let here = model::paths::portal_recovery_link(&slug, model::paths::UNSUBSCRIBE, &token);
        Ok(crate::seam::leave_for(&format!("{here}?{DONE}=1")))
    })
    .await
}

#[component]
pub fn Unsubscribe(slug: String, token: String) -> impl IntoView {
    let (asked_slug, asked_token) = (slug.clone(), token.clone());
    let link = fetch(move || (asked_slug.clone(), asked_token.clone()), |(slug, token)| unsubscribe_read(slug, token));
    loaded(link, move |shown| view! { <Offer slug=slug.clone() token=token.clone() shown/> }.into_any())
}

#[component]
fn Offer(slug: String, token: String, shown: UnsubscribeShown) -> impl IntoView {
    let action = ServerAction::<Unsubscribed>::new();
    let fault = use_fault(action);
    leave_on_success(action);
    let done = use_query_map().with_untracked(|query| query.get(DONE).is_some()) || shown.is_off;
    let what = notification_label(shown.notification);
    let (title, hint) = match (shown.all_off, done) {
        (true, _) => (t!("unsubscribe-done-title"), t!("unsubscribe-all-done")),
        (false, true) => (t!("unsubscribe-done-title"), t!("unsubscribe-done", "what" => &what)),
        (false, false) => (t!("unsubscribe-title"), t!("unsubscribe-hint", "what" => &what)),
    };
    let form = move |all: bool, kind: ButtonKind, label: String| {
        let (slug, token) = (slug.clone(), token.clone());
        view! {
            <ActionForm action attr:class="form">
                <input type="hidden" name="slug" value=slug/>
                <input type="hidden" name="token" value=token/>
                <input type="hidden" name="all" value=all.to_string()/>
                <Button kind busy=action.pending()>{label}</Button>
            </ActionForm>
        }
    };
    let one = (!done).then(|| form(false, ButtonKind::Primary, t!("unsubscribe-one")));
    let all = (!shown.all_off).then(|| form(true, ButtonKind::Secondary, t!("unsubscribe-all")));
    view! {
        <PlainHead title hint/>
        <FaultBanner fault fields=&[]/>
        {one}
        {all}
        <p class="hint">{t!("unsubscribe-necessary")}</p>
    }
}
