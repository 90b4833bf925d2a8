//! An authenticator app without a telephone.

use model::Timestamp;
use model::second_factor::OwnSecondFactor;
use totp_rs::{Builder, Secret, Totp};

use super::World;
use crate::desks::UserDesk;

/// The app, once it has been given its secret.
pub struct App(Totp);

impl App {
    /// Takes the secret of an authenticator that is being set up.
    pub async fn of(desk: &UserDesk) -> Self {
        let enrolment = desk.own_factors().await.expect("an account").enrolment.expect("a secret");
        Self::with(&enrolment.secret)
    }

    /// Takes a secret as a person types it.
    pub fn with(secret: &str) -> Self {
        let secret = Secret::try_from_base32(secret.replace(' ', "")).expect("base32");
        Self(Builder::new().with_secret(secret).build().expect("a secret that is long enough"))
    }

    pub fn code(&self, at: Timestamp) -> String {
        self.0.generate(at.0.unsigned_abs() / 1000).to_string()
    }
}

impl World {
    /// Somebody of the cast sets an app up; answers it with the recovery codes.
    pub async fn enrol(&self, name: &str) -> (App, Vec<String>) {
        let desk = self.user_desk(name).await;
        desk.begin_authenticator().await.expect("a secret");
        let app = App::of(&desk).await;
        let codes = desk.confirm_authenticator(&app.code(self.now())).await.expect("recovery codes");
        (app, codes)
    }
}
