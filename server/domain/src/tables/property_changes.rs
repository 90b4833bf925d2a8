use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "property_changes")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub object_type: String,
    pub record_id: i64,
    pub property: String,
    pub before_value: Option<String>,
    pub after_value: Option<String>,
    pub actor: String,
    pub changed_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
