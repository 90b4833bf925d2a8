//! The server's catalogues: Fluent files, parsed and compiled once, printed here and served to the browser.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::sync::OnceLock;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use model::Language;
use sha2::{Digest, Sha256};

use super::pattern::{CLOSE, OPEN, Rules, SEPARATOR};
use super::{Area, Words};

/// Messages by key, in the form of [`super::pattern`].
pub type Compiled = BTreeMap<String, String>;

const fn sources(language: Language) -> [&'static str; 4] {
    match language {
        Language::English => [
            include_str!("../../locales/en/common.ftl"),
            include_str!("../../locales/en/portal.ftl"),
            include_str!("../../locales/en/staff.ftl"),
            include_str!("../../locales/en/mail.ftl"),
        ],
        Language::Italian => [
            include_str!("../../locales/it/common.ftl"),
            include_str!("../../locales/it/portal.ftl"),
            include_str!("../../locales/it/staff.ftl"),
            include_str!("../../locales/it/mail.ftl"),
        ],
    }
}

/// One language and area: ready to print, and ready to serve.
pub struct Catalogue {
    words: HashMap<String, String>,
    plurals: Option<PluralRules>,
    json: Vec<u8>,
    path: String,
}

impl Words for Catalogue {
    fn pattern(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }
}

impl Rules for Catalogue {
    fn category(&self, number: i64) -> String {
        let category = self.plurals.as_ref().and_then(|rules| rules.select(number.unsigned_abs()).ok());
        match category {
            Some(PluralCategory::ZERO) => "zero",
            Some(PluralCategory::ONE) => "one",
            Some(PluralCategory::TWO) => "two",
            Some(PluralCategory::FEW) => "few",
            Some(PluralCategory::MANY) => "many",
            Some(PluralCategory::OTHER) | None => "other",
        }
        .to_owned()
    }

    fn group(&self) -> &str {
        self.pattern(super::GROUP_KEY).unwrap_or_default()
    }
}

/// The catalogue that an area's pages print from.
pub fn catalogue(language: Language, area: Area) -> &'static Catalogue {
    static ALL: OnceLock<Vec<((Language, Area), Catalogue)>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let pairs = Language::ALL.into_iter().flat_map(|language| Area::ALL.map(|area| (language, area)));
        pairs.map(|(language, area)| ((language, area), load(language, area))).collect()
    });
    let wanted = all.iter().find(|(pair, _)| *pair == (language, area)).or_else(|| all.first());
    // `ALL` holds every language and area, so there is always a first.
    wanted.map(|(_, catalogue)| catalogue).expect("the list of languages is not empty")
}

/// The address of the browser's copy. It changes with the content, so it may be cached for ever.
pub fn asset_path(language: Language, area: Area) -> &'static str {
    &catalogue(language, area).path
}

/// The JSON at an address that [`asset_path`] gave.
pub fn asset(path: &str) -> Option<&'static [u8]> {
    let pairs = Language::ALL.into_iter().flat_map(|language| Area::ALL.map(|area| (language, area)));
    pairs.map(|(language, area)| catalogue(language, area)).find(|found| found.path == path).map(|found| found.json.as_slice())
}

fn load(language: Language, area: Area) -> Catalogue {
    let [common, portal, staff, mail] = sources(language);
    let own = match area {
        Area::Portal => portal,
        Area::Staff => staff,
        Area::Mail => mail,
    };
    let mut words = Compiled::new();
    for source in [common, own] {
        match compile(source) {
            Ok(compiled) => words.extend(compiled),
            // The catalogue test keeps this from being shipped; a page with bare keys is better than no page.
            Err(problem) => leptos::logging::error!("{} catalogue: {problem}", language.tag()),
        }
    }
    let json = serde_json::to_vec(&words).unwrap_or_default();
    let mut hash = String::new();
    for byte in &Sha256::digest(&json)[..8] {
        let _ = write!(hash, "{byte:02x}");
    }
    let tag = language.tag().parse::<unic_langid::LanguageIdentifier>().ok();
    Catalogue {
        words: words.into_iter().collect(),
        plurals: tag.and_then(|tag| PluralRules::create(tag, PluralRuleType::CARDINAL).ok()),
        json,
        path: format!("/locales/{}-{}-{hash}.json", language.tag(), area.word()),
    }
}

/// Compiles a Fluent file. Only what our catalogues use is understood: text, variables and choices.
pub fn compile(source: &str) -> Result<Compiled, String> {
    let resource = fluent_syntax::parser::parse(source).map_err(|(_, errors)| format!("{errors:?}"))?;
    let mut compiled = Compiled::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let name = message.id.name;
                let value = message.value.as_ref().ok_or_else(|| format!("{name} has no text"))?;
                let mut pattern = String::new();
                write_pattern(value, &mut pattern).map_err(|problem| format!("{name}: {problem}"))?;
                if compiled.insert(name.to_owned(), pattern).is_some() {
                    return Err(format!("{name} stands twice"));
                }
            }
            Entry::Term(term) => return Err(format!("-{}: terms are not supported", term.id.name)),
            Entry::Junk { content } => return Err(format!("not understood: {content}")),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
        }
    }
    Ok(compiled)
}

fn write_pattern(pattern: &Pattern<&str>, text: &mut String) -> Result<(), String> {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable { expression } => write_expression(expression, text)?,
        }
    }
    Ok(())
}

fn write_expression(expression: &Expression<&str>, text: &mut String) -> Result<(), String> {
    let (selector, variants) = match expression {
        Expression::Inline(inline) => return write_inline(inline, text),
        Expression::Select { selector, variants } => (selector, variants),
    };
    let InlineExpression::VariableReference { id } = selector else { return Err("only a variable can choose".to_owned()) };
    text.push(OPEN);
    text.push_str(id.name);
    let (others, default): (Vec<_>, Vec<_>) = variants.iter().partition(|variant| !variant.default);
    for variant in others.into_iter().chain(default) {
        text.push(SEPARATOR);
        text.push_str(match &variant.key {
            VariantKey::Identifier { name } => name,
            VariantKey::NumberLiteral { value } => value,
        });
        text.push(SEPARATOR);
        write_pattern(&variant.value, text)?;
    }
    text.push(CLOSE);
    Ok(())
}

fn write_inline(inline: &InlineExpression<&str>, text: &mut String) -> Result<(), String> {
    match inline {
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => text.push_str(value),
        InlineExpression::VariableReference { id } => {
            text.push(OPEN);
            text.push_str(id.name);
            text.push(CLOSE);
        }
        InlineExpression::Placeable { expression } => write_expression(expression, text)?,
        _ => return Err("functions, references and terms are not supported".to_owned()),
    }
    Ok(())
}
