//! The companies and contacts of a world.

use super::firms::{COMPANY_FIRST, COMPANY_SECOND, PLACES};
use super::names::{CULTURES, PER_CULTURE, address_letters, parts};
use super::random::{Chance, Kind};

/// A company by its number.
pub(super) struct Company {
    pub name: String,
    pub domain: String,
    pub phone: String,
}

/// A contact by their number.
pub(super) struct Person {
    pub first_name: &'static str,
    pub last_name: &'static str,
    pub email: String,
    pub phone: Option<String>,
    /// Numbers of companies, the primary one first.
    pub companies: Vec<u64>,
}

/// How many names of companies there are without a place, and with one.
const SHORT: u64 = (COMPANY_FIRST.len() * COMPANY_SECOND.len()) as u64;
const LONG: u64 = SHORT * PLACES.len() as u64;
const PEOPLE: u64 = (CULTURES.len() * PER_CULTURE) as u64;

/// Steps that visit every name before any comes twice: they share no factor with the numbers of names.
const COMPANY_STEP: u64 = 7919;
const PERSON_STEP: u64 = 1127;

/// Worlds after the first have a number in their domains, so that no address is in two of them.
fn world_ending(world: u64) -> String {
    if world > 1 { format!("-{world}") } else { String::new() }
}

pub(super) fn company(seed: u64, world: u64, number: u64) -> Company {
    let mut chance = Chance::of(seed, Kind::Company, number);
    let mut words: Vec<String> = Vec::new();
    let (of, rest) = if number < SHORT { (SHORT, number) } else { (LONG, number - SHORT) };
    let place = (rest % of).wrapping_mul(COMPANY_STEP).wrapping_add(seed % of) % of;
    words.push(nth(&COMPANY_FIRST, place % COMPANY_FIRST.len() as u64).to_owned());
    words.push(nth(&COMPANY_SECOND, place / COMPANY_FIRST.len() as u64 % COMPANY_SECOND.len() as u64).to_owned());
    if of == LONG {
        words.push(nth(&PLACES, place / SHORT).to_owned());
    }
    if rest >= of {
        words.push((rest / of + 1).to_string());
    }
    let name = words.join(" ");
    let ending = ["com", "org", "net"][chance.index(3)];
    let domain = format!("{}{}.example.{ending}", address_letters(&name), world_ending(world));
    Company { name, domain, phone: phone(&mut chance) }
}

fn nth<'a>(of: &[&'a str], index: u64) -> &'a str {
    of[usize::try_from(index).unwrap_or(0) % of.len()]
}

/// Numbers that are nobody's: 555-01xx is kept free for stories.
fn phone(chance: &mut Chance) -> String {
    format!("+1 {} 555 01{:02}", 200 + chance.below(700), chance.below(100))
}

/// Counts who works where, so that no two people of a company have one address.
pub(super) struct Staffing {
    /// How many are in each company so far; the last entry is of those who are in none.
    members: Vec<u32>,
    seed: u64,
    world: u64,
}

impl Staffing {
    pub fn of(seed: u64, world: u64, companies: u64) -> Self {
        Self { members: vec![0; usize::try_from(companies).unwrap_or(0) + 1], seed, world }
    }

    /// The contact with this number. To be asked for in order.
    pub fn person(&mut self, number: u64) -> Person {
        let mut chance = Chance::of(self.seed, Kind::Contact, number);
        let count = self.members.len() as u64 - 1;
        let mut companies = Vec::new();
        if count > 0 && chance.percent(97) {
            companies.push(chance.skewed(count));
            let second = chance.below(count);
            if chance.percent(12) && second != companies[0] {
                companies.push(second);
            }
        }
        let home = companies.first().copied().unwrap_or(count);
        let place = &mut self.members[usize::try_from(home).unwrap_or(0)];
        let before = u64::from(*place);
        *place += 1;
        let index =
            (before.wrapping_mul(PERSON_STEP).wrapping_add(home.wrapping_mul(131)).wrapping_add(self.seed % PEOPLE)) % PEOPLE;
        let culture = &CULTURES[usize::try_from(index).unwrap_or(0) / PER_CULTURE];
        let (first, first_letters) = parts(nth(culture.first, index % culture.first.len() as u64));
        let (last, last_letters) = parts(nth(culture.last, index / culture.first.len() as u64 % culture.last.len() as u64));
        let again = if before < PEOPLE { String::new() } else { (before / PEOPLE + 1).to_string() };
        let domain = match companies.first() {
            Some(company_number) => company(self.seed, self.world, *company_number).domain,
            None => format!("mail{}.example.net", world_ending(self.world)),
        };
        Person {
            first_name: first,
            last_name: last,
            email: format!("{first_letters}.{last_letters}{again}@{domain}"),
            phone: chance.percent(60).then(|| phone(&mut chance)),
            companies,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use model::text::EmailAddress;

    use super::*;

    #[test]
    fn addresses_are_addresses_and_nobody_elses() {
        for (world, companies) in [(1, 40), (2, 40), (1, 0), (1, 1)] {
            let mut staffing = Staffing::of(9, world, companies);
            let mut seen = HashSet::new();
            for number in 0..6000 {
                let person = staffing.person(number);
                assert_eq!(EmailAddress::parse(&person.email).unwrap().as_str(), person.email);
                assert!(seen.insert(person.email.clone()), "{} twice", person.email);
            }
        }
    }

    #[test]
    fn companies_have_names_of_their_own() {
        let names: HashSet<String> = (0..40_000).map(|number| company(3, 1, number).domain).collect();
        assert_eq!(names.len(), 40_000);
    }
}
