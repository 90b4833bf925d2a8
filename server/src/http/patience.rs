//! How long a page may take to be made.
//!
//! Nothing that a page asks for takes seconds, and whatever waits for the database gives up by itself. But a page is put
//! together from many parts that wait for each other, and in the framework's history there is a row of faults by which one
//! of them waits for ever (leptos-rs/leptos #4578, #4851). Nobody is to look at a blank tab because of the next one: such a
//! page is made once more, which changes nothing, and only if that does not come either is it given up.

use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use model::Fault;

use super::headers::trouble;

/// For the first try, and for the second.
const PATIENCE: [Duration; 2] = [Duration::from_secs(5), Duration::from_secs(10)];

/// Answers that the service is busy where a page is not there in time. Forms are never cut off: what they do is done.
pub async fn page(request: Request, next: Next) -> Response {
    within(PATIENCE, request, next).await
}

async fn within(patience: [Duration; 2], request: Request, next: Next) -> Response {
    if !request.method().is_safe() {
        return next.run(request).await;
    }
    let path = request.uri().path().split('/').take(2).collect::<Vec<_>>().join("/");
    let (parts, _) = request.into_parts();
    for patience in patience {
        let again = Request::from_parts(parts.clone(), Body::empty());
        match tokio::time::timeout(patience, next.clone().run(again)).await {
            Ok(response) => return response,
            // Not the whole path: some end in a capability.
            Err(_) => tracing::error!(path, "a page was not ready in time"),
        }
    }
    trouble(Fault::Busy { retry_after_seconds: 1 })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use axum::Router;
    use axum::http::{Method, StatusCode};
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    async fn asked(method: Method, path: &str) -> StatusCode {
        let slow = || async { tokio::time::sleep(Duration::from_millis(300)).await };
        let hung = Arc::new(AtomicBool::new(false));
        let once = move || async move {
            if !hung.swap(true, Ordering::SeqCst) {
                std::future::pending::<()>().await;
            }
        };
        let router = Router::new()
            .route("/quick", get(|| async {}))
            .route("/slow", get(slow).post(slow))
            .route("/hangs-once", get(once))
            .layer(from_fn(|request, next| within([Duration::from_millis(50); 2], request, next)));
        router.oneshot(Request::builder().method(method).uri(path).body(Body::empty()).unwrap()).await.unwrap().status()
    }

    #[tokio::test]
    async fn a_page_that_does_not_come_is_not_waited_for_and_a_form_is() {
        assert_eq!(asked(Method::GET, "/quick").await, StatusCode::OK);
        assert_eq!(asked(Method::GET, "/slow").await, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(asked(Method::GET, "/hangs-once").await, StatusCode::OK);
        assert_eq!(asked(Method::POST, "/slow").await, StatusCode::OK);
    }
}
