//! The front desk of one request: from what it carries (host, cookies, address) to the desk that its sender may sit at.

use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, USER_AGENT};
use domain::{Failure, PortalFound, PortalPlace, Portico, StaffDoorPlace};
use model::desk::{CustomerDesk, Reception, StaffDesk, VisitorDoor};
use model::people::{Admission, StaffDoor};
use model::second_factor::StepTicket;
use model::{Fault, Language, PortalId};

use super::hosts::RequestHost;
use super::router::Web;

/// How long a browser keeps the ticket of a sign-in that is half done; the ticket itself is good no longer.
const STEP_SECONDS: u32 = 10 * 60;

/// How long a browser is known, in seconds: as long as browsers keep anything (400 days, RFC 6265bis 5.5).
const KNOWN_SECONDS: u32 = 400 * 24 * 60 * 60;
const CONTACTS: &str = "contact";
const STAFF: &str = "staff";

pub struct FrontDesk {
    portico: Portico,
    host: String,
    headers: HeaderMap,
    peer: Option<IpAddr>,
}

impl FrontDesk {
    pub fn of(web: &Web, request: &Request) -> Self {
        Self {
            portico: web.portico.clone(),
            host: request.extensions().get::<RequestHost>().map(|host| host.0.clone()).unwrap_or_default(),
            headers: request.headers().clone(),
            peer: web.proxies.peer_of(request),
        }
    }

    /// The portal at the slug, and the session secret that the request carries for it.
    async fn place(&self, slug: &str) -> Result<(Arc<PortalPlace>, Option<String>), Fault> {
        let at = async |slug: &str| self.portico.portal_at(&self.host, slug).await.map_err(Failure::into_fault);
        let mut found = at(slug).await?;
        // A page that was open when the portal got another slug still says the old one.
        if let PortalFound::Redirect { to_origin: None, to_slug } = &found {
            found = at(to_slug).await?;
        }
        match found {
            PortalFound::Live(place) => {
                let secret = cookie(&self.headers, &self.portal_cookie_name(place.id()));
                Ok((place, secret))
            }
            PortalFound::Redirect { .. } | PortalFound::None => Err(Fault::NotFound),
        }
    }

    /// The desk of the contact whose session the request carries.
    pub async fn contact(&self, slug: &str) -> Result<domain::ContactDesk, Fault> {
        let (place, secret) = self.place(slug).await?;
        self.portico.contact_desk(&place, secret.as_deref()).await.map_err(Failure::into_fault)
    }

    pub async fn user(&self) -> Result<domain::UserDesk, Fault> {
        self.staff_pages_are_here()?;
        let secret = cookie(&self.headers, &self.staff_cookie_name());
        let desk = self.portico.user_desk(secret.as_deref()).await.map_err(Failure::into_fault)?;
        Ok(desk.visited_by(self.peer))
    }

    /// The portal's door, with who stands there.
    pub async fn portal_place(&self, slug: &str) -> Result<PortalPlace, Fault> {
        let (place, secret) = self.place(slug).await?;
        Ok(place.visited_by(self.peer, secret.as_deref()).with_browser(self.agent(), self.known(CONTACTS).as_deref()))
    }

    pub fn staff_place(&self) -> Result<StaffDoorPlace, Fault> {
        self.staff_pages_are_here()?;
        let held = cookie(&self.headers, &self.staff_cookie_name());
        let step = cookie(&self.headers, &self.step_cookie_name());
        let door = self.portico.staff_door().visited_by(self.peer, held.as_deref());
        Ok(door.with_browser(self.agent(), self.known(STAFF).as_deref(), step.as_deref()))
    }

    /// What the browser keeps while somebody is at an identity provider.
    pub fn single_sign_on_secret(&self) -> Option<String> {
        cookie(&self.headers, &self.single_sign_on_cookie_name())
    }

    /// `Lax`, because the provider sends people back from another site; ten minutes, as long as an attempt is good.
    pub fn single_sign_on_cookie(&self, secret: Option<&str>) -> String {
        let secure = if self.portico.settings().address.secure { "; Secure" } else { "" };
        let (value, seconds) = secret.map_or(("", 0), |secret| (secret, 600));
        let name = self.single_sign_on_cookie_name();
        format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
    }

    fn single_sign_on_cookie_name(&self) -> String {
        format!("{}portico-sso", self.prefix())
    }

    /// Staff pages live on the system domain only: a customer's domain shares no cookie with them.
    fn staff_pages_are_here(&self) -> Result<(), Fault> {
        if self.portico.is_system_host(&self.host) { Ok(()) } else { Err(Fault::NotFound) }
    }

