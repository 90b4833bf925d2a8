//! Calls to other servers that somebody names: identity providers, the targets of webhooks, and where a file is to be fetched.
//!
//! Such an address is an invitation to have this server call what only it can reach (server-side request forgery). So: only
//! `https`, only public addresses, looked at after the name was looked up and then connected to as they are; no redirect
//! is followed; five seconds and one megabyte (a file: 25 seconds and as much as a file may have). Hosts that the operator names may be private, and those on this very machine
//! may do without TLS.

mod addresses;
mod exchange;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::{Reading, Web, WebAnswer, WebProblem, WebRequest};
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use url::{Host, Url};

use addresses::is_public;
use exchange::exchange;

/// For all of a call, from the name to the last byte.
const PATIENCE: Duration = Duration::from_secs(5);
/// The same, where a file is what is called for.
const FILE_PATIENCE: Duration = Duration::from_secs(25);

pub struct OutboundWeb {
    /// Names and addresses, lower case.
    private_hosts: Vec<String>,
    tls: Arc<ClientConfig>,
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

impl OutboundWeb {
    /// `private_hosts` may have private addresses.
    pub fn new(private_hosts: &[String]) -> Result<Self, rustls::Error> {
        let roots = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect::<rustls::RootCertStore>();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let tls = tls.with_root_certificates(roots).with_no_client_auth();
        let private_hosts = private_hosts.iter().map(|host| host.to_ascii_lowercase()).collect();
        Ok(Self { private_hosts, tls: Arc::new(tls) })
    }

    fn may_be_private(&self, host: &str) -> bool {
        self.private_hosts.iter().any(|named| named == host)
    }

    async fn within(&self, patience: Duration, request: WebRequest) -> Result<WebAnswer, WebProblem> {
        let late = || unreachable(&format!("no answer within {} seconds", patience.as_secs()));
        tokio::time::timeout(patience, self.call(request)).await.unwrap_or_else(|_| Err(late()))
    }

    async fn call(&self, request: WebRequest) -> Result<WebAnswer, WebProblem> {
        if !self.permits(&request.address) {
            return Err(WebProblem::NotAllowed);
        }
        let host = request.address.host_str().ok_or(WebProblem::NotAllowed)?.to_owned();
        let address = self.look_up(&request.address, &host).await?;
        let connection = TcpStream::connect(address).await.map_err(|error| unreachable(&error.kind().to_string()))?;
        let stream: Box<dyn Stream> = match request.address.scheme() {
            "https" => Box::new(self.secure(connection, &host).await?),
            _ => Box::new(connection),
        };
        exchange(stream, request).await
    }

    /// The address to connect to. A name of which one address is private is not called at all: which of them answers is
    /// not ours to choose.
    async fn look_up(&self, address: &Url, host: &str) -> Result<SocketAddr, WebProblem> {
        let port = address.port_or_known_default().ok_or(WebProblem::NotAllowed)?;
        let name = host.trim_start_matches('[').trim_end_matches(']');
        let found = tokio::net::lookup_host((name, port)).await.map_err(|_| unreachable("the name is not known"))?;
        let found: Vec<SocketAddr> = found.collect();
        if !self.may_be_private(host) && !found.iter().all(|address| is_public(address.ip())) {
            return Err(WebProblem::NotAllowed);
        }
        // Without TLS nothing leaves this machine.
        if address.scheme() != "https" && !found.iter().all(|address| address.ip().is_loopback()) {
            return Err(WebProblem::NotAllowed);
        }
        found.into_iter().next().ok_or_else(|| unreachable("the name has no address"))
    }

    async fn secure(&self, connection: TcpStream, host: &str) -> Result<impl Stream + use<>, WebProblem> {
        let name = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let name = ServerName::try_from(name).map_err(|_| WebProblem::NotAllowed)?;
        let connector = TlsConnector::from(self.tls.clone());
        connector.connect(name, connection).await.map_err(|error| unreachable(&format!("TLS: {error}")))
    }
}

fn unreachable(reason: &str) -> WebProblem {
    WebProblem::Unreachable(reason.to_owned())
}

#[async_trait]
impl Web for OutboundWeb {
    fn permits(&self, address: &Url) -> bool {
        let (Some(host), true) = (address.host_str(), address.username().is_empty() && address.password().is_none()) else {
            return false;
        };
        let private = self.may_be_private(host);
        match (address.scheme(), address.host()) {
            ("https", Some(Host::Domain(name))) => private || !domain::is_loopback_name(name),
            ("https", Some(Host::Ipv4(address))) => private || is_public(address.into()),
            ("https", Some(Host::Ipv6(address))) => private || is_public(address.into()),
            ("http", Some(Host::Domain(name))) => private && domain::is_loopback_name(name),
            ("http", Some(Host::Ipv4(address))) => private && address.is_loopback(),
            ("http", Some(Host::Ipv6(address))) => private && address.is_loopback(),
            _ => false,
        }
    }

