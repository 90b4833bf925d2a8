//! Where a contact may look: the portals, inviting them, and looking as they do.

use leptos::ev::SubmitEvent;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use model::access::InvitationMade;
use model::contacts::{ContactShown, PortalAccess};
use model::{Answer, ContactId, Fault, PortalId};

use crate::desk::keep::Kept;
use crate::t;
use crate::ui::form::on_success;
use crate::ui::{Badge, Banner, BannerKind, Button, ButtonKind, CopyField, FaultBanner, Icon, Time, Tone, use_fault};

#[server(prefix = "/api", endpoint = "contacts/invite")]
async fn contact_invited(portal: PortalId, contact: ContactId) -> Result<Answer<InvitationMade>, Fault> {
    crate::seam::answer(async move {
        let made = crate::seam::staff().await?.invite(portal, contact).await?;
        if let Ok(shown) = serde_json::to_string(&(portal, &made)) {
            crate::seam::show_once(&shown)?;
        }
        Ok(made)
    })
    .await
}

#[server(prefix = "/api", endpoint = "contacts/remove-access")]
async fn access_removed(portal: PortalId, contact: ContactId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.remove_access(portal, contact).await }).await
}

/// Answers the address to open.
#[server(prefix = "/api", endpoint = "contacts/view-as")]
async fn portal_viewed(portal: PortalId, contact: ContactId) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        let address = crate::seam::staff().await?.view_as(portal, contact).await?;
        Ok(crate::seam::leave_for(&address))
    })
    .await
}

#[component]
pub fn Portals(
    contact: Kept<ContactShown>,
    /// What was made without script.
    invited: Option<(PortalId, InvitationMade)>,
) -> impl IntoView {
    let invited = StoredValue::new(invited);
    let portals = contact.part(|contact| contact.portals.iter().map(|access| access.portal.id).collect::<Vec<_>>());
    view! {
        <section class="record-part">
            <h2>{t!("contact-portals")}</h2>
            {move || portals.with(Vec::is_empty).then(|| view! { <p class="hint">{t!("contact-no-portals")}</p> })}
            <ul class="portal-lines">
                <For each=move || portals.get() key=|portal| *portal let(portal)>
                    <Portal contact portal invited/>
                </For>
            </ul>
        </section>
    }
}

#[component]
fn Portal(
    contact: Kept<ContactShown>,
    portal: PortalId,
    invited: StoredValue<Option<(PortalId, InvitationMade)>>,
) -> impl IntoView {
    let access = contact.part(move |contact| contact.portals.iter().find(|access| access.portal.id == portal).cloned());
    let (id, name) = contact.data.with_untracked(|contact| {
        let named = contact.portals.iter().find(|access| access.portal.id == portal);
        (contact.id, named.map(|access| access.portal.name.clone()).unwrap_or_default())
    });
    let invite = ServerAction::<ContactInvited>::new();
    let remove = ServerAction::<AccessRemoved>::new();
    let (fault, refused) = (use_fault(invite), use_fault(remove));
    on_success(invite, move |_| contact.again());
    on_success(remove, move |()| contact.again());
    let may_remove = move || access.with(|access| access.as_ref().is_some_and(|access| access.may_remove));
    let made = move || match invite.value().get() {
        Some(Ok(Ok(made))) => Some(view! { <Made made/> }),
        _ => invited.get_value().filter(|(at, _)| *at == portal).map(|(_, made)| view! { <Made made/> }),
    };
    let again = move || access.with(|access| access.as_ref().is_some_and(|access| access.may_enter || access.invitation_pending));
    view! {
        <li class="portal-line">
            <div class="portal-line-head">
                <strong dir="auto">{name}</strong>
                {move || access.get().map(|access| view! { <State access/> })}
                <span class="push"></span>
                {move || access.with(|access| access.as_ref().is_some_and(|access| access.may_enter)).then(|| view! { <ViewAs portal contact=id/> })}
                <ActionForm action=invite>
                    <input type="hidden" name="portal" value=portal.to_string()/>
                    <input type="hidden" name="contact" value=id.to_string()/>
                    <Button busy=invite.pending()>{move || if again() { t!("contact-invite-again") } else { t!("contact-invite") }}</Button>
                </ActionForm>
                {move || may_remove().then(|| view! {
                    <ActionForm action=remove>
                        <input type="hidden" name="portal" value=portal.to_string()/>
                        <input type="hidden" name="contact" value=id.to_string()/>
                        <Button kind=ButtonKind::Quiet busy=remove.pending()>{t!("contact-remove-access")}</Button>
                    </ActionForm>
                })}
            </div>
            <FaultBanner fault fields=&[]/>
            <FaultBanner fault=refused fields=&[]/>
            <div aria-live="polite">{made}</div>
        </li>
    }
}

#[component]
fn State(access: PortalAccess) -> impl IntoView {
    let (tone, label) = match (access.may_enter, access.invitation_pending) {
        (_, true) => (Tone::Waiting, t!("contact-invited")),
        (true, false) => (Tone::Success, t!("contact-may-enter")),
        (false, false) => (Tone::Neutral, t!("contact-may-not-enter")),
    };
    view! { <Badge tone label/> }
}

/// The link, shown once: to be handed over where no mail goes out.
#[component]
fn Made(made: InvitationMade) -> impl IntoView {
    view! {
        <div class="invitation stack">
            <CopyField label=t!("contact-link") value=made.link/>
            <p class="hint">{t!("contact-link-until")} " " <Time at=made.expires_at/></p>
            {made.held.then(|| view! { <Banner kind=BannerKind::Info>{t!("contact-link-held")}</Banner> })}
        </div>
    }
}

/// Opens a new tab. With script, the tab is opened by the click itself and sent on when the address is there: a browser
/// lets nothing else open one, and the policy on forms does not let a form be sent on to another domain.
#[component]
fn ViewAs(portal: PortalId, contact: ContactId) -> impl IntoView {
    let (fault, busy) = (RwSignal::new(None::<Fault>), RwSignal::new(false));
    let submit = move |event: SubmitEvent| {
        // Where the browser opens no tab, the plain form does it.
        let Ok(Some(tab)) = window().open_with_url_and_target("", "_blank") else { return };
        event.prevent_default();
        fault.set(None);
        busy.set(true);
        spawn_local(async move {
            match portal_viewed(portal, contact).await.flatten() {
                Ok(address) => drop(tab.location().set_href(&address)),
                Err(refused) => {
                    drop(tab.close());
                    fault.try_set(Some(refused));
                }
            }
            busy.try_set(false);
        });
    };
    view! {
        <form method="post" action=PortalViewed::url() target="_blank" on:submit=submit>
            <input type="hidden" name="portal" value=portal.to_string()/>
            <input type="hidden" name="contact" value=contact.to_string()/>
            <Button busy><Icon name="eye"/> {t!("contact-view-as")}</Button>
        </form>
        <FaultBanner fault=fault.into() fields=&[]/>
    }
}
