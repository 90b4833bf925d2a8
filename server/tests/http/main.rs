//! The whole server through its router: what a client on the network can and cannot do.

mod client;
mod forgery;
mod headers;
mod hosts;
mod pages;
mod tenancy;
