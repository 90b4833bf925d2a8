//! What the first visit costs.

use axum::body::Body;
use axum::http::Method;
use model::tickets::{NewTicket, Tickets};

use crate::client::{Site, portal, request};

/// Bytes of the ticket list's first HTML with 25 rows, as sent to a browser (brotli).
const BUDGET: usize = 20_000;

#[tokio::test]
async fn the_list_of_25_tickets_is_small() {
    let site = Site::new().await;
    let ana = site.world.contact_desk("ana").await;
    for number in 0..25 {
        let subject = format!("The printer on floor {number} prints every page twice and then stops with a paper jam");
        let description = format!(
            "It began on day {number}. We tried another tray, other paper and another cable; nothing helped, so please send somebody."
        );
        let ticket = NewTicket { subject, description, priority: None, key: format!("key-number-{number}") };
        ana.open(&ticket).await.unwrap();
    }
    let request = request(Method::GET, &portal(""), Some(&site.cookie("ana")))
        .header("accept-encoding", "br")
        .header("accept", "text/html");
    let answer = site.send_raw(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.0.get("content-encoding").and_then(|value| value.to_str().ok()), Some("br"));
    println!("first HTML of the ticket list with 25 rows: {} bytes", answer.1.len());
    assert!(answer.1.len() <= BUDGET, "{} bytes, {} over the budget", answer.1.len(), answer.1.len() - BUDGET);
}
