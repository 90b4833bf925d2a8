//! A staff member's own password.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::people::StaffProfile;
use model::{Answer, Fault};

use crate::desk::address::use_asked;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::{Banner, BannerKind, Button, ButtonKind, FaultBanner, PasswordField, field_error, loaded, use_fault};

#[server(prefix = "/api", endpoint = "staff/password")]
async fn staff_password(current: String, new: String) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        let admission = crate::seam::staff().await?.change_staff_password(&current, &new).await?;
        crate::seam::keep_staff(Some(&admission))?;
        crate::seam::redirect(&crate::desk::address::address(model::paths::DESK_ACCOUNT, &[("changed", "true")]));
        Ok(())
    })
    .await
}

#[server(prefix = "/api", endpoint = "staff/profile")]
async fn show_profile() -> Result<Answer<StaffProfile>, Fault> {
    crate::seam::answer(async { Ok(crate::seam::staff().await?.staff_profile()) }).await
}

#[component]
pub fn Password() -> impl IntoView {
    let profile = fetch(|| (), |()| show_profile());
    view! {
        <section class="account-part">
            <h2>{t!("staff-account-password")}</h2>
            {loaded(profile, |profile| view! { <Change email=profile.email/> }.into_any())}
        </section>
    }
}

#[component]
fn Change(email: String) -> impl IntoView {
    let action = ServerAction::<StaffPassword>::new();
    let fault = use_fault(action);
    let asked = use_asked("changed");
    let changed = move || fault.get().is_none() && asked.with(|asked| !asked.is_empty());
    let form = NodeRef::<leptos::html::Form>::new();
    // What was typed has done its work.
    crate::ui::form::on_success(action, move |()| {
        if let Some(form) = form.get_untracked() {
            form.reset();
        }
    });
    view! {
        <p class="hint">{t!("staff-account-whose", "email" => &email)}</p>
        {move || changed().then(|| view! { <Banner kind=BannerKind::Success>{t!("staff-account-changed")}</Banner> })}
        <ActionForm action node_ref=form attr:class="form" attr:novalidate="">
            <FaultBanner fault fields=&["current", "new"]/>
            // For the browser's password manager: whose password it is.
            <input type="email" autocomplete="username" value=email readonly=true hidden=true/>
            <PasswordField
                name="current"
                label=t!("staff-account-current")
                autocomplete="current-password"
                error=field_error(fault, "current")
            />
            <PasswordField
                name="new"
                label=t!("staff-account-new")
                hint=t!("staff-account-new-hint")
                autocomplete="new-password"
                error=field_error(fault, "new")
            />
            <Button kind=ButtonKind::Primary busy=action.pending()>{t!("staff-account-change")}</Button>
        </ActionForm>
    }
}
