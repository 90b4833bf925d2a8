//! How a receiver knows that a request is ours: HubSpot's signatures, of its first version and of the third, over the
//! client secret that only the two of us know.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use sha2::{Digest, Sha256};

/// A request as it is signed.
pub struct Signed<'a> {
    /// The target's full address, as it is called.
    pub uri: &'a str,
    pub body: &'a str,
    /// In milliseconds since 1970; receivers refuse what is older than five minutes.
    pub timestamp: i64,
}

impl Signed<'_> {
    /// The headers of a `POST`: third version, its timestamp, first version, and the word for that.
    pub fn headers(&self, secret: &str) -> Vec<(&'static str, String)> {
        vec![
            ("x-hubspot-signature-v3", self.third_version(secret)),
            ("x-hubspot-request-timestamp", self.timestamp.to_string()),
            ("x-hubspot-signature", self.first_version(secret)),
            ("x-hubspot-signature-version", "v1".to_owned()),
        ]
    }

    fn third_version(&self, secret: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        STANDARD.encode(hmac::sign(&key, format!("POST{}{}{}", self.uri, self.body, self.timestamp).as_bytes()))
    }

    fn first_version(&self, secret: &str) -> String {
        Sha256::digest(format!("{secret}{}", self.body)).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_the_clients() {
        let signed = Signed {
            uri: "https://www.example.com/webhook_uri",
            body: r#"[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]"#,
            timestamp: 1_564_113_600_000,
        };
        let secret = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
        assert_eq!(
            signed.headers(secret),
            [
                ("x-hubspot-signature-v3", "DxmVAjFNa2xfF3YgQjdZP6TNcok9k1oaH7UXombPtvw=".to_owned()),
                ("x-hubspot-request-timestamp", "1564113600000".to_owned()),
                ("x-hubspot-signature", "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de".to_owned()),
                ("x-hubspot-signature-version", "v1".to_owned()),
            ]
        );
    }

    #[test]
    fn every_part_counts() {
        let headers = |uri, body, timestamp, secret| Signed { uri, body, timestamp }.headers(secret);
        let one = headers("https://a.test/", "[]", 1, "s");
        for other in [
            headers("https://a.test/x", "[]", 1, "s"),
            headers("https://a.test/", "[1]", 1, "s"),
            headers("https://a.test/", "[]", 2, "s"),
            headers("https://a.test/", "[]", 1, "t"),
        ] {
            assert_ne!(one[0], other[0]);
        }
    }
}
