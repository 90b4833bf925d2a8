//! `portico`: the web server and the operator's commands, in one binary.

use std::process::ExitCode;

use clap::Parser;
use server::commands::CommandLine;

/// Pages and batches are made of thousands of small strings, which the system's allocator takes a quarter of the time for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // `cargo leptos watch` starts what it built without a command.
    let bare = std::env::args_os().len() == 1 && server::http::is_watched();
    let line = if bare { CommandLine::parse_from(["portico", "serve"]) } else { CommandLine::parse() };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("portico: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(line.run()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("portico: {error}");
            ExitCode::FAILURE
        }
    }
}
