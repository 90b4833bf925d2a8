//! A staff member's e-mail address, and another one in its place.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::text::EmailAddress;
use model::{Answer, Fault};
use serde::{Deserialize, Serialize};

use crate::desk::address::use_asked;
use crate::desk::proof::{Proof, without_question};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::{instant_error, kept};
use crate::ui::{Banner, BannerKind, Button, FaultBanner, TextField, loaded, use_fault};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Shown {
    email: String,
    may_change: bool,
}

#[server(prefix = "/api", endpoint = "staff/email")]
async fn staff_email() -> Result<Answer<Shown>, Fault> {
    crate::seam::answer(async {
        let desk = crate::seam::staff().await?;
        Ok(Shown { email: desk.staff_profile().email, may_change: desk.may_change_staff_email() })
    })
    .await
}

#[server(prefix = "/api", endpoint = "staff/email/ask")]
async fn staff_email_asked(email: String, #[server(default)] proof: String) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        crate::seam::keep_typed(&[("email", &email)]);
        crate::seam::staff().await?.prove(&proof).await?;
        // With the proof that was just given.
        crate::seam::staff().await?.ask_staff_email_change(&email).await?;
        crate::seam::redirect(&crate::desk::address::address(model::paths::DESK_ACCOUNT, &[("asked", "email")]));
        Ok(())
    })
    .await
}

#[component]
pub fn Email() -> impl IntoView {
    let shown = fetch(|| (), |()| staff_email());
    let action = ServerAction::<StaffEmailAsked>::new();
    let typed = RwSignal::new(kept("email").unwrap_or_default());
    view! {
        <section class="account-part">
            <h2>{t!("email-address")}</h2>
            {loaded(shown, move |shown| view! { <Change shown action typed/> }.into_any())}
        </section>
    }
}

#[component]
fn Change(shown: Shown, action: ServerAction<StaffEmailAsked>, typed: RwSignal<String>) -> impl IntoView {
    let fault = use_fault(action);
    let (query, left) = (use_asked("asked"), RwSignal::new(false));
    let asked = move || fault.with(Option::is_none) && query.with(|asked| asked == "email");
    let form = move || {
        view! {
            <ActionForm action attr:class="form" attr:novalidate="">
                <FaultBanner fault=without_question(fault) fields=&["email", "proof"]/>
                <TextField
                    name="email"
                    label=t!("staff-email-new")
                    hint=t!("staff-email-hint")
                    kind="email"
                    autocomplete="email"
                    bind=typed
                    error=instant_error(fault, "email", typed, left, |text| EmailAddress::parse(text).map(drop))
                    on_leave=move |text: String| left.update(|left| *left |= !text.is_empty())
                />
                <Proof fault/>
                <Button busy=action.pending()>{t!("staff-email-ask")}</Button>
            </ActionForm>
        }
    };
    view! {
        <p><bdi>{shown.email}</bdi></p>
        {move || asked().then(|| view! { <Banner kind=BannerKind::Success>{t!("staff-email-asked")}</Banner> })}
        {if shown.may_change { form().into_any() } else { view! { <p class="hint">{t!("staff-email-no-mail")}</p> }.into_any() }}
    }
}
