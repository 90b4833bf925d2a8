//! For whatever watches the server: is it alive, and should it get requests?

use axum::extract::State;
use axum::http::StatusCode;

use super::router::Web;

/// The process answers. Looks at nothing else, so that a slow database does not get it killed.
pub async fn live() -> &'static str {
    "live\n"
}

/// The database answers and the server is not stopping.
pub async fn ready(State(web): State<Web>) -> (StatusCode, &'static str) {
    if *web.stopping.borrow() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping\n")
    } else if !web.portico.store().answers().await {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
    } else {
        (StatusCode::OK, "ready\n")
    }
}
