//! What several stories do at doors.

use domain::testing::World;
use domain::{Failure, PortalPlace};
use model::Fault;

/// The capability at the end of a link.
pub fn token_of(link: &str) -> &str {
    link.rsplit('/').next().unwrap()
}

/// Whether a request with this session gets to a desk, or why not.
pub async fn enters(world: &World, place: &PortalPlace, secret: &str) -> Result<(), Fault> {
    world.portico.contact_desk(place, Some(secret)).await.map(|_| ()).map_err(Failure::into_fault)
}

/// The same at the world's own portal, with the session that somebody of the cast began at the start.
pub async fn comes_back(world: &World, name: &str) -> Result<(), Fault> {
    enters(world, &world.place().await, world.secret(name)).await
}

pub async fn staff_enters(world: &World, secret: &str) -> Result<(), Fault> {
    world.portico.user_desk(Some(secret)).await.map(|_| ()).map_err(Failure::into_fault)
}
