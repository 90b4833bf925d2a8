//! `portico`: the web server and the operator's commands, in one binary.

use std::process::ExitCode;

use clap::Parser;
use server::commands::CommandLine;

fn main() -> ExitCode {
    let line = CommandLine::parse();
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
