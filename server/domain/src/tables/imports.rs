use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "imports")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: String,
    pub file_name: String,
    pub file_size: i64,
    pub state: String,
    pub actor: String,
    pub stored: bool,
    pub options: String,
    pub layout: String,
    pub problem: Option<String>,
    pub rehearsed: bool,
    pub total_rows: i64,
    pub done_rows: i64,
    pub created_records: i64,
    pub updated_records: i64,
    pub unchanged_rows: i64,
    pub failed_rows: i64,
    pub contacts_beside: i64,
    pub companies_beside: i64,
    pub values_written: i64,
    pub undone_records: i64,
    pub kept_records: i64,
    pub worker: Option<String>,
    pub lease_until: Option<i64>,
    pub created_at: i64,
    pub started_at: Option<i64>,
    pub finished_at: Option<i64>,
    pub undone_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
