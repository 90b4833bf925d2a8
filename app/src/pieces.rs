//! The customers' pages that are fetched when somebody goes there. The list alone is in the main program: most visits
//! begin with it, and whoever only looks at it downloads nothing else.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::profile::ProfilePage;
use crate::sign_in::{InvitationPage, PortalSignInPage, RecoveryPage, RegisterPage, ViewPage};
use crate::tickets::{NewTicketPage, TicketPage};

pub struct TicketPiece;

#[lazy_route]
impl LazyRoute for TicketPiece {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <TicketPage/> }.into_any()
    }
}

pub struct NewTicketPiece;

#[lazy_route]
impl LazyRoute for NewTicketPiece {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <NewTicketPage/> }.into_any()
    }
}

pub struct ProfilePiece;

#[lazy_route]
impl LazyRoute for ProfilePiece {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <ProfilePage/> }.into_any()
    }
}

pub struct SignInPiece;

#[lazy_route]
impl LazyRoute for SignInPiece {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <PortalSignInPage/> }.into_any()
    }
}

pub struct InvitationPiece;

#[lazy_route]
impl LazyRoute for InvitationPiece {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <InvitationPage/> }.into_any()
    }
}

pub struct RecoveryPiece;

#[lazy_route]
impl LazyRoute for RecoveryPiece {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <RecoveryPage/> }.into_any()
    }
}

pub struct RegisterPiece;

#[lazy_route]
impl LazyRoute for RegisterPiece {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <RegisterPage/> }.into_any()
    }
}

pub struct ViewPiece;

#[lazy_route]
impl LazyRoute for ViewPiece {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <ViewPage/> }.into_any()
    }
}
