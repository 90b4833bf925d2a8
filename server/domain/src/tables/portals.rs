use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portals")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub name: String,
    pub status: String,
    pub step: String,
    pub domain_id: Option<i64>,
    pub slug: String,
    pub inbox_id: Option<i64>,
    pub permission: String,
    pub access: String,
    pub sign_in_methods: String,
    pub session_minutes: i64,
    pub customers_may_close: bool,
    pub reopen_days: i64,
    pub registration: String,
    pub created_at: i64,
    pub live_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
