//! Work on several files at once, as many as the machine has cores.

use anyhow::{Result, anyhow};
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

pub fn workers() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

pub fn each<T: Sync>(items: &[T], work: impl Fn(&T) -> Result<()> + Sync) -> Result<()> {
    let workers = workers().min(items.len());
    let next = AtomicUsize::new(0);
    let worker = || {
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(item)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        running.into_iter().try_for_each(|one| one.join().map_err(|_| anyhow!("a worker stopped by a bug"))?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    #[test]
    fn every_item_has_its_turn_and_a_failure_is_handed_on() {
        let seen = AtomicUsize::new(0);
        let add = |n: &usize| {
            seen.fetch_add(*n, Ordering::Relaxed);
            Ok(())
        };
        each(&[1, 2, 3, 4], add).unwrap();
        assert_eq!(seen.into_inner(), 10);
        assert!(each(&[1, 2], |n| if *n == 2 { bail!("no") } else { Ok(()) }).is_err());
        each(&[] as &[usize], |_| bail!("never called")).unwrap();
    }
}
