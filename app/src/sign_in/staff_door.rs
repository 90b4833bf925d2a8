//! The staff's door and what stands behind it, in one file of the program: signing in, the second step of it,
//! an invitation of a colleague, a forgotten password, and a new address that is confirmed.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};

use super::second_step::SecondStepPage;
use super::staff::StaffSignInPage;
use super::staff_email::StaffEmailPage;
use super::staff_invitation::StaffInvitationPage;
use super::staff_recovery::StaffRecoveryPage;
use crate::not_found::NotFoundPage;

/// `/sign-in`, and `/sign-in/:way/:token?`.
pub struct StaffDoorPiece;

#[lazy_route]
impl LazyRoute for StaffDoorPiece {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let params = use_params_map();
        let address = Memo::new(move |_| params.with(|params| (params.get("way").unwrap_or_default(), params.get("token"))));
        let page = move || {
            let (way, token) = address.get();
            match (way.as_str(), token) {
                ("", None) => view! { <StaffSignInPage/> }.into_any(),
                ("second-step", None) => view! { <SecondStepPage/> }.into_any(),
                ("invitation", Some(token)) => view! { <StaffInvitationPage token/> }.into_any(),
                ("email", Some(token)) => view! { <StaffEmailPage token/> }.into_any(),
                ("recovery", token) => view! { <StaffRecoveryPage token/> }.into_any(),
                _ => view! { <NotFoundPage/> }.into_any(),
            }
        };
        view! { {page} }.into_any()
    }
}
