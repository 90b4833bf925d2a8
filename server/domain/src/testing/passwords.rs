//! Passwords as an older installation kept them.

use argon2::password_hash::PasswordHasher;
use argon2::{Argon2, Params};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{PASSWORD, World, email};
use crate::tables::{contacts, users};

impl World {
    /// From now on `ana` and `agent` have their [`PASSWORD`] in a hash that is made at less cost than today's.
    pub async fn keep_cheap_hashes(&self) {
        let cheap = Argon2::from(Params::new(4_096, 1, 1, None).expect("parameters"));
        let hash = cheap.hash_password_with_salt(PASSWORD.as_bytes(), b"somesaltsomesalt").expect("a hash").to_string();
        let writer = self.portico.store.writer();
        let of_contact = contacts::Entity::update_many().filter(contacts::Column::Email.eq(email("ana")));
        of_contact.col_expr(contacts::Column::PasswordHash, Expr::value(&hash)).exec(writer).await.expect("a contact");
        let of_user = users::Entity::update_many().filter(users::Column::Email.eq(email("agent")));
        of_user.col_expr(users::Column::PasswordHash, Expr::value(&hash)).exec(writer).await.expect("a user");
    }

    /// The hashes of `ana` and `agent`.
    pub async fn hashes(&self) -> [String; 2] {
        let reader = self.portico.store.reader();
        let ana = contacts::Entity::find().filter(contacts::Column::Email.eq(email("ana"))).one(reader).await.expect("a row");
        let agent = users::Entity::find().filter(users::Column::Email.eq(email("agent"))).one(reader).await.expect("a row");
        [ana.and_then(|row| row.password_hash).expect("a password"), agent.expect("a user").password_hash]
    }
}
