//! The database schema: forward-only, a file each, the same for SQLite and PostgreSQL. A migration never uses the
//! entities of `domain`, which describe the newest schema and not the one that the migration leaves behind.

use sea_orm_migration::async_trait::async_trait;
pub use sea_orm_migration::prelude::{MigrationTrait, MigratorTrait};

mod dialect;
mod m0001_foundation;
mod m0002_search;
mod m0003_queue_counts;
mod m0004_imports;
mod m0005_mail;
mod m0006_access;
mod m0007_identity;
mod m0008_staff;
mod m0009_mail;
mod m0010_ticket_portals;
mod m0011_api;
mod m0012_engagements;
mod m0013_webhooks;
mod m0014_outbox_views;
mod m0015_imports;
mod m0017_audit_origin;
mod m0018_list_columns;
mod m0019_message_attachments;
mod m0020_archive;
mod m0021_file_fetches;
mod m0022_same_type_associations;
mod m0023_webhook_scopes;
mod m0024_ticket_counts;
mod m0025_import_traces;

pub struct Migrator;

#[async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_foundation::Migration),
            Box::new(m0002_search::Migration),
            Box::new(m0003_queue_counts::Migration),
            Box::new(m0004_imports::Migration),
            Box::new(m0005_mail::Migration),
            Box::new(m0006_access::Migration),
            Box::new(m0007_identity::Migration),
            Box::new(m0008_staff::Migration),
            Box::new(m0009_mail::Migration),
            Box::new(m0010_ticket_portals::Migration),
            Box::new(m0011_api::Migration),
            Box::new(m0012_engagements::Migration),
            Box::new(m0013_webhooks::Migration),
            Box::new(m0014_outbox_views::Migration),
            Box::new(m0015_imports::Migration),
            Box::new(m0017_audit_origin::Migration),
            Box::new(m0018_list_columns::Migration),
            Box::new(m0019_message_attachments::Migration),
            Box::new(m0020_archive::Migration),
            Box::new(m0021_file_fetches::Migration),
            Box::new(m0022_same_type_associations::Migration),
            Box::new(m0023_webhook_scopes::Migration),
            Box::new(m0024_ticket_counts::Migration),
            Box::new(m0025_import_traces::Migration),
        ]
    }
}
