//! A tolerant mail server in this process: it keeps the bytes that it is given and does what it is told, at any step.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What it does with the next conversations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mood {
    Takes,
    /// Says this to `MAIL FROM`, to letters for this address only if one is named.
    Refuses {
        code: u16,
        to: Option<&'static str>,
    },
    /// Takes everything, and hangs up after the dot, before it says so.
    CutsAfterDot,
    /// Never answers the dot.
    HangsInData,
    /// Offers STARTTLS and then speaks something else.
    BreaksTls,
    /// Says this instead of a greeting.
    Greets(&'static str),
    /// Says this to `AUTH`.
    Login(u16),
}

/// A letter as it came over the wire: between `DATA` and the dot, before anything is taken away.
#[derive(Clone, Debug)]
pub struct Taken {
    pub to: String,
    pub bytes: Vec<u8>,
}

impl Taken {
    /// A header's value, folded lines joined.
    pub fn header(&self, name: &str) -> Option<String> {
        let text = String::from_utf8_lossy(&self.bytes).into_owned();
        let head = text.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ").replace("\r\n\t", " ");
        head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then(|| value.to_owned())
        })
    }
}

pub struct PostOffice {
    pub port: u16,
    mood: Arc<Mutex<Mood>>,
    taken: Arc<Mutex<Vec<Taken>>>,
    open: JoinHandle<()>,
}

impl PostOffice {
    pub async fn open() -> Self {
        Self::open_at(0).await
    }

    /// At a port that was open before.
    pub async fn open_at(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (mood, taken) = (Arc::new(Mutex::new(Mood::Takes)), Arc::new(Mutex::new(Vec::new())));
        let (moods, kept) = (mood.clone(), taken.clone());
        let open = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, moods.clone(), kept.clone()));
            }
        });
        Self { port, mood, taken, open }
    }

    pub fn is(&self, mood: Mood) {
        *self.mood.lock().expect("a mood") = mood;
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().expect("letters").clone()
    }

    /// Nobody listens any more.
    pub async fn close(self) -> u16 {
        self.open.abort();
        let _ = self.open.await;
        self.port
    }
}

async fn converse(stream: TcpStream, mood: Arc<Mutex<Mood>>, taken: Arc<Mutex<Vec<Taken>>>) -> Option<()> {
    let mut wire = BufReader::new(stream);
    let now = || mood.lock().expect("a mood").clone();
    match now() {
        Mood::Greets(words) => return say(&mut wire, words).await,
        _ => say(&mut wire, "220 post.example ESMTP").await?,
    }
    let mut to = String::new();
    loop {
        let mut line = String::new();
        if wire.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let word = line.trim_end().to_ascii_uppercase();
        match (word.split([' ', ':']).next().unwrap_or_default(), now()) {
            ("EHLO", Mood::BreaksTls) => say(&mut wire, "250-post.example\r\n250 STARTTLS").await?,
            ("EHLO", _) => say(&mut wire, "250-post.example\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME").await?,
            ("STARTTLS", _) => {
                say(&mut wire, "220 go on").await?;
                wire.write_all(b"this is no TLS at all\r\n").await.ok()?;
            }
            ("AUTH", Mood::Login(code)) => say(&mut wire, &format!("{code} as you say")).await?,
            ("RCPT", mood) => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                match mood {
                    Mood::Refuses { code, to: whom } if whom.is_none_or(|whom| whom == to) => {
                        say(&mut wire, &format!("{code} not today")).await?;
                    }
                    _ => say(&mut wire, "250 fine").await?,
                }
            }
            ("DATA", _) => {
                say(&mut wire, "354 go on").await?;
                let bytes = until_dot(&mut wire).await?;
                taken.lock().expect("letters").push(Taken { to: to.clone(), bytes });
                match now() {
                    Mood::CutsAfterDot => return None,
                    Mood::HangsInData => std::future::pending().await,
                    _ => say(&mut wire, "250 taken").await?,
                }
            }
            ("QUIT", _) => return say(&mut wire, "221 bye").await,
            _ => say(&mut wire, "250 fine").await?,
        }
    }
}

async fn say(wire: &mut BufReader<TcpStream>, words: &str) -> Option<()> {
    wire.write_all(format!("{words}\r\n").as_bytes()).await.ok()
}

/// Everything up to the dot alone, which a line feed alone would end for a tolerant server, too.
async fn until_dot(wire: &mut BufReader<TcpStream>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        bytes.push(wire.read_u8().await.ok()?);
        if bytes.ends_with(b"\n.\r\n") || bytes.ends_with(b"\n.\n") {
            let end = bytes.windows(2).rposition(|pair| pair == b"\n.").map_or(0, |at| at + 1);
            bytes.truncate(end);
            return Some(bytes);
        }
    }
}
