//! The frame of a customer's pages.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::components::{A, Outlet};
use leptos_router::hooks::{use_location, use_params_map};
use model::people::Profile;
use model::{Answer, Fault, paths};

use super::SkipLink;
use crate::t;
use crate::tickets::ListMemory;
use crate::ui::fetch::{Fetched, fetch};
use crate::ui::load::SignInAt;
use crate::ui::{Avatar, Icon, Menu, MenuForm, MenuLink};

/// Who is signed in, for the header.
#[server(prefix = "/api", endpoint = "portal/frame")]
async fn portal_frame(slug: String) -> Result<Answer<Profile>, Fault> {
    crate::seam::answer(async move { Ok(crate::seam::customer(&slug).await?.profile()) }).await
}

/// Signs the customer out, or ends a staff member's look at the portal.
#[server(prefix = "/api", endpoint = "portal/sign-out")]
async fn portal_sign_out(slug: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        match crate::seam::customer(&slug).await {
            Ok(desk) => desk.sign_out().await?,
            // Signed out already: that is what was wanted.
            Err(Fault::SignedOut) => {}
            Err(fault) => return Err(fault),
        }
        crate::seam::keep_contact(&slug, None).await?;
        Ok(crate::seam::leave_for(&paths::portal_sign_in(&slug)))
    })
    .await
}

/// Where the sign-out form posts to.
pub fn sign_out_url() -> &'static str {
    PortalSignOut::url()
}

/// Who is signed in, for the pages inside the frame.
#[derive(Clone, Copy)]
pub struct Customer(pub Fetched<Profile>);

impl Customer {
    pub fn here() -> Self {
        expect_context()
    }

    /// A staff member is looking; nothing can be changed.
    pub async fn is_view_only(self) -> bool {
        self.0.await.flatten().is_ok_and(|profile| profile.view_only)
    }
}

/// The slug of the portal that the page belongs to. A page of another portal is another document, so it never changes.
pub fn use_slug() -> String {
    use_params_map().with_untracked(|params| params.get("slug")).unwrap_or_default()
}

#[component]
pub fn PortalLayout() -> impl IntoView {
    let slug = use_slug();
    provide_context(SignInAt(paths::portal_sign_in(&slug)));
    ListMemory::provide();
    let profile = fetch(
        {
            let slug = slug.clone();
            move || slug.clone()
        },
        portal_frame,
    );
    provide_context(Customer(profile));
    let name = crate::seam::visit().portal.map(|name| name.to_string());
    let home = paths::portal(&slug);
    let header = move || {
        let slug = slug.clone();
        Suspend::new(async move {
            // Without a profile the page below says why, or has turned the reader away.
            profile.await.flatten().ok().map(|profile| view! { <Account slug profile/> })
        })
    };
    view! {
        <SkipLink/>
        <header class="portal-header">
            {name.map(|name| view! { <A href=home attr:class="portal-name" attr:dir="auto" exact=true>{name}</A> })}
            <Transition>{header}</Transition>
        </header>
        <main id="main" class="portal-main" tabindex="-1">
            <Outlet/>
        </main>
    }
}

#[component]
fn Account(slug: String, profile: Profile) -> impl IntoView {
    let name = profile.name.clone();
    let hidden = vec![("slug", slug.clone())];
    let (tickets, new, own) = (paths::portal(&slug), paths::portal_new_ticket(&slug), paths::portal_profile(&slug));
    // The one thing to do on the list; beside the others' own it steps back.
    let (path, home) = (use_location().pathname, tickets.clone());
    let new_class = move || if path.get() == home { "button button-primary portal-new" } else { "button portal-new" };
    view! {
        {profile.view_only.then(|| view! { <ViewOnly slug=slug.clone() name=name.clone()/> })}
        <nav class="portal-nav" aria-label=t!("main-navigation")>
            <A href=tickets exact=true>{t!("nav-tickets")}</A>
            <A href=new attr:class=new_class><Icon name="plus"/> {t!("nav-new-ticket")}</A>
        </nav>
        <Menu label=t!("account-menu") face=move || view! { <Avatar name=name.clone()/> }>
            <p class="menu-head"><strong dir="auto">{profile.name}</strong><span>{profile.email}</span></p>
            <MenuLink href=own>{t!("nav-profile")}</MenuLink>
            <MenuForm action=PortalSignOut::url() hidden>{t!("sign-out")}</MenuForm>
        </Menu>
    }
}

#[component]
fn ViewOnly(slug: String, name: String) -> impl IntoView {
    view! {
        <form class="view-only no-print" method="post" action=PortalSignOut::url()>
            <span>{t!("view-only-banner", "name" => &name)}</span>
            <input type="hidden" name="slug" value=slug/>
            <button type="submit" class="button">{t!("view-only-end")}</button>
        </form>
    }
}
