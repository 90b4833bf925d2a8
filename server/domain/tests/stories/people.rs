//! The first run, sessions, signing in, invitations.

use domain::testing::World;
use model::people::OwnAccount;

#[tokio::test]
async fn the_cast_sits_at_its_desks() {
    let world = World::new().await;
    for (name, full_name) in [("ana", "Ana Alves"), ("bruno", "Bruno Bianchi"), ("carla", "Carla Costa")] {
        let profile = world.contact_desk(name).await.profile();
        assert_eq!((profile.name.as_str(), profile.view_only), (full_name, false));
    }
    for name in ["owner", "admin", "agent", "colleague"] {
        world.user_desk(name).await;
    }
}
