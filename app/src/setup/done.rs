//! The portal is live: its link, a look at it, and what is still open.

use leptos::prelude::*;
use model::access::AccessMode;
use model::paths;
use model::portals::{PortalSettings, PortalStatus};

use super::typed::Typed;
use super::view_as::ViewAs;
use crate::t;
use crate::ui::{Badge, ButtonKind, CopyField, Icon, LinkButton, Tone};

#[component]
pub fn DoneStep(typed: Typed, settings: PortalSettings) -> impl IntoView {
    // The settings are from before the last steps; what was typed is what was saved.
    let url = untrack(|| typed.origin()).unwrap_or_default() + &typed.slug.get_untracked();
    let invited = typed
        .groups
        .with_untracked(|chosen| settings.choices.groups.iter().any(|group| chosen.contains(&group.id) && group.members > 0));
    let by_invitation = typed.access.get_untracked() == AccessMode::Invited;
    let mails = settings.choices.mails;
    let is_live = settings.status != PortalStatus::Paused;
    view! {
        <div class="done">
            <div class="done-head">
                <span class="done-mark" aria-hidden="true"><Icon name="check"/></span>
                <h1>{t!("done-title")}</h1>
                <p class="done-name" dir="auto">{typed.name.get_untracked()}</p>
                <p>{if by_invitation { t!("done-why-invited") } else { t!("done-why") }}</p>
            </div>
            <div class="done-link">
                <CopyField label=t!("portal-link") value=url.clone()/>
                <LinkButton href=url kind=ButtonKind::Primary external=true>{t!("portal-open")} <Icon name="arrow-right"/></LinkButton>
            </div>
            {is_live.then(|| view! {
                <section class="done-part" aria-labelledby="done-view">
                    <h2 id="done-view">{t!("view-as-title")}</h2>
                    <p class="hint">{t!("view-as-why")}</p>
                    <ViewAs portal=settings.id/>
                </section>
            })}
            <section class="done-part" aria-labelledby="done-open">
                <h2 id="done-open">{t!("done-open-title")}</h2>
                <ul class="checklist">
                    <li>
                        <Badge tone=if invited { Tone::Success } else { Tone::Waiting } label=if invited { t!("done-state-done") } else { t!("done-state-next") }/>
                        <span class="checklist-text">
                            <a href=paths::DESK_CONTACTS>{t!("done-invite")}</a>
                            <span class="hint">{t!("done-invite-hint")}</span>
                        </span>
                    </li>
                    <li>
                        <Badge tone=if mails { Tone::Success } else { Tone::Neutral } label=if mails { t!("done-state-done") } else { t!("done-state-later") }/>
                        <span class="checklist-text">
                            <a href=if mails { paths::ADMIN_MAIL } else { paths::ADMIN_MAIL_SETTINGS }>{t!("done-mail")}</a>
                            <span class="hint">{if mails { t!("done-mail-there") } else { t!("done-mail-hint") }}</span>
                        </span>
                    </li>
                    <li>
                        <Badge label=t!("done-state-later")/>
                        <span class="checklist-text"><span>{t!("done-branding")}</span> <span class="hint">{t!("done-branding-hint")}</span></span>
                    </li>
                </ul>
            </section>
            <p class="cluster">
                <LinkButton href=paths::portal_settings(settings.id)>{t!("admin-settings")}</LinkButton>
                <LinkButton href=paths::ADMIN kind=ButtonKind::Quiet>{t!("admin-all")}</LinkButton>
            </p>
        </div>
    }
}
