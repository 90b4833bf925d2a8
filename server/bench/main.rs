//! `make bench`: how fast the release is on a small and a large world, in one run, beside a handler that does nothing.
//!
//! Machines are noisy and differ, so the ratios are what counts: large to small, and Portico to the bare handler that
//! sends the same bytes. The worlds are kept in `target/bench/` and made again when their size changes.

mod client;
mod integrations;
mod process;
mod table;
mod world;

use std::time::Duration;

use client::{Load, Request};
use process::Server;
use table::Row;
use world::World;

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// Connections that ask at one time: twice the cores of a small machine.
const CONNECTIONS: usize = 4;

#[tokio::main]
async fn main() -> Result<(), Failed> {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("bare") {
        return process::bare(arguments.next().and_then(|size| size.parse().ok()).unwrap_or(0)).await;
    }
    let sizes: Vec<u64> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 1_000_000] } else { sizes };
    let mut rows = Vec::new();
    for tickets in sizes {
        rows.extend(measure(tickets).await?);
    }
    table::print(&rows);
    Ok(())
}

/// All measurements on one world.
async fn measure(tickets: u64) -> Result<Vec<Row>, Failed> {
    let world = World::of(tickets).await?;
    let server = Server::start(&world.data)?;
    eprintln!("{tickets} tickets: up after {:?}, {} MB resident", server.cold_start, server.resident()? / 1_000_000);
    let mut scenarios = world.visitors(&server).await?.scenarios();
    scenarios.extend(world.integrations(&server).await?.scenarios());
    let mut rows = Vec::new();
    for (name, requests) in scenarios {
        // Once without counting, so that caches are as they are in use.
        Load { requests: &requests, connections: CONNECTIONS, lasting: Duration::from_millis(500) }.run(&server)?;
        let load = Load { requests: &requests, connections: CONNECTIONS, lasting: Duration::from_secs(5) };
        let measured = load.run(&server)?;
        let bare = bare_beside(measured.bytes, &requests[0])?;
        rows.push(Row { tickets, name, measured, bare });
        if let Some(name) = integrations::alone(name) {
            let measured = Load { connections: 1, ..load }.run(&server)?;
            let bare = bare_beside(measured.bytes, &requests[0])?;
            rows.push(Row { tickets, name, measured, bare });
        }
    }
    rows.push(Row::about(tickets, "resident, loaded (MB)", server.resident()? as f64 / 1e6));
    rows.push(Row::about(tickets, "cold start (ms)", server.cold_start.as_secs_f64() * 1e3));
    Ok(rows)
}

/// The same number of bytes from an axum handler that has them ready.
fn bare_beside(bytes: usize, request: &Request) -> Result<client::Measured, Failed> {
    let server = Server::bare(bytes)?;
    let requests = [request.clone()];
    let load = Load { requests: &requests, connections: CONNECTIONS, lasting: Duration::from_secs(2) };
    load.run(&server)
}
