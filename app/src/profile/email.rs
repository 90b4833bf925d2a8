//! Another e-mail address for a customer: a link to it confirms it.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::people::EmailChangeOffer;
use model::text::EmailAddress;
use model::{Answer, Fault};

use super::CHANGED;
use crate::t;
use crate::ui::form::{instant_error, kept, on_success};
use crate::ui::{Banner, BannerKind, Button, FaultBanner, PasswordField, TextField, field_error, use_fault};

#[server(prefix = "/api", endpoint = "portal/email")]
async fn email_asked(slug: String, email: String, #[server(default)] password: String) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        crate::seam::keep_typed(&[("email", &email)]);
        crate::seam::customer(&slug).await?.ask_email_change(&email, &password).await?;
        crate::seam::leave_for(&format!("{}?{CHANGED}=email", model::paths::portal_profile(&slug)));
        Ok(())
    })
    .await
}

#[component]
pub fn EmailChange(slug: String, offer: EmailChangeOffer) -> impl IntoView {
    let action = ServerAction::<EmailAsked>::new();
    let fault = use_fault(action);
    let asked = RwSignal::new(use_query_map().with_untracked(|query| query.get(CHANGED)).as_deref() == Some("email"));
    let (typed, left) = (RwSignal::new(kept("email").unwrap_or_default()), RwSignal::new(false));
    on_success(action, move |()| {
        asked.set(true);
        left.set(false);
        typed.set(String::new());
    });
    let error = instant_error(fault, "email", typed, left, |text| EmailAddress::parse(text).map(drop));
    view! {
        <section class="stack">
            <h2>{t!("email-address")}</h2>
            {move || asked.get().then(|| view! { <Banner kind=BannerKind::Success>{t!("profile-email-asked")}</Banner> })}
            <ActionForm action attr:class="form" attr:novalidate="" on:input=move |_| asked.set(false)>
                <FaultBanner fault fields=&["email", "password"]/>
                <input type="hidden" name="slug" value=slug/>
                <TextField
                    name="email"
                    label=t!("profile-email-new")
                    hint=t!("profile-email-hint")
                    kind="email"
                    autocomplete="email"
                    bind=typed
                    error
                    on_leave=move |text: String| left.update(|left| *left |= !text.is_empty())
                />
                {offer.by_password.then(|| view! {
                    <PasswordField
                        name="password"
                        label=t!("password")
                        autocomplete="current-password"
                        error=field_error(fault, "password")
                    />
                })}
                <Button busy=action.pending()>{t!("profile-email-ask")}</Button>
            </ActionForm>
        </section>
    }
}
