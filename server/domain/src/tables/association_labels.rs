use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "association_labels")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub from_type: String,
    pub to_type: String,
    pub name: String,
    pub label: String,
    pub inverse_id: Option<i64>,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
