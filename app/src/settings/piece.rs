//! The smaller pages of administration, in one file of the program: each is a line here, and the route table, which every
//! customer downloads, has one line for all of them.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};
use model::Fault;

use super::access::{GroupPage, GroupsPage, RegistrationsPage};
use super::archive::ArchivePage;
use super::identity::IdentityPage;
use super::identity_provider::ProviderPage;
use super::imports::ImportsPage;
use super::letters::{LetterPage, LettersPage};
use super::mail::MailPage;
use super::mail_server::MailServerPage;
use super::people::PeoplePage;
use super::tokens::TokensPage;
use super::webhooks::{DeliveryPage, WebhooksPage};
use crate::gallery::GalleryPage;
use crate::ui::load::FaultPage;

/// `/admin/:page/:item?`.
pub struct AdminPiece;

#[lazy_route]
impl LazyRoute for AdminPiece {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let params = use_params_map();
        let address = Memo::new(move |_| params.with(|params| (params.get("page").unwrap_or_default(), params.get("item"))));
        let page = move || {
            let (page, item) = address.get();
            match (page.as_str(), item) {
                ("archive", None) => view! { <ArchivePage/> }.into_any(),
                ("groups", None) => view! { <GroupsPage/> }.into_any(),
                ("groups", Some(item)) => view! { <GroupPage item/> }.into_any(),
                ("registrations", None) => view! { <RegistrationsPage/> }.into_any(),
                ("identity", None) => view! { <IdentityPage/> }.into_any(),
                ("identity", Some(wanted)) => view! { <ProviderPage wanted/> }.into_any(),
                ("mail", None) => view! { <MailPage/> }.into_any(),
                ("mail", Some(item)) if item == "settings" => view! { <MailServerPage/> }.into_any(),
                ("imports", item) => view! { <ImportsPage item/> }.into_any(),
                ("letters", None) => view! { <LettersPage/> }.into_any(),
                ("letters", Some(word)) => view! { <LetterPage word/> }.into_any(),
                ("people", item) => view! { <PeoplePage item/> }.into_any(),
                ("webhooks", item) => view! { <WebhooksPage item/> }.into_any(),
                ("webhook-deliveries", Some(id)) => view! { <DeliveryPage id/> }.into_any(),
                ("tokens", item) => view! { <TokensPage item/> }.into_any(),
                ("gallery", None) => view! { <GalleryPage/> }.into_any(),
                _ => view! { <FaultPage fault=Fault::NotFound/> }.into_any(),
            }
        };
        view! { {page} }.into_any()
    }
}
