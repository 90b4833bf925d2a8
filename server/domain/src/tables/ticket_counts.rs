use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket_counts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub pipeline_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub stage_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub turn: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub priority: String,
    pub tickets: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
