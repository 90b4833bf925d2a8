use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tickets")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub subject: String,
    pub subject_key: String,
    pub content: String,
    pub pipeline_id: i64,
    pub stage_id: i64,
    pub turn: String,
    pub is_open: bool,
    pub priority: Option<String>,
    pub category: Option<String>,
    pub source: String,
    pub owner_id: Option<i64>,
    pub created_by_id: Option<i64>,
    pub inbox_id: Option<i64>,
    pub portal_id: Option<i64>,
    pub follows_id: Option<i64>,
    pub last_message_id: Option<i64>,
    pub properties: String,
    pub external_key: Option<String>,
    pub submission_key: Option<String>,
    pub version: i64,
    pub created_at: i64,
    pub updated_at: i64,
    pub last_activity_at: i64,
    pub closed_at: Option<i64>,
    pub archived_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
