//! Names of people and companies, from many places. What stands behind a `|` is the name in the letters of an address.

/// First and last names that go together.
pub(super) struct Culture {
    pub first: &'static [&'static str],
    pub last: &'static [&'static str],
}

// A list a line: a name a line would be a thousand.
#[rustfmt::skip]
pub(super) const CULTURES: [Culture; 13] = [
    Culture {
        first: &["Olivia", "James", "Amelia", "Thomas", "Grace", "Henry", "Ruby", "Daniel", "Charlotte", "Samuel", "Hannah", "Oscar"],
        last: &["Whitfield", "Carter", "Holloway", "Bennett", "Ashworth", "Griffin", "Marsh", "Pemberton", "Doyle", "Fletcher", "Lowe", "Sinclair"],
    },
    Culture {
        first: &["Giulia", "Marco", "Chiara", "Lorenzo", "Francesca", "Matteo", "Elena", "Niccolò", "Sofia", "Davide", "Alessia", "Pietro"],
        last: &["Rossi", "Bianchi", "Ferrari", "Colombo", "Ricci", "Marchetti", "Gallo", "Fontana", "Moretti", "De Luca", "Barbieri", "Santoro"],
    },
    Culture {
        first: &["Lucía", "Javier", "Carmen", "Álvaro", "Inés", "Andrés", "Marta", "Sergio", "Ximena", "Mateo", "Valentina", "Joaquín"],
        last: &["García", "Fernández", "Muñoz", "Castillo", "Ibáñez", "Ortega", "Núñez", "Vidal", "Peña", "Herrera", "Salazar", "Quintero"],
    },
    Culture {
        first: &["Anna", "Lukas", "Katharina", "Jonas", "Greta", "Felix", "Jörg", "Annika", "Moritz", "Ursula", "Björn", "Heike"],
        last: &["Schneider", "Köhler", "Weiß", "Brandt", "Lindner", "Schäfer", "Vogt", "Großmann", "Keller", "Hofmann", "Jäger", "Winter"],
    },
    Culture {
        first: &["Astrid", "Søren", "Freja", "Mikkel", "Ingrid", "Håkon", "Linnéa", "Aksel", "Maja", "Øystein", "Saga", "Elias"],
        last: &["Lindqvist", "Sørensen", "Åkesson", "Haugen", "Nygård", "Bergström", "Dahl", "Mäkinen", "Østby", "Virtanen", "Holm", "Sjöberg"],
    },
    Culture {
        first: &["Zofia", "Paweł", "Agnieszka", "Łukasz", "Tereza", "Jiří", "Małgorzata", "Tomáš", "Ewa", "Marek", "Klára", "Michał"],
        last: &["Kowalski", "Nowak", "Wiśniewska", "Dvořák", "Zieliński", "Svoboda", "Wójcik", "Černý", "Lewandowska", "Novotný", "Kamiński", "Horák"],
    },
    Culture {
        first: &["Camille", "Théo", "Élodie", "Antoine", "Manon", "Rémi", "Zoé", "Baptiste", "Maëlle", "Hugo", "Noémie", "François"],
        last: &["Lefèvre", "Moreau", "Garnier", "Chevalier", "Faure", "Dubois", "Rousseau", "Mercier", "Girard", "Bélanger", "Tremblay", "Gauthier"],
    },
    Culture {
        first: &["Priya", "Arjun", "Ananya", "Rohan", "Kavya", "Vikram", "Meera", "Aditya", "Divya", "Sanjay", "Lakshmi", "Imran"],
        last: &["Sharma", "Iyer", "Patel", "Reddy", "Banerjee", "Kapoor", "Nair", "Deshmukh", "Chowdhury", "Singh", "Menon", "Qureshi"],
    },
    Culture {
        first: &["Wei", "Mei Ling", "Jun", "Xiuying", "Hao", "Yuki", "Haruto", "Sakura", "Kenji", "Minh", "Thảo", "Ji-woo"],
        last: &["Zhang", "Chen", "Liu", "Huang", "Tanaka", "Sato", "Kobayashi", "Nguyễn", "Trần", "Kim", "Park", "Lim"],
    },
    Culture {
        first: &["Amara", "Chinedu", "Zanele", "Kwame", "Abena", "Tunde", "Wanjiru", "Thabo", "Nala", "Sefu", "Folake", "Kofi"],
        last: &["Okafor", "Mensah", "Dlamini", "Adeyemi", "Kamau", "Boateng", "Nkosi", "Eze", "Mwangi", "Owusu", "Balogun", "Tembo"],
    },
    Culture {
        first: &["Elif", "Emre", "Zeynep", "Çağlar", "Ayşe", "Murat", "Nikos", "Eleni", "Giorgos", "Şirin", "Defne", "Yiannis"],
        last: &["Yılmaz", "Demir", "Kaya", "Öztürk", "Aydın", "Papadopoulos", "Ioannou", "Şahin", "Georgiou", "Arslan", "Koç", "Pappas"],
    },
    Culture {
        first: &["Layla", "Omar", "Noor", "Yusuf", "Fatima", "Karim", "Rania", "Tariq", "ليلى|leila", "سامر|samer", "Huda", "Ziad"],
        last: &["Haddad", "Al-Masri", "Khoury", "Rahman", "Nasser", "Saleh", "بركات|barakat", "منصور|mansour", "Farouk", "Aziz", "Darwish", "Hamdan"],
    },
    Culture {
        first: &["Noa", "Itai", "Tamar", "Eitan", "Maya", "Yael", "Ariel", "Michal", "Oren", "שירה|shira", "אורי|uri", "Dana"],
        last: &["Cohen", "Levi", "Mizrahi", "Peretz", "Friedman", "Shapira", "Katz", "כהן|kohen", "Ben-David", "Avraham", "Golan", "Sasson"],
    },
];