    async fn send(&self, request: WebRequest) -> Result<WebAnswer, WebProblem> {
        let patience = if matches!(request.reading, Reading::UpTo(_)) { FILE_PATIENCE } else { PATIENCE };
        self.within(patience, request).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    fn web(private: &[&str]) -> OutboundWeb {
        OutboundWeb::new(&private.iter().map(|host| (*host).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    fn permits(web: &OutboundWeb, address: &str) -> bool {
        Url::parse(address).is_ok_and(|address| web.permits(&address))
    }

    #[test]
    fn only_public_addresses_are_called_and_only_with_tls() {
        let strict = web(&[]);
        assert!(permits(&strict, "https://id.example.com/realms/a"));
        assert!(permits(&strict, "https://8.8.8.8/"));
        for refused in [
            "http://id.example.com",
            "https://localhost",
            "https://127.0.0.1",
            "https://0177.1",
            "https://2130706433",
            "https://0x7f.1",
            "https://[::1]",
            "https://[::ffff:10.0.0.1]",
            "https://169.254.169.254/latest/meta-data",
            "https://10.1.2.3",
            "https://172.16.0.1",
            "https://192.168.0.1",
            "https://100.64.0.1",
            "https://user:secret@id.example.com",
            "file:///etc/passwd",
            "gopher://id.example.com",
        ] {
            assert!(!permits(&strict, refused), "{refused}");
        }
    }

    #[test]
    fn hosts_that_the_operator_names_may_be_private() {
        let named = web(&["127.0.0.1", "sso.corp.example", "10.0.0.5"]);
        assert!(permits(&named, "http://127.0.0.1:4000/x"));
        assert!(permits(&named, "https://10.0.0.5/"));
        for refused in ["http://10.0.0.5/", "http://sso.corp.example", "http://localhost", "https://10.0.0.6"] {
            assert!(!permits(&named, refused), "{refused}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_to_this_machine_is_not_called() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let strict = web(&[]);
        // `localhost.` is a name like others for the parser, and is looked up.
        for address in
            [format!("https://localhost.:{port}/"), format!("https://127.0.0.1:{port}/"), format!("http://127.0.0.1:{port}/")]
        {
            let outcome = strict.send(WebRequest::get(Url::parse(&address).unwrap())).await;
            assert!(outcome.is_err(), "{address}");
        }
        let nobody = tokio::time::timeout(Duration::from_millis(100), listener.accept()).await;
        assert!(nobody.is_err(), "somebody connected");
    }

    /// Answers one request with these bytes and what follows them.
    async fn answering(answer: Vec<u8>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut buffer = [0_u8; 4096];
            let _ = stream.read(&mut buffer).await;
            let _ = stream.write_all(&answer).await;
        });
        format!("http://{address}/")
    }

    #[tokio::test]
    async fn a_redirect_is_an_answer_and_a_large_body_is_none() {
        let named = web(&["127.0.0.1"]);
        let redirect =
            answering(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n".to_vec()).await;
        let answer = named.send(WebRequest::get(Url::parse(&redirect).unwrap())).await.unwrap();
        assert_eq!(answer.status, 302);
        let mut large = b"HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n".to_vec();
        large.resize(2_000_100, b'x');
        let large = answering(large).await;
        assert!(matches!(named.send(WebRequest::get(Url::parse(&large).unwrap())).await, Err(WebProblem::Unreachable(_))));
    }

    #[tokio::test]
    async fn a_file_may_be_as_large_as_is_said() {
        let named = web(&["127.0.0.1"]);
        let answer = || {
            let mut answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n".to_vec();
            answer.resize(answer.len() + 2_000_000, b'x');
            answer
        };
        let fetch = async |max| {
            let address = Url::parse(&answering(answer()).await).unwrap();
            named.send(WebRequest { reading: Reading::UpTo(max), ..WebRequest::get(address) }).await
        };
        assert_eq!(fetch(2_000_000).await.unwrap().body.len(), 2_000_000);
        assert!(matches!(fetch(1_999_999).await, Err(WebProblem::Unreachable(_))));
    }

    #[tokio::test]
    async fn of_a_webhooks_answer_the_status_counts_and_the_beginning_is_read() {
        let named = web(&["127.0.0.1"]);
        let mut large = b"HTTP/1.1 503 Busy\r\nRetry-After: 120\r\nContent-Length: 2000000\r\n\r\n".to_vec();
        large.resize(50_000, b'x');
        let address = Url::parse(&answering(large).await).unwrap();
        let request = WebRequest {
            reading: domain::Reading::Beginning(10),
            headers: vec![("x-hubspot-signature-version", "v1".to_owned())],
            ..WebRequest::post(address, domain::Posted::Json("[]".to_owned()))
        };
        let answer = named.send(request).await.unwrap();
        assert_eq!((answer.status, answer.retry_after, answer.body.as_slice()), (503, Some(120), b"xxxxxxxxxx".as_slice()));
    }

    #[tokio::test]
    async fn who_says_nothing_is_not_waited_for() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let request = WebRequest::get(Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap());
        let outcome = web(&["127.0.0.1"]).within(Duration::from_secs(1), request).await;
        assert_eq!(outcome.unwrap_err(), unreachable("no answer within 1 seconds"));
    }
}