    /// A cookie for each portal, because the portals of one host share a cookie jar.
    fn portal_cookie_name(&self, portal: PortalId) -> String {
        format!("{}portico-portal-{portal}", self.prefix())
    }

    fn staff_cookie_name(&self) -> String {
        format!("{}portico-staff", self.prefix())
    }

    fn step_cookie_name(&self) -> String {
        format!("{}portico-step", self.prefix())
    }

    /// What the browser is known by. One of a customer's host is for all its portals, whose accounts are the same.
    fn known(&self, whose: &str) -> Option<String> {
        cookie(&self.headers, &self.known_cookie_name(whose))
    }

    fn known_cookie_name(&self, whose: &str) -> String {
        format!("{}portico-known-{whose}", self.prefix())
    }

    fn agent(&self) -> Option<&str> {
        self.headers.get(USER_AGENT).and_then(|value| value.to_str().ok())
    }

    /// Browsers take the `__Host-` prefix over TLS only (RFC 6265bis, 4.1.3.2).
    fn prefix(&self) -> &'static str {
        if self.portico.settings().address.secure { "__Host-" } else { "" }
    }

    fn set_cookie(&self, name: &str, admission: Option<&Admission>) -> String {
        let secure = if self.portico.settings().address.secure { "; Secure" } else { "" };
        match admission {
            Some(admission) => format!("{name}={}; Path=/; HttpOnly; SameSite=Lax{secure}", admission.secret),
            None => format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}"),
        }
    }
}

/// The value of a cookie. Of two with one name the first is taken, and its session decides.
fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .find_map(|pair| pair.trim().split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value.to_owned()))
}

#[async_trait]
impl Reception for FrontDesk {
    async fn portal(&self, slug: &str) -> Result<Arc<dyn VisitorDoor>, Fault> {
        Ok(Arc::new(self.portal_place(slug).await?))
    }

    async fn customer(&self, slug: &str) -> Result<Arc<dyn CustomerDesk>, Fault> {
        Ok(Arc::new(self.contact(slug).await?))
    }

    async fn staff_door(&self) -> Result<Arc<dyn StaffDoor>, Fault> {
        Ok(Arc::new(self.staff_place()?))
    }

    async fn staff(&self) -> Result<Arc<dyn StaffDesk>, Fault> {
        Ok(Arc::new(self.user().await?))
    }

    fn preferred_language(&self) -> Language {
        let header = self.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        header.and_then(Language::negotiate).unwrap_or_default()
    }

    async fn portal_cookie(&self, slug: &str, admission: Option<&Admission>) -> Result<String, Fault> {
        let (place, _) = self.place(slug).await?;
        Ok(self.set_cookie(&self.portal_cookie_name(place.id()), admission))
    }

    fn staff_cookie(&self, admission: Option<&Admission>) -> String {
        self.set_cookie(&self.staff_cookie_name(), admission)
    }

    fn known_cookie(&self, admission: &Admission) -> Option<String> {
        let account = admission.account.as_deref()?;
        let whose = if account.starts_with("user:") { STAFF } else { CONTACTS };
        let mark = self.portico.known_device(account).ok()?;
        let secure = if self.portico.settings().address.secure { "; Secure" } else { "" };
        let name = self.known_cookie_name(whose);
        Some(format!("{name}={mark}; Path=/; Max-Age={KNOWN_SECONDS}; HttpOnly; SameSite=Lax{secure}"))
    }

    /// For this site only: nobody comes to the second step by a link.
    fn step_cookie(&self, ticket: Option<&StepTicket>) -> String {
        let secure = if self.portico.settings().address.secure { "; Secure" } else { "" };
        let (secret, seconds) = ticket.map_or(("", 0), |ticket| (ticket.secret.as_str(), STEP_SECONDS));
        format!("{}={secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}", self.step_cookie_name())
    }

    fn note(&self, fault: Fault) -> Fault {
        match fault {
            Fault::Internal { reference } if reference.is_empty() => {
                let reference = domain::reference();
                tracing::error!(reference, "a page failed");
                Fault::Internal { reference }
            }
            fault => fault,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; portico-staffx=2;portico-staff=3"));
        headers.append(COOKIE, HeaderValue::from_static("b=4"));
        assert_eq!(cookie(&headers, "portico-staff").as_deref(), Some("3"));
        assert_eq!(cookie(&headers, "b").as_deref(), Some("4"));
        assert_eq!(cookie(&headers, "c"), None);
    }
}
