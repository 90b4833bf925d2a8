//! Stories about what people do at their desks, each on a fresh database. SQLite, unless `PORTICO_TEST_DATABASE_URL`
//! names a PostgreSQL database.

mod access;
mod companies;
mod contacts;
mod crm;
mod crm_search;
mod demo;
mod domains;
mod doors;
mod durability;
mod email_change;
mod first_run;
mod helpdesk;
mod identity;
mod import;
mod invitations;
mod letters;
mod live;
mod mail;
mod notifications;
mod passkeys;
mod people;
mod portals;
mod registration;
mod search;
mod second_factor;
mod sessions;
mod staff;
mod tickets;
mod two_portals;
mod visibility;
mod webhooks;
