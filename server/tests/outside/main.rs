//! Portico from outside: the whole server through its router, and the commands through the binary.

mod api;
mod client;
mod commands;
mod crash;
mod forgery;
mod headers;
mod hosts;
mod imports;
mod mail;
mod mail_settings;
mod oidc;
mod pages;
mod post_office;
mod sizes;
mod staff;
mod tenancy;
