//! How often a password may be tried: asked before anything is hashed, by every path that checks one.
//!
//! - An account takes 10 failures, then one a minute. The right password forgets them, so nobody is counted for signing
//!   in. Sessions that exist go on, so that a stranger's guesses end nobody's work.
//! - A peer (an address; for IPv6 its /64) takes 60 failures, then one in two seconds, over all accounts. What an
//!   account refuses is not counted against the peer.
//!
//! An attempt is counted before it is made and given back if it succeeds: however many come at once, no more than that
//! reach the hash. Unknown accounts are counted like known ones. Counted in memory, on a clock that never goes back; an
//! account that is locked is written down ([`super::locks`]), so that starting again does not open it.

mod bucket;

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use model::Fault;
use model::mail::LetterKind;
use model::text::EmailAddress;

use self::bucket::Buckets;
use crate::portico::Clock;

const ACCOUNT_FAILURES: NonZeroU32 = NonZeroU32::new(10).unwrap();
const ACCOUNT_PERIOD: Duration = Duration::from_secs(60);
const PEER_FAILURES: NonZeroU32 = NonZeroU32::new(60).unwrap();
const PEER_PERIOD: Duration = Duration::from_secs(2);

/// Letters that anybody can have sent to an address: 3, then one in 20 minutes; and for a peer 20, then one a minute.
const LETTERS: NonZeroU32 = NonZeroU32::new(3).unwrap();
const LETTER_PERIOD: Duration = Duration::from_secs(20 * 60);
const PEER_LETTERS: NonZeroU32 = NonZeroU32::new(20).unwrap();
const PEER_LETTER_PERIOD: Duration = Duration::from_secs(60);

/// Ways to an identity provider, each of which is remembered: 120 for a peer, which may be a whole office, then one a second.
const SINGLE_SIGN_ONS: NonZeroU32 = NonZeroU32::new(120).unwrap();
const SINGLE_SIGN_ON_PERIOD: Duration = Duration::from_secs(1);

pub struct SignInLimits {
    accounts: Buckets,
    peers: Buckets,
}

impl SignInLimits {
    pub fn new(clock: Clock) -> Self {
        Self {
            accounts: Buckets::new(clock.clone(), ACCOUNT_FAILURES, ACCOUNT_PERIOD),
            peers: Buckets::new(clock, PEER_FAILURES, PEER_PERIOD),
        }
    }

    /// The right password was proven in another way, by a link in its owner's mailbox: the failures are forgotten.
    pub fn forget(&self, account: &str) {
        self.accounts.forget(account);
    }

    /// How long the account takes no password, in milliseconds from now until it is as new; `None` while it takes one.
    pub fn locked_for(&self, account: &str) -> Option<i64> {
        let left = self.accounts.left(account);
        // With this much left, one more attempt would be refused.
        let full = ACCOUNT_PERIOD.as_nanos() * u128::from(ACCOUNT_FAILURES.get() - 1);
        (u128::from(left) > full).then(|| i64::try_from(left / 1_000_000).unwrap_or(i64::MAX))
    }

    /// Locks an account as it was before the server was started: as new after so many milliseconds.
    pub fn lock_again(&self, account: &str, milliseconds: i64) {
        self.accounts.hold(account, milliseconds.unsigned_abs().saturating_mul(1_000_000));
    }

    /// Counts an attempt, which stands as a failure until [`Attempt::succeeded`].
    pub fn attempt(&self, account: String, peer: Option<IpAddr>) -> Result<Attempt<'_>, Fault> {
        self.accounts.take(&account)?;
        let peer = peer.map(network);
        if let Some(peer) = &peer
            && let Err(busy) = self.peers.take(peer)
        {
            self.accounts.give_back(&account);
            return Err(busy);
        }
        Ok(Attempt { limits: self, account, peer })
    }
}

/// How many letters a visitor may cause, whether or not there is anybody to write to.
pub struct LetterLimits {
    addresses: Buckets,
    peers: Buckets,
}

impl LetterLimits {
    pub fn new(clock: Clock) -> Self {
        Self {
            addresses: Buckets::new(clock.clone(), LETTERS, LETTER_PERIOD),
            peers: Buckets::new(clock, PEER_LETTERS, PEER_LETTER_PERIOD),
        }
    }

    /// Refused where a visitor asks too much, whoever is written to.
    pub fn may_ask(&self, peer: Option<IpAddr>) -> Result<(), Fault> {
        peer.map(network).map_or(Ok(()), |peer| self.peers.take(&peer))
    }

    /// Whether a letter of this sort may go to the address: `false` once its mailbox has had its share, which is not for the
    /// visitor to know. To be asked only of a letter that would be sent, and of each sort by itself: or strangers could use
    /// up what the mailbox's owner waits for.
    pub fn may_write(&self, kind: LetterKind, address: &EmailAddress) -> bool {
        self.takes(kind, &address.mailbox())
    }

    /// The same of whoever causes letters, and has an account: `contact:ID` or `user:ID`.
    pub fn may_cause(&self, kind: LetterKind, account: &str) -> bool {
        self.takes(kind, account)
    }