/// Names of one culture: so many first times so many last names.
pub(super) const PER_CULTURE: usize = 12 * 12;

/// A name as it is read, and as it stands in an address.
pub(super) fn parts(name: &str) -> (&str, String) {
    let (shown, letters) = name.split_once('|').unwrap_or((name, name));
    (shown, address_letters(letters))
}

/// Small letters and digits of ASCII, with a hyphen for anything between them.
pub(super) fn address_letters(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut letters = String::new();
    for character in text.nfkd().flat_map(char::to_lowercase) {
        match character {
            'a'..='z' | '0'..='9' => letters.push(character),
            'ø' => letters.push('o'),
            'ł' => letters.push('l'),
            'ı' => letters.push('i'),
            'ß' => letters.push_str("ss"),
            ' ' | '-' if !letters.ends_with('-') => letters.push('-'),
            _ => {}
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_letters_for_an_address() {
        for culture in &CULTURES {
            assert_eq!(culture.first.len() * culture.last.len(), PER_CULTURE);
            for name in culture.first.iter().chain(culture.last) {
                let (shown, letters) = parts(name);
                assert!(!shown.contains('|') && !letters.is_empty(), "{name}");
                assert!(letters.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{letters}");
            }
        }
        let addresses: std::collections::HashSet<String> = CULTURES
            .iter()
            .flat_map(|culture| culture.first.iter().flat_map(|first| culture.last.iter().map(move |last| (first, last))))
            .map(|(first, last)| format!("{}.{}", parts(first).1, parts(last).1))
            .collect();
        assert_eq!(addresses.len(), CULTURES.len() * PER_CULTURE);
        assert_eq!(address_letters("Großmann"), "grossmann");
        assert_eq!(address_letters("Łukasz Ibáñez"), "lukasz-ibanez");
        assert_eq!(parts("ليلى|leila"), ("ليلى", "leila".to_owned()));
    }
}
