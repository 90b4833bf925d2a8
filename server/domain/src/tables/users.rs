use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub email: String,
    pub name: String,
    pub role: String,
    pub password_hash: String,
    pub language: Option<String>,
    pub disabled_at: Option<i64>,
    pub created_at: i64,
    pub passkey_handle: Option<String>,
    /// Names of properties by kind of record, as JSON.
    pub list_columns: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The addresses of all staff by id, disabled ones included; none where nobody wants them.
    pub async fn load_emails(
        connection: &impl sea_orm::ConnectionTrait,
        wanted: bool,
    ) -> Result<std::collections::HashMap<i64, String>, sea_orm::DbErr> {
        let all = if wanted { Self::find().all(connection).await? } else { Vec::new() };
        Ok(all.into_iter().map(|user| (user.id, user.email)).collect())
    }
}