    fn takes(&self, kind: LetterKind, whose: &str) -> bool {
        self.addresses.take(&format!("{}:{whose}", kind.word())).is_ok()
    }
}

/// How often a visitor may be sent to an identity provider.
pub struct SingleSignOnLimits {
    peers: Buckets,
}

impl SingleSignOnLimits {
    pub fn new(clock: Clock) -> Self {
        Self { peers: Buckets::new(clock, SINGLE_SIGN_ONS, SINGLE_SIGN_ON_PERIOD) }
    }

    pub fn may_begin(&self, peer: Option<IpAddr>) -> Result<(), Fault> {
        peer.map(network).map_or(Ok(()), |peer| self.peers.take(&peer))
    }
}

#[must_use = "an attempt stands as a failure"]
pub struct Attempt<'a> {
    limits: &'a SignInLimits,
    account: String,
    peer: Option<String>,
}

impl Attempt<'_> {
    pub fn succeeded(self) {
        self.limits.accounts.forget(&self.account);
        if let Some(peer) = &self.peer {
            self.limits.peers.give_back(peer);
        }
    }
}

/// An address by which a person is told from another: for IPv6 the network, of which one person has all addresses.
fn network(peer: IpAddr) -> String {
    match peer.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => Ipv6Addr::from(u128::from(address) & (!0 << 64)).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Timestamp;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    fn limits() -> (SignInLimits, Arc<AtomicI64>) {
        let time = Arc::new(AtomicI64::new(1_700_000_000_000));
        let clock = Clock::of({
            let time = time.clone();
            move || Timestamp(time.load(Ordering::SeqCst))
        });
        (SignInLimits::new(clock), time)
    }

    fn fails(limits: &SignInLimits, account: &str, peer: Option<IpAddr>) -> bool {
        limits.attempt(account.to_owned(), peer).is_ok()
    }

    #[test]
    fn ten_failures_then_one_a_minute() {
        let (limits, time) = limits();
        assert_eq!((0..40).filter(|_| fails(&limits, "a", None)).count(), 10);
        assert!(fails(&limits, "b", None), "another account is not concerned");
        match limits.attempt("a".into(), None).map(|_| ()) {
            Err(Fault::Busy { retry_after_seconds }) => assert!((1..=61).contains(&retry_after_seconds)),
            other => panic!("{other:?}"),
        }
        time.fetch_add(61_000, Ordering::SeqCst);
        assert_eq!((0..5).filter(|_| fails(&limits, "a", None)).count(), 1);
    }

    #[test]
    fn a_lock_is_taken_over_by_the_next_start() {
        let (before, time) = limits();
        assert_eq!(before.locked_for("a"), None);
        (0..9).for_each(|_| assert!(fails(&before, "a", None)));
        assert_eq!(before.locked_for("a"), None, "one is left");
        assert!(fails(&before, "a", None));
        let left = before.locked_for("a").expect("locked");
        assert_eq!(left, 600_000);
        let after = SignInLimits::new(Clock::of({
            let time = time.clone();
            move || Timestamp(time.load(Ordering::SeqCst))
        }));
        after.lock_again("a", left);
        assert!(!fails(&after, "a", None));
        time.fetch_add(61_000, Ordering::SeqCst);
        assert_eq!((0..5).filter(|_| fails(&after, "a", None)).count(), 1);
    }

    #[test]
    fn success_is_not_counted() {
        let (limits, _) = limits();
        let peer = Some(IpAddr::from([192, 0, 2, 1]));
        for _ in 0..500 {
            limits.attempt("a".into(), peer).unwrap().succeeded();
        }
    }

    #[test]
    fn letters_are_few_for_an_address_and_for_a_peer() {
        let limits = LetterLimits::new(Clock::of(|| Timestamp(1_700_000_000_000)));
        let address = |text: &str| EmailAddress::parse(text).unwrap();
        let letters = |kind, to: &dyn Fn(u8) -> String| (0..9).filter(|n| limits.may_write(kind, &address(&to(*n)))).count();
        assert_eq!(letters(LetterKind::Reset, &|_| "Ana@example.com".to_owned()), 3);
        assert_eq!(letters(LetterKind::SignInLink, &|_| "ana@example.com".to_owned()), 3, "each sort has its own share");
        assert_eq!(letters(LetterKind::Registration, &|n| format!("ana+{n}@example.com")), 3, "they are one mailbox");
        assert_eq!(letters(LetterKind::Registration, &|n| format!("ana{n}@example.com")), 9);
        let peer = Some(IpAddr::from([192, 0, 2, 1]));
        assert_eq!((0..50).filter(|_| limits.may_ask(peer).is_ok()).count(), 20);
    }

    #[test]
    fn a_peer_is_counted_over_all_accounts_and_an_ipv6_one_by_its_network() {
        let (limits, _) = limits();
        let passed = (0..200u16).filter(|n| {
            let peer = Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, *n);
            fails(&limits, &format!("account {n}"), Some(peer.into()))
        });
        assert_eq!(passed.count(), 60);
        assert!(fails(&limits, "x", Some(Ipv6Addr::new(0x2001, 0xdb8, 0, 2, 0, 0, 0, 1).into())));
    }
}
