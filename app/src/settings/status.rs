//! Pausing a portal, and opening it again.

use leptos::ev::MouseEvent;
use leptos::form::ActionForm;
use leptos::prelude::*;
use model::portals::PortalStatus;
use model::{Answer, Fault, PortalId};

use crate::t;
use crate::ui::form::on_success;
use crate::ui::{Button, ButtonKind, Dialog, FaultBanner, Icon, toast, use_fault};

#[server(prefix = "/api", endpoint = "portals/pause")]
async fn pause_portal(portal: PortalId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.pause(portal).await }).await
}

#[server(prefix = "/api", endpoint = "portals/resume")]
async fn resume_portal(portal: PortalId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.resume(portal).await }).await
}

#[component]
pub fn StatusSection(portal: PortalId, status: RwSignal<PortalStatus>) -> impl IntoView {
    let (pause, resume) = (ServerAction::<PausePortal>::new(), ServerAction::<ResumePortal>::new());
    let (not_paused, not_resumed) = (use_fault(pause), use_fault(resume));
    let asking = RwSignal::new(false);
    on_success(pause, move |()| {
        asking.set(false);
        status.set(PortalStatus::Paused);
        toast(t!("settings-paused"));
    });
    on_success(resume, move |()| {
        status.set(PortalStatus::Live);
        toast(t!("settings-resumed"));
    });
    let is_live = move || status.get() == PortalStatus::Live;
    view! {
        <section class="settings-section" aria-labelledby="section-status">
            <h2 id="section-status">{t!("settings-status-title")}</h2>
            <p class="hint">{move || if is_live() { t!("settings-pause-why") } else { t!("settings-resume-why") }}</p>
            <div class="settings-body">
                <FaultBanner fault=not_paused fields=&[]/>
                <FaultBanner fault=not_resumed fields=&[]/>
                {move || if is_live() {
                    view! { <Pause portal pause asking/> }.into_any()
                } else {
                    view! {
                        <ActionForm action=resume>
                            <input type="hidden" name="portal" value=portal.to_string()/>
                            <Button kind=ButtonKind::Primary busy=resume.pending()><Icon name="play"/> {t!("settings-resume")}</Button>
                        </ActionForm>
                    }
                    .into_any()
                }}
            </div>
        </section>
    }
}

/// With script it asks first.
#[component]
fn Pause(portal: PortalId, pause: ServerAction<PausePortal>, asking: RwSignal<bool>) -> impl IntoView {
    let ask = move |event: MouseEvent| {
        event.prevent_default();
        asking.set(true);
    };
    view! {
        <ActionForm action=pause attr:id="form-pause">
            <input type="hidden" name="portal" value=portal.to_string()/>
            <button type="submit" class="button" on:click=ask><Icon name="pause"/> {t!("settings-pause")}</button>
        </ActionForm>
        <Dialog open=asking title=t!("settings-pause-title")>
            <div class="stack">
                <p>{t!("settings-pause-ask")}</p>
                <div class="cluster">
                    <Button kind=ButtonKind::Danger form="form-pause" busy=pause.pending()>{t!("settings-pause")}</Button>
                    <Button kind=ButtonKind::Quiet on_click=move |_| asking.set(false)>{t!("settings-pause-not")}</Button>
                </div>
            </div>
        </Dialog>
    }
}
