//! Proof of ownership: a TXT record that only who controls the domain can make, read through a real resolver.

use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::RData;
use model::domains::VerificationProblem;

use crate::failure::{Failure, Outcome};
use crate::portico::Settings;
use crate::secrets;

/// Longer than a resolver needs to try twice.
const PATIENCE: Duration = Duration::from_secs(8);

pub fn record_name(host: &str) -> String {
    format!("_portico.{host}")
}

/// A new value, which nobody can guess and which no other installation asks for.
pub fn new_value() -> String {
    format!("portico-verification={}", secrets::capability())
}

/// Looks at the DNS now, past any cache of ours. `None`: the record is there.
pub async fn look(settings: &Settings, host: &str, value: &str) -> Outcome<Option<VerificationProblem>> {
    let resolver = resolver(settings)?;
    let name = format!("{}.", record_name(host));
    let answer = match tokio::time::timeout(PATIENCE, resolver.txt_lookup(name)).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) if error.is_no_records_found() => return Ok(Some(VerificationProblem::NoRecord)),
        Ok(Err(error)) => {
            tracing::info!(%error, host, "a domain could not be looked up");
            return Ok(Some(VerificationProblem::NoAnswer));
        }
        Err(_) => return Ok(Some(VerificationProblem::NoAnswer)),
    };
    let texts = answer.answers().iter().filter_map(|record| match &record.data {
        RData::TXT(text) => Some(String::from_utf8_lossy(&text.txt_data.concat()).into_owned()),
        _ => None,
    });
    let texts: Vec<String> = texts.collect();
    if texts.iter().any(|text| text == value) {
        return Ok(None);
    }
    Ok(Some(match texts.into_iter().next() {
        Some(found) => VerificationProblem::OtherValue { found: found.chars().take(255).collect() },
        None => VerificationProblem::NoRecord,
    }))
}

/// Made for one look: the proof is in what the DNS says now, so nothing is remembered.
fn resolver(settings: &Settings) -> Outcome<TokioResolver> {
    let trouble = |error: hickory_resolver::net::NetError| Failure::internal(format!("the resolver cannot be made: {error}"));
    let mut builder = match settings.dns_resolver {
        Some(address) => {
            let at = |mut connection: ConnectionConfig| {
                connection.port = address.port();
                connection
            };
            let connections = vec![at(ConnectionConfig::udp()), at(ConnectionConfig::tcp())];
            let server = NameServerConfig::new(address.ip(), true, connections);
            let config = ResolverConfig::from_parts(None, vec![], vec![server]);
            TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
        }
        None => TokioResolver::builder_tokio().map_err(trouble)?,
    };
    let options: &mut ResolverOpts = builder.options_mut();
    options.cache_size = 0;
    options.timeout = Duration::from_secs(3);
    options.attempts = 2;
    builder.build().map_err(trouble)
}
