//! Pages of the desk show records of the same kind that theirs is associated with.

use domain::crm::{LinkWanted, ObjectType, PairKinds};
use domain::testing::World;
use model::companies::Companies;
use model::contacts::Contacts;
use model::helpdesk::HelpDesk;
use model::related::Relation;
use model::{CompanyId, TicketId};

use crate::crm::new;
use crate::tickets::anas_ticket;

async fn link(world: &World, kind: ObjectType, (from, to): (i64, i64), type_id: i64) {
    let kinds = PairKinds::of(kind, kind).unwrap();
    let wanted = LinkWanted { from: from.to_string(), to: to.to_string(), types: vec![type_id] };
    world.token_desk().await.link_records(kinds, &wanted).await.unwrap();
}

#[tokio::test]
async fn a_company_shows_what_it_is_part_of_and_what_is_part_of_it() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    assert!(agent.company(world.acme).await.unwrap().related.is_empty());
    link(&world, ObjectType::Companies, (world.acme.0, world.globex.0), 14).await;
    let seen = |company: CompanyId| {
        let agent = &agent;
        async move {
            let related = agent.company(company).await.unwrap().related;
            related.into_iter().map(|other| (other.id, other.relation)).collect::<Vec<_>>()
        }
    };
    assert_eq!(seen(world.acme).await, [(world.globex.0, Relation::Parent)]);
    assert_eq!(seen(world.globex).await, [(world.acme.0, Relation::Child)]);
    let desk = world.token_desk().await;
    desk.archive_record(ObjectType::Companies, &world.globex.to_string()).await.unwrap();
    assert!(seen(world.acme).await.is_empty(), "what is archived is not shown");
}

#[tokio::test]
async fn tickets_and_contacts_show_those_beside_them_by_name() {
    let world = World::new().await;
    let (agent, desk) = (world.user_desk("agent").await, world.token_desk().await);
    let (ana, bruno) = (world.contact("ana"), world.contact("bruno"));
    link(&world, ObjectType::Contacts, (ana.0, bruno.0), 449).await;
    let related = agent.contact(bruno).await.unwrap().related;
    assert_eq!((related.len(), related[0].id, related[0].name.as_str()), (1, ana.0, "Ana Alves"));
    let first = anas_ticket(&world).await;
    let second = desk.create_record(ObjectType::Tickets, &new(&[("hs_pipeline_stage", "1")], &[])).await.unwrap().id;
    link(&world, ObjectType::Tickets, (first.0, second), 452).await;
    let related = agent.staff_ticket(first).await.unwrap().related;
    assert_eq!((related[0].id, related[0].relation), (second, Relation::Plain));
    assert!(!related[0].name.is_empty(), "one without a subject is called something");
    assert_eq!(agent.staff_ticket(TicketId(second)).await.unwrap().related[0].id, first.0);
}
