//! The route table: a line a page. Lazy pages are files of their own that are fetched when somebody goes there; the
//! customers' list is in the main program, because most visits begin with it.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Routes};
use leptos_router::{Lazy, SsrMode, path};

use crate::desk::{NewStaffTicketPage, QueuePage, StaffAccountPage, StaffTicketPage};
use crate::layout::{PortalLayout, StaffLayout};
use crate::not_found::NotFoundPage;
use crate::pieces::{
    InvitationPiece, NewTicketPiece, ProfilePiece, RecoveryPiece, RegisterPiece, SignInPiece, TicketPiece, ViewPiece,
};
use crate::records::RecordsPiece;
use crate::settings::{AdminHomePage, AdminPiece, PortalSettingsPage};
use crate::setup::{FirstRunPage, WizardPage};
use crate::sign_in::StaffDoorPiece;
use crate::tickets::TicketListPage;

/// Every page is complete when it leaves the server, so that it can be read without script.
const SSR: SsrMode = SsrMode::Async;

#[component]
pub fn AppRoutes() -> impl IntoView {
    view! {
        <Routes transition=true fallback=|| view! { <NotFoundPage/> }>
            <Route ssr=SSR path=path!("/setup") view={Lazy::<FirstRunPage>::new()}/>
            <Route ssr=SSR path=path!("/sign-in") view={Lazy::<StaffDoorPiece>::new()}/>
            <Route ssr=SSR path=path!("/sign-in/:way/:token?") view={Lazy::<StaffDoorPiece>::new()}/>
            <Route ssr=SSR path=path!("/admin/portals/new") view={Lazy::<WizardPage>::new()}/>
            <Route ssr=SSR path=path!("/admin/portals/:portal/setup/:step") view={Lazy::<WizardPage>::new()}/>
            <ParentRoute ssr=SSR path=path!("/admin") view={Lazy::<StaffLayout>::new()}>
                <Route ssr=SSR path=path!("") view={Lazy::<AdminHomePage>::new()}/>
                <Route ssr=SSR path=path!("portals/:portal") view={Lazy::<PortalSettingsPage>::new()}/>
                <Route ssr=SSR path=path!(":page/:item?") view={Lazy::<AdminPiece>::new()}/>
            </ParentRoute>
            <ParentRoute ssr=SSR path=path!("/desk") view={Lazy::<StaffLayout>::new()}>
                <Route ssr=SSR path=path!("") view={Lazy::<QueuePage>::new()}/>
                <Route ssr=SSR path=path!("new") view={Lazy::<NewStaffTicketPage>::new()}/>
                <Route ssr=SSR path=path!("account") view={Lazy::<StaffAccountPage>::new()}/>
                <Route ssr=SSR path=path!("tickets/:ticket") view={Lazy::<StaffTicketPage>::new()}/>
                <Route ssr=SSR path=path!(":kind/:record?") view={Lazy::<RecordsPiece>::new()}/>
            </ParentRoute>
            <Route ssr=SSR path=path!("/:slug/sign-in") view={Lazy::<SignInPiece>::new()}/>
            <Route ssr=SSR path=path!("/:slug/invitation/:token") view={Lazy::<InvitationPiece>::new()}/>
            <Route ssr=SSR path=path!("/:slug/recovery/:way") view={Lazy::<RecoveryPiece>::new()}/>
            <Route ssr=SSR path=path!("/:slug/recovery/:way/:token") view={Lazy::<RecoveryPiece>::new()}/>
            <Route ssr=SSR path=path!("/:slug/register/:token?") view={Lazy::<RegisterPiece>::new()}/>
            <Route ssr=SSR path=path!("/:slug/view/:token") view={Lazy::<ViewPiece>::new()}/>
            <ParentRoute ssr=SSR path=path!("/:slug") view=PortalLayout>
                <Route ssr=SSR path=path!("") view=TicketListPage/>
                <Route ssr=SSR path=path!("new") view={Lazy::<NewTicketPiece>::new()}/>
                <Route ssr=SSR path=path!("profile") view={Lazy::<ProfilePiece>::new()}/>
                <Route ssr=SSR path=path!(":ticket") view={Lazy::<TicketPiece>::new()}/>
            </ParentRoute>
        </Routes>
    }
}
