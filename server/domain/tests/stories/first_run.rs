//! The first run: once, by whoever has the token, and never again.

use domain::operator;
use domain::testing::{Bare, PASSWORD, World};
use model::people::{NewOwner, OwnStaffAccount, Role, StaffDoor};
use model::{Fault, Problem, Refusal};

fn owner(token: &str) -> NewOwner {
    NewOwner { token: token.into(), name: "Olivia".into(), email: "olivia@example.com".into(), password: PASSWORD.into() }
}

#[tokio::test]
async fn the_token_of_the_latest_start_makes_the_owner_once() {
    let Bare { portico, database: _database, .. } = Bare::new().await;
    let door = portico.staff_door();
    let first = portico.install().await.unwrap().unwrap();
    let token = portico.install().await.unwrap().unwrap();
    assert_ne!(first, token);
    assert_eq!(door.needs_setup().await, Ok(true));
    for wrong in ["", " ", &first, &token.to_lowercase(), "garbage", &token[1..]] {
        assert_eq!(door.check_setup_token(wrong).await, Err(Fault::Refused(Refusal::LinkInvalid)), "{wrong:?}");
        assert_eq!(door.create_owner(&owner(wrong)).await.err(), Some(Fault::Refused(Refusal::LinkInvalid)), "{wrong:?}");
    }
    assert_eq!(door.check_setup_token(&token).await, Ok(()));

    let weak = NewOwner { password: "password".into(), email: "x".into(), ..owner(&token) };
    let fault = door.create_owner(&weak).await.unwrap_err();
    assert_eq!(fault.problem_of("password"), Some(&Problem::TooCommon));
    assert_eq!(fault.problem_of("email"), Some(&Problem::Malformed));

    let admission = door.create_owner(&owner(&token)).await.unwrap();
    let desk = portico.user_desk(Some(&admission.secret)).await.unwrap();
    assert_eq!(desk.staff_profile().role, Role::Owner);

    assert_eq!(door.needs_setup().await, Ok(false));
    assert_eq!(portico.install().await.unwrap(), None);
    assert_eq!(door.check_setup_token(&token).await, Err(Fault::Refused(Refusal::AlreadySetUp)));
    let second = NewOwner { email: "second@example.com".into(), ..owner(&token) };
    assert_eq!(door.create_owner(&second).await.err(), Some(Fault::Refused(Refusal::AlreadySetUp)));
}

#[tokio::test]
async fn of_two_owners_at_once_there_is_one() {
    let Bare { portico, database: _database, .. } = Bare::new().await;
    let token = portico.install().await.unwrap().unwrap();
    let door = portico.staff_door();
    let others: Vec<NewOwner> = (0..4).map(|n| NewOwner { email: format!("owner{n}@example.com"), ..owner(&token) }).collect();
    let made = futures::future::join_all(others.iter().map(|owner| door.create_owner(owner))).await;
    assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 1);
    for refused in made.into_iter().filter_map(Result::err) {
        assert_eq!(refused, Fault::Refused(Refusal::AlreadySetUp));
    }
}

#[tokio::test]
async fn an_owner_made_by_command_ends_the_first_run() {
    let Bare { portico, database: _database, .. } = Bare::new().await;
    let token = portico.install().await.unwrap().unwrap();
    operator::create_user(&portico, "agent@example.com", "Adam", Role::Agent, PASSWORD).await.unwrap();
    assert_eq!(portico.staff_door().needs_setup().await, Ok(true));
    operator::create_user(&portico, "root@example.com", "Root", Role::Owner, PASSWORD).await.unwrap();
    assert_eq!(portico.staff_door().needs_setup().await, Ok(false));
    assert_eq!(portico.staff_door().create_owner(&owner(&token)).await.err(), Some(Fault::Refused(Refusal::AlreadySetUp)));
    assert_eq!(portico.install().await.unwrap(), None);
}

#[tokio::test]
async fn the_first_run_does_not_reappear_while_the_database_is_down() {
    let world = World::new().await;
    world.portico.store().clone().close().await.unwrap();
    let answer = world.portico.staff_door().needs_setup().await;
    assert!(matches!(answer, Err(Fault::Busy { .. } | Fault::Internal { .. })), "{answer:?}");
    assert!(world.portico.install().await.is_err());
}

#[tokio::test]
async fn users_made_by_command_are_checked() {
    let Bare { portico, database: _database, .. } = Bare::new().await;
    let fault = |outcome: Result<_, domain::Failure>| outcome.map(|_: model::UserId| ()).unwrap_err().into_fault();
    let wrong = fault(operator::create_user(&portico, "nobody", " ", Role::Agent, "short").await);
    assert_eq!(wrong.problem_of("email"), Some(&Problem::Malformed));
    assert_eq!(wrong.problem_of("name"), Some(&Problem::Missing));
    assert_eq!(wrong.problem_of("password"), Some(&Problem::TooShort { min: 8 }));
    operator::create_user(&portico, "Adam@example.com", "Adam", Role::Agent, PASSWORD).await.unwrap();
    let twice = fault(operator::create_user(&portico, "adam@EXAMPLE.com", "Adam", Role::Admin, PASSWORD).await);
    assert_eq!(twice, Fault::invalid("email", Problem::Taken));
}
