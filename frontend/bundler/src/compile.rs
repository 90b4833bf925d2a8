//! Step one: cargo links the app into one WASM file that still has its relocations.

use crate::{arguments::Arguments, project::Project};
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

pub const TARGET: &str = "wasm32-unknown-unknown";

pub struct Linked {
    pub wasm: PathBuf,
    /// Cargo's target folder, wherever `CARGO_TARGET_DIR` put it: the cache lives there too.
    pub target: PathBuf,
}

pub fn frontend(project: &Project, arguments: &Arguments) -> Result<Linked> {
    let mut cargo =
        command(project, arguments).spawn().context("cargo did not start: is Rust installed? See https://rustup.rs")?;
    let output = cargo.stdout.take().context("cargo's output is not readable")?;
    let mut wasm = None;
    for line in BufReader::new(output).lines() {
        wasm = wasm_of(&line.context("cargo's output broke off")?).or(wasm);
    }
    let status = cargo.wait().context("cargo's result is unknown")?;
    ensure!(status.success(), "the app does not compile for the browser (see above). If {TARGET} is missing: run `make tools`");
    let wasm = wasm.context("cargo built no WASM file: is `cdylib` gone from frontend/Cargo.toml?")?;
    let Some(target) = wasm.ancestors().nth(3).map(Path::to_owned) else {
        bail!("{} is not inside a target folder", wasm.display())
    };
    Ok(Linked { wasm, target })
}

fn command(project: &Project, arguments: &Arguments) -> Command {
    let mut cargo = Command::new(cargo_itself());
    cargo.current_dir(&project.root).stdout(Stdio::piped());
    cargo.args(["build", "--package", "frontend", "--lib", "--no-default-features", "--target", TARGET]);
    // The name of the file is asked of cargo, not guessed: the target folder may be anywhere.
    cargo.arg("--message-format=json-render-diagnostics");
    if arguments.release {
        cargo.args(["--profile", "wasm-release"]);
    }
    if arguments.locked {
        cargo.arg("--locked");
    }
    cargo
}

/// The cargo that runs the bundler, so that both use one toolchain.
fn cargo_itself() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

fn wasm_of(line: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(line).ok()?;
    if message["reason"] != "compiler-artifact" || message["target"]["name"] != "frontend" {
        return None;
    }
    let files = message["filenames"].as_array()?;
    files.iter().filter_map(Value::as_str).find(|file| file.ends_with(".wasm")).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_frontends_own_wasm_file_is_taken() {
        let line = |name: &str, file: &str| {
            format!(r#"{{"reason":"compiler-artifact","target":{{"name":"{name}"}},"filenames":["/t/x.rlib","{file}"]}}"#)
        };
        assert_eq!(wasm_of(&line("frontend", "/t/f.wasm")), Some(PathBuf::from("/t/f.wasm")));
        assert_eq!(wasm_of(&line("frontend", "/t/f.rmeta")), None);
        assert_eq!(wasm_of(&line("other", "/t/o.wasm")), None);
        assert_eq!(wasm_of("warning: not a message"), None);
    }
}
