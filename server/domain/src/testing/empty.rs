//! A world of another day, with the same staff and nobody else: what an export is brought into.

use std::collections::HashMap;
use std::sync::atomic::Ordering;

use model::people::{Role, StaffDoor};
use model::{CompanyId, PortalId, Timestamp};

use super::cast::{email, first_run, full_name};
use super::{Bare, PASSWORD, World, signed};
use crate::operator;

impl World {
    /// Begun a day after all others.
    pub async fn empty() -> Self {
        let Bare { portico, time, database } = Bare::new().await;
        time.fetch_add(Timestamp::DAY, Ordering::SeqCst);
        let mut secrets = HashMap::from([("owner", first_run(&portico).await)]);
        let owner = portico.user_desk(Some(&secrets["owner"])).await.expect("the owner's desk");
        let mut users = HashMap::from([("owner", owner.viewer.user)]);
        for (name, role) in [("admin", Role::Admin), ("agent", Role::Agent), ("colleague", Role::Agent)] {
            let user = operator::create_user(&portico, &email(name), full_name(name), role, PASSWORD).await.expect("a user");
            let entry = portico.staff_door().staff_sign_in(&email(name), PASSWORD).await.expect("a staff member let in");
            users.insert(name, user);
            secrets.insert(name, signed(entry).secret);
        }
        let contacts = HashMap::new();
        Self {
            portico,
            portal: PortalId(0),
            acme: CompanyId(0),
            globex: CompanyId(0),
            contacts,
            users,
            secrets,
            time,
            _database: database,
        }
    }
}
