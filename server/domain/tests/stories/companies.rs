//! Companies as staff keep them.

use domain::testing::World;
use model::companies::{Companies, CompanyFields};
use model::contacts::Contacts;
use model::properties::ListQuery;
use model::{CompanyId, Fault, Problem};

fn named(name: &str, domain: &str) -> CompanyFields {
    CompanyFields { name: name.into(), domain: domain.into(), ..Default::default() }
}

#[tokio::test]
async fn a_company_is_kept_as_typed_and_checked() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    let company = agent.create_company(&named(" Initech ", "INITECH.example")).await.unwrap();
    assert_eq!(agent.company(company).await.unwrap().fields, named("Initech", "initech.example"));
    agent.update_company(company, &named("Initrode", "")).await.unwrap();
    assert_eq!(agent.company(company).await.unwrap().fields, named("Initrode", ""));
    let wrong = agent.create_company(&named("", "not a host")).await.unwrap_err();
    assert_eq!(wrong.problem_of("name"), Some(&Problem::Missing));
    assert_eq!(wrong.problem_of("domain"), Some(&Problem::Malformed));
    assert_eq!(agent.company(CompanyId(99)).await.err(), Some(Fault::NotFound));
    assert_eq!(agent.update_company(CompanyId(99), &named("X", "")).await, Err(Fault::NotFound));
}

#[tokio::test]
async fn the_list_counts_contacts_and_is_searched_by_name_and_domain() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    let rows = agent.companies(&"".into()).await.unwrap().rows;
    let rows: Vec<_> = rows.into_iter().map(|row| (row.name, row.contacts)).collect();
    assert_eq!(rows, [("Globex".to_owned(), 1), ("Acme".to_owned(), 2)]);
    for (words, expected) in [("ACM", 1), ("globex.ex", 1), ("cme", 0), ("%", 0)] {
        assert_eq!(agent.companies(&words.into()).await.unwrap().rows.len(), expected, "{words}");
    }
    for n in 0..30 {
        agent.create_company(&named(&format!("Chain {n}"), "")).await.unwrap();
    }
    let first = agent.companies(&"chain".into()).await.unwrap();
    let second = agent.companies(&ListQuery { after: first.next, ..ListQuery::from("chain") }).await.unwrap();
    assert_eq!((first.rows.len(), second.rows.len(), second.next), (25, 5, None));
    assert_eq!((first.rows[0].name.as_str(), second.rows[4].name.as_str()), ("Chain 29", "Chain 0"));
}

#[tokio::test]
async fn a_companys_page_names_its_contacts() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    agent.join_company(world.contact("carla"), world.acme, false).await.unwrap();
    let shown = agent.company(world.acme).await.unwrap();
    let names: Vec<_> = shown.contacts.iter().map(|row| (row.name.as_str(), row.company.as_deref())).collect();
    let expected = [("Ana Alves", Some("Acme")), ("Bruno Bianchi", Some("Acme")), ("Carla Costa", Some("Globex"))];
    assert_eq!(names, expected);
    assert!(shown.tickets.is_empty());
}
