//! A staff member begins a look at the portal as a contact. A POST spends the link.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::{Answer, Fault};

use crate::layout::{PlainLayout, use_slug};
use crate::t;
use crate::ui::form::leave_on_success;
use crate::ui::{Button, ButtonKind, FaultBanner, use_fault};

/// Answers the address to go to.
#[server(prefix = "/api", endpoint = "portal/view")]
async fn view_begun(slug: String, token: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        let admission = crate::seam::portal(&slug).await?.begin_view(&token).await?;
        crate::seam::keep_contact(&slug, Some(&admission)).await?;
        Ok(crate::seam::leave_for(&model::paths::portal(&slug)))
    })
    .await
}

#[component]
pub fn ViewPage() -> impl IntoView {
    let slug = use_slug();
    let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
    let action = ServerAction::<ViewBegun>::new();
    let fault = use_fault(action);
    leave_on_success(action);
    // With script, nobody needs to press the button. Once: what was refused is for the reader to see.
    let begin = ViewBegun { slug: slug.clone(), token: token.clone() };
    Effect::new(move |_| {
        if action.value().with_untracked(Option::is_none) && !action.pending().get_untracked() {
            action.dispatch(begin.clone());
        }
    });
    view! {
        <PlainLayout title=t!("look-title") hint=t!("look-hint")>
            <ActionForm action attr:class="form">
                <FaultBanner fault fields=&[]/>
                <input type="hidden" name="slug" value=slug/>
                <input type="hidden" name="token" value=token/>
                // A link is good once: after a refusal there is nothing to try again.
                <div hidden=move || fault.with(Option::is_some)>
                    <Button kind=ButtonKind::Primary busy=action.pending()>{t!("look-open")}</Button>
                </div>
            </ActionForm>
        </PlainLayout>
    }
}
