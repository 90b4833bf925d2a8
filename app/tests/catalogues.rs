//! Every message that the code asks for is there in every language, and none is there for nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use app::locale::catalogues::compile;
use app::locale::pattern::{CLOSE, OPEN, SEPARATOR};
use model::Language;

const AREAS: [&str; 4] = ["common", "portal", "staff", "mail"];

/// Where a language is free to use what it needs of the variables: 12 or 24 hours.
const FREE: [&str; 1] = ["time-of-day"];

/// Customers' pages, and what they are made of: they have `common` and `portal` to read from.
const PORTAL: [&str; 12] = [
    "tickets/",
    "profile.rs",
    "profile/",
    "layout/portal.rs",
    "sign_in/portal.rs",
    "sign_in/invitation.rs",
    "sign_in/view.rs",
    "sign_in/recovery.rs",
    "sign_in/register.rs",
    "sign_in/unsubscribe.rs",
    "notifications.rs",
    "words.rs",
];
/// Used by both areas: `common` only.
const BOTH: [&str; 9] = [
    "ui/",
    "sessions.rs",
    "layout/mod.rs",
    "layout/plain.rs",
    "locale/",
    "not_found.rs",
    "broken.rs",
    "lib.rs",
    "sign_in/providers.rs",
];
/// Of the words that both areas use, those that only customers' pages ask for.
const PORTAL_ONLY: [&str; 3] = ["tab-", "sort-", "reply-"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn catalogue(language: Language, area: &str) -> BTreeMap<String, String> {
    let path = root().join("locales").join(language.tag()).join(format!("{area}.ftl"));
    let source = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    compile(&source).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()))
}

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root().join("src")).unwrap().to_string_lossy().replace('\\', "/");
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The keys of `t!("…")`, by the files that ask for them. Comments are not looked at.
fn used() -> BTreeMap<String, BTreeSet<String>> {
    let (mut files, mut used) = (Vec::new(), BTreeMap::<String, BTreeSet<String>>::new());
    sources(&root().join("src"), &mut files);
    for (file, source) in files {
        let code: String = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        let calls = code
            .match_indices("t!(")
            .filter(|(at, _)| !code[..*at].ends_with(|before: char| before.is_alphanumeric() || before == '_'));
        for (at, call) in calls {
            let inside = code[at + call.len()..].trim_start();
            if let Some(key) = inside.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                used.entry(key.to_owned()).or_default().insert(file.clone());
            }
        }
    }
    used.entry("number-group".to_owned()).or_default().insert("locale/mod.rs".to_owned());
    used
}

/// The variables of a compiled message, in any of its cases.
fn variables(pattern: &str) -> BTreeSet<String> {
    pattern.split(OPEN).skip(1).filter_map(|part| part.split([SEPARATOR, CLOSE]).next()).map(str::to_owned).collect()
}

#[test]
fn every_language_has_the_same_messages_with_the_same_variables() {
    let mut wrong = Vec::new();
    for area in AREAS {
        let english = catalogue(Language::English, area);
        for language in Language::ALL {
            let other = catalogue(language, area);
            for key in english.keys().chain(other.keys()).collect::<BTreeSet<_>>() {
                match (english.get(key), other.get(key)) {
                    (Some(ours), Some(theirs)) if !FREE.contains(&key.as_str()) && variables(ours) != variables(theirs) => {
                        wrong.push(format!("{}/{area}.ftl: {key} has other variables than in English", language.tag()));
                    }
                    (Some(_), Some(_)) => {}
                    (Some(_), None) => wrong.push(format!("{}/{area}.ftl: {key} is missing", language.tag())),
                    (None, _) => wrong.push(format!("en/{area}.ftl: {key} is missing")),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_message_is_used_and_every_used_one_is_there() {
    let used = used();
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for area in AREAS {
        for key in catalogue(Language::English, area).into_keys() {
            if !used.contains_key(&key) {
                wrong.push(format!("{area}.ftl: {key} is not used"));
            }
            if !seen.insert(key.clone()) {
                wrong.push(format!("{area}.ftl: {key} stands in another file too"));
            }
        }
    }
    for (key, files) in used.iter().filter(|(key, _)| !seen.contains(*key)) {
        wrong.push(format!("{files:?}: {key} is in no catalogue"));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn a_page_uses_the_words_of_its_own_area() {
    let [common, portal, staff, mail] = AREAS.map(|area| catalogue(Language::English, area));
    let mut wrong = Vec::new();
    for (key, files) in used() {
        for file in files {
            let within =
                |places: &[&str]| places.iter().any(|place| file == *place || (place.ends_with('/') && file.starts_with(place)));
            let fits = if within(&BOTH) {
                common.contains_key(&key)
            } else if file == "words.rs" {
                common.contains_key(&key) || (portal.contains_key(&key) && PORTAL_ONLY.iter().any(|start| key.starts_with(start)))
            } else if within(&["letters.rs", "letters/"]) {
                common.contains_key(&key) || mail.contains_key(&key)
            } else if within(&PORTAL) {
                common.contains_key(&key) || portal.contains_key(&key)
            } else {
                common.contains_key(&key) || staff.contains_key(&key)
            };
            if !fits {
                wrong.push(format!("{file}: {key} is not in the catalogue that this page is given"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_browser_is_served_what_the_server_prints_from() {
    use app::locale::{Area, asset, asset_path};
    for language in Language::ALL {
        for area in Area::ALL {
            let path = asset_path(language, area);
            let json: BTreeMap<String, String> = serde_json::from_slice(asset(path).expect(path)).unwrap();
            let mut expected = catalogue(language, "common");
            expected.extend(catalogue(language, area.word()));
            assert_eq!(json, expected, "{path}");
        }
    }
    assert_eq!(asset("/locales/en-portal-0.json"), None);
}
