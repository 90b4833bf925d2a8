//! The table that is printed and kept in docs/benchmarks.md.

use crate::client::Measured;
use crate::integrations::{BATCH, BATCHED, BATCHED_ALONE, SINGLE, SINGLE_ALONE};

pub struct Row {
    pub tickets: u64,
    pub name: &'static str,
    pub measured: Measured,
    pub bare: Measured,
}

impl Row {
    /// A single number instead of a load.
    pub fn about(tickets: u64, name: &'static str, number: f64) -> Self {
        Self { tickets, name, measured: Measured { per_second: number, ..Measured::default() }, bare: Measured::default() }
    }

    fn is_load(&self) -> bool {
        self.measured.bytes > 0
    }
}

fn milliseconds(time: std::time::Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1e3)
}

pub fn print(rows: &[Row]) {
    println!("| tickets | what | requests/s | p50 ms | p99 ms | CPU ms | bytes | bare requests/s | bare p50 ms |");
    println!("|--:|---|--:|--:|--:|--:|--:|--:|--:|");
    for row in rows.iter().filter(|row| row.is_load()) {
        let Row { tickets, name, measured, bare } = row;
        println!(
            "| {tickets} | {name} | {:.0} | {} | {} | {} | {} | {:.0} | {} |",
            measured.per_second,
            milliseconds(measured.p50),
            milliseconds(measured.p99),
            milliseconds(measured.processor),
            measured.bytes,
            bare.per_second,
            milliseconds(bare.p50)
        );
    }
    for row in rows.iter().filter(|row| !row.is_load()) {
        println!("\n{} tickets: {} {:.0}", row.tickets, row.name, row.measured.per_second);
    }
    batches(rows);
    growth(rows);
}

/// What a batch brings: tickets in a second, beside one in each call.
fn batches(rows: &[Row]) {
    for batch in rows.iter().filter(|row| [BATCHED, BATCHED_ALONE].contains(&row.name)) {
        let (alone, clients) = if batch.name == BATCHED { (SINGLE, "four clients") } else { (SINGLE_ALONE, "one client") };
        let Some(single) = rows.iter().find(|row| row.name == alone && row.tickets == batch.tickets) else { continue };
        let per_second = batch.measured.per_second * BATCH as f64;
        println!(
            "\n{} tickets, {clients}: {per_second:.0} tickets a second in batches, {:.0} one by one: {:.1} ×",
            batch.tickets,
            single.measured.per_second,
            per_second / single.measured.per_second
        );
    }
}

/// The largest world to the smallest, by the time of the middle request.
fn growth(rows: &[Row]) {
    let (Some(least), Some(most)) = (rows.iter().map(|row| row.tickets).min(), rows.iter().map(|row| row.tickets).max()) else {
        return;
    };
    if least == most {
        return;
    }
    println!("\nGrowth from {least} to {most} tickets (p50, and CPU per request):\n");
    for small in rows.iter().filter(|row| row.tickets == least && row.is_load()) {
        if let Some(large) = rows.iter().find(|row| row.tickets == most && row.name == small.name) {
            let times =
                |large: std::time::Duration, small: std::time::Duration| large.as_secs_f64() / small.as_secs_f64().max(1e-9);
            println!(
                "- {}: {:.2} × ({:.2} × CPU)",
                small.name,
                times(large.measured.p50, small.measured.p50),
                times(large.measured.processor, small.measured.processor)
            );
        }
    }
}
