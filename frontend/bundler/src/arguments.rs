//! The command line. Read by hand: two words and two flags do not pay for an argument parser, which would be compiled on
//! every clean machine.

use anyhow::{Result, bail};

pub const HELP: &str = "\
Usage: cargo bundler [build] [--release] [--locked]
       cargo bundler budget

build     compile the app for the browser and write the site that Leptos.toml names (the default)
budget    only weigh the optimised site that is there, and fail if a customer would download too much

--release    optimise and compress, and say if it is over the budget
--locked     fail if Cargo.lock is not up to date, as cargo does";

pub struct Arguments {
    pub task: Task,
    pub release: bool,
    pub locked: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    Build,
    Budget,
    Help,
}

impl Arguments {
    pub fn parse(words: impl Iterator<Item = String>) -> Result<Self> {
        let mut arguments = Self { task: Task::Build, release: false, locked: false };
        for word in words {
            match word.as_str() {
                "build" => arguments.task = Task::Build,
                "budget" => arguments.task = Task::Budget,
                "help" | "--help" | "-h" => arguments.task = Task::Help,
                "--release" => arguments.release = true,
                "--locked" => arguments.locked = true,
                other => bail!("`{other}` is not understood\n\n{HELP}"),
            }
        }
        Ok(arguments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<Arguments> {
        Arguments::parse(words.iter().map(ToString::to_string))
    }

    #[test]
    fn builds_for_development_when_nothing_is_said() {
        let arguments = parse(&[]).unwrap();
        assert_eq!(arguments.task, Task::Build);
        assert!(!arguments.release);
    }

    #[test]
    fn a_word_it_does_not_know_is_refused_by_name() {
        let refusal = parse(&["--relese"]).err().unwrap().to_string();
        assert!(refusal.contains("`--relese`"), "{refusal}");
    }
}
