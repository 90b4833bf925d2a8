//! Portico from outside: the whole server through its router, and the commands through the binary.

mod client;
mod commands;
mod crash;
mod forgery;
mod headers;
mod hosts;
mod pages;
mod sizes;
mod staff;
mod tenancy;
