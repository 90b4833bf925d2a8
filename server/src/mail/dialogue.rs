//! Lines said to and heard from a mail server (RFC 5321 §4.2), written down for whoever looks for the trouble.
//!
//! Only what is a reply of SMTP is written down: whatever else answers at an address says nothing to anybody by this.

use std::time::Duration;

use model::mail::{ConversationLine, MailDiagnosis};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::time::timeout;

/// How long the server may think about one line.
const PATIENCE: Duration = Duration::from_secs(15);
/// Bytes of a line and lines of a reply, at most: twice what RFC 5321 §4.5.3.1 allows, and far more than anybody says.
const LINE_MAX: u64 = 1024;
const LINES_MAX: usize = 100;
/// Characters of a line that are written down.
const SHOWN_MAX: usize = 300;

/// A connection, in the clear or in TLS.
pub trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

/// What the server answered.
pub struct Reply {
    pub code: u16,
    pub lines: Vec<String>,
}

pub struct Dialogue {
    wire: BufReader<Box<dyn Wire>>,
    pub lines: Vec<ConversationLine>,
}

impl Dialogue {
    pub fn over(wire: Box<dyn Wire>) -> Self {
        Self { wire: BufReader::new(wire), lines: Vec::new() }
    }

    /// Goes on over another wire, made of this one. What was heard and not read is thrown away: it was said in the clear
    /// behind a promise of TLS (RFC 3207 §4.2).
    pub async fn rewire<F>(self, make: impl FnOnce(Box<dyn Wire>) -> F) -> (Vec<ConversationLine>, Result<Self, MailDiagnosis>)
    where
        F: Future<Output = Result<Box<dyn Wire>, MailDiagnosis>>,
    {
        let Self { wire, lines } = self;
        match make(wire.into_inner()).await {
            Ok(wire) => (Vec::new(), Ok(Self { wire: BufReader::new(wire), lines })),
            Err(problem) => (lines, Err(problem)),
        }
    }

    /// Says a line and hears the answer. What is written down of it is `shown`.
    pub async fn ask(&mut self, line: &str, shown: &str) -> Result<Reply, MailDiagnosis> {
        self.note(true, shown);
        self.send(format!("{line}\r\n").as_bytes()).await?;
        self.hear().await
    }

    pub async fn send(&mut self, bytes: &[u8]) -> Result<(), MailDiagnosis> {
        let sending = async {
            self.wire.write_all(bytes).await?;
            self.wire.flush().await
        };
        match timeout(PATIENCE, sending).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(MailDiagnosis::Lost),
            Err(_) => Err(MailDiagnosis::TimedOut),
        }
    }

    /// A reply of one line or several.
    pub async fn hear(&mut self) -> Result<Reply, MailDiagnosis> {
        let mut lines = Vec::new();
        loop {
            let line = match timeout(PATIENCE, self.line()).await {
                Ok(line) => line?,
                Err(_) => return Err(MailDiagnosis::TimedOut),
            };
            let (code, last, text) = parsed(&line).ok_or(MailDiagnosis::NotSmtp)?;
            self.note(false, &line);
            lines.push(text.to_owned());
            if last {
                return Ok(Reply { code, lines });
            }
            if lines.len() >= LINES_MAX {
                return Err(MailDiagnosis::NotSmtp);
            }
        }
    }

    async fn line(&mut self) -> Result<String, MailDiagnosis> {
        let mut bytes = Vec::new();
        let read = (&mut self.wire).take(LINE_MAX).read_until(b'\n', &mut bytes).await;
        match read {
            Ok(0) | Err(_) => Err(MailDiagnosis::Lost),
            Ok(_) if !bytes.ends_with(b"\n") => Err(MailDiagnosis::NotSmtp),
            Ok(_) => Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned()),
        }
    }

    pub fn note(&mut self, ours: bool, text: &str) {
        let text = text.chars().filter(|character| !character.is_control()).take(SHOWN_MAX).collect();
        self.lines.push(ConversationLine { ours, text });
    }
}

/// Code, whether it is the last line, and the words.
fn parsed(line: &str) -> Option<(u16, bool, &str)> {
    let (digits, rest) = line.split_at_checked(3)?;
    let code: u16 = digits.parse().ok().filter(|code| (200..600).contains(code))?;
    match rest.chars().next() {
        None => Some((code, true, "")),
        Some(' ') => Some((code, true, &rest[1..])),
        Some('-') => Some((code, false, &rest[1..])),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_three_digits() {
        assert_eq!(parsed("250-PIPELINING"), Some((250, false, "PIPELINING")));
        assert_eq!(parsed("220 mail.example.com ESMTP"), Some((220, true, "mail.example.com ESMTP")));
        assert_eq!(parsed("354"), Some((354, true, "")));
        for other in ["", "-ERR unknown command", "HTTP/1.1 400 Bad Request", "+OK", "2500 x", "99 x", "é"] {
            assert_eq!(parsed(other), None, "{other}");
        }
    }
}
