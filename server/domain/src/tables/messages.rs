use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "messages")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub ticket_id: i64,
    pub thread_id: Option<i64>,
    pub kind: String,
    pub direction: Option<String>,
    pub contact_id: Option<i64>,
    pub user_id: Option<i64>,
    pub author_name: Option<String>,
    pub text: String,
    pub event: Option<String>,
    pub submission_key: Option<String>,
    pub created_at: i64,
    pub note_id: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
