//! The settings, one by one.

/// A setting and what it means.
pub struct Key {
    pub name: &'static str,
    pub meaning: &'static str,
}

/// In the order of the sample file.
pub const KEYS: [Key; 13] = [
    Key { name: "listen", meaning: "address and port to listen on" },
    Key { name: "url", meaning: "address that people reach the server at; empty: http:// and what it listens on" },
    Key { name: "data", meaning: "folder of the embedded database and everything else that is kept" },
    Key { name: "database_url", meaning: "postgres://… ; empty: the embedded database in the data folder" },
    Key { name: "plain_http", meaning: "allow sign-in over http:// on an address that is not this machine's own" },
    Key { name: "trusted_proxies", meaning: "addresses whose X-Forwarded-For is believed" },
    Key { name: "dns_resolver", meaning: "IP:port of the resolver that proves domains; unset: the machine's own" },
    Key {
        name: "private_identity_hosts",
        meaning: "hosts of identity providers that may have private addresses; on this machine also http://",
    },
    Key {
        name: "private_webhook_hosts",
        meaning: "hosts of webhook targets that may have private addresses; on this machine also http://",
    },
    Key {
        name: "smtp_url",
        meaning: "mail server, smtp://user:password@host:587?tls=required or smtps://…; empty: no mail goes out",
    },
    Key { name: "mail_from", meaning: "address that mail is sent from; Acme <help@example.com> names the sender, too" },
    Key { name: "api_limit", meaning: "requests that a token may make in 10 seconds" },
    Key { name: "log", meaning: "what is logged: error, warn, info, debug, or a filter such as portico=debug" },
];
