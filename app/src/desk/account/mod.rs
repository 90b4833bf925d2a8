//! A staff member's own account: their password, what they show beside it, their address, and where they are
//! signed in.

mod email;
mod passkeys;
mod password;
mod second_factor;
mod sessions;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::t;

pub struct StaffAccountPage;

#[lazy_route]
impl LazyRoute for StaffAccountPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <leptos_meta::Title text=t!("staff-account-title")/>
            <div class="account">
                <h1>{t!("staff-account-title")}</h1>
                <password::Password/>
                <second_factor::SecondFactor/>
                <passkeys::Passkeys/>
                <email::Email/>
                <sessions::Sessions/>
            </div>
        }
        .into_any()
    }
}
