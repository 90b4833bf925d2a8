//! The processes that are measured: the server, and the handler that it is compared with.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use axum::Router;

use crate::Failed;

pub struct Server {
    child: Child,
    pub origin: String,
    pub cold_start: Duration,
}

/// The binary under test, from `PORTICO_BIN`.
pub fn binary() -> Result<String, Failed> {
    #[expect(clippy::disallowed_methods, reason = "a tool for measuring has no settings file")]
    std::env::var("PORTICO_BIN").map_err(|_| "PORTICO_BIN names the release binary; `make bench` sets it".into())
}

impl Server {
    pub fn start(data: &Path) -> Result<Self, Failed> {
        let mut command = Command::new(binary()?);
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data).env("PORTICO_LOG", "warn");
        Self::spawn(command, "Portico is listening on ")
    }

    /// This program again, answering everything with so many bytes.
    pub fn bare(bytes: usize) -> Result<Self, Failed> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["bare", &bytes.to_string()]);
        Self::spawn(command, "bare on ")
    }

    fn spawn(mut command: Command, greeting: &str) -> Result<Self, Failed> {
        let started = Instant::now();
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        for line in BufReader::new(child.stdout.take().ok_or("no output")?).lines() {
            if let Some(origin) = line?.strip_prefix(greeting) {
                return Ok(Self { child, origin: origin.to_owned(), cold_start: started.elapsed() });
            }
        }
        Err("the server ended before it listened".into())
    }

    /// Memory that it holds, in bytes.
    pub fn resident(&self) -> Result<u64, Failed> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS")).ok_or("no VmRSS")?;
        Ok(line.split_whitespace().nth(1).ok_or("no VmRSS")?.parse::<u64>()? * 1024)
    }

    /// Processor time that it has used so far.
    pub fn processor(&self) -> Result<Duration, Failed> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks: u64 = fields.get(11).ok_or("no utime")?.parse::<u64>()? + fields.get(12).ok_or("no stime")?.parse::<u64>()?;
        // The kernel reports in hundredths of a second, whatever its own clock is.
        Ok(Duration::from_millis(ticks * 10))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The handler that does nothing.
pub async fn bare(bytes: usize) -> Result<(), Failed> {
    let body = "x".repeat(bytes);
    // The request's body is read, or the connection would not be kept for the next one.
    let router = Router::new().fallback(move |_: axum::body::Bytes| {
        let body = body.clone();
        async move { axum::response::Html(body) }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("bare on http://{}", listener.local_addr()?);
    axum::serve(axum::serve::ListenerExt::tap_io(listener, |stream| drop(stream.set_nodelay(true))), router).await?;
    Ok(())
}
