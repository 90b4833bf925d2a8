//! Changes as they happen: the server says which ticket changed, the page asks again through the usual door.

use futures::StreamExt;
use futures::future::{AbortHandle, Abortable};
use gloo_net::eventsource::futures::EventSource;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;

/// What a stream tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The ticket of this id is not as it was.
    Ticket(String),
    /// Something was missed, for the stream was away or too slow: anything may have changed.
    Resumed,
    /// The reader may not hear of changes any more; nothing follows.
    Ended,
}

#[derive(Deserialize)]
struct Told {
    ticket: String,
}

/// Waits between attempts, in milliseconds: soon at first, then patiently.
const WAITS: [u64; 6] = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000];

/// Listens to the stream at `url` as long as the component lives. Does nothing on the server.
pub fn use_events(url: String, on_change: impl Fn(Change) + 'static) {
    let abort: StoredValue<Option<AbortHandle>> = StoredValue::new(None);
    // The server drops the effect at once, on this thread: a stored value would be dropped on whichever one is last.
    let mut start = Some((url, on_change));
    Effect::new(move |_| {
        let Some((url, on_change)) = start.take() else { return };
        let (handle, registration) = AbortHandle::new_pair();
        abort.set_value(Some(handle));
        spawn_local(async move {
            let _ = Abortable::new(listen(url, on_change), registration).await;
        });
    });
    on_cleanup(move || {
        if let Some(handle) = abort.try_get_value().flatten() {
            handle.abort();
        }
    });
}

async fn listen(url: String, on_change: impl Fn(Change)) {
    let mut attempt = 0;
    loop {
        match hear(&url, &on_change, &mut attempt).await {
            Heard::Ended => return on_change(Change::Ended),
            Heard::Broken => {
                let wait = WAITS[attempt.min(WAITS.len() - 1)];
                attempt += 1;
                sleep(wait).await;
            }
        }
    }
}

enum Heard {
    Ended,
    Broken,
}

/// One connection, from opening to its end. Dropping the source closes it.
async fn hear(url: &str, on_change: &impl Fn(Change), attempt: &mut usize) -> Heard {
    let Ok(mut source) = EventSource::new(url) else { return Heard::Broken };
    let Ok(streams) =
        ["ready", "ticket", "lagged", "ended"].into_iter().map(|kind| source.subscribe(kind)).collect::<Result<Vec<_>, _>>()
    else {
        return Heard::Broken;
    };
    let mut all = futures::stream::select_all(streams);
    while let Some(Ok((kind, event))) = all.next().await {
        match kind.as_str() {
            "ended" => return Heard::Ended,
            "lagged" => on_change(Change::Resumed),
            "ready" => {
                if std::mem::take(attempt) > 0 {
                    on_change(Change::Resumed);
                }
            }
            _ => {
                let told = event.data().as_string().and_then(|data| serde_json::from_slice::<Told>(data.as_bytes()).ok());
                if let Some(Told { ticket }) = told {
                    on_change(Change::Ticket(ticket));
                }
            }
        }
    }
    Heard::Broken
}

async fn sleep(milliseconds: u64) {
    let (done, wait) = futures::channel::oneshot::channel();
    set_timeout(
        move || {
            let _ = done.send(());
        },
        std::time::Duration::from_millis(milliseconds),
    );
    let _ = wait.await;
}
