//! Where the screens of `app` meet the rules of `domain`: settings, the web server, the commands.

pub mod api;
pub mod commands;
pub mod config;
pub mod http;
pub mod imports;
pub mod mail;
pub mod web;
pub mod webhooks;
mod work;
