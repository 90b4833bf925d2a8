//! The command line, as scripts use it. Always on the embedded database, in a folder of its own.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

pub const PASSWORD: &str = "a long enough secret";

fn portico(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
    command.arg("--data").arg(data).current_dir(data).stdin(Stdio::null());
    // The tester's own settings are not the test's.
    for name in ["URL", "LISTEN", "DATA", "DATABASE_URL", "LOG", "SMTP_URL", "MAIL_FROM"] {
        command.env_remove(format!("PORTICO_{name}"));
    }
    command
}

fn run(data: &Path, arguments: &[&str]) -> Output {
    portico(data).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn done(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    assert!(output.status.success(), "{arguments:?}: {}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

fn refused(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    assert!(!output.status.success(), "{arguments:?} was not refused: {}", text(&output.stdout));
    text(&output.stderr)
}

pub fn create_owner(data: &Path) {
    let arguments =
        ["admin", "create", "--email", "owner@example.com", "--name", "Olga Owner", "--role", "owner", "--password-stdin"];
    let mut child = portico(data).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(format!("{PASSWORD}\n").as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
}

fn create_portal(data: &Path, slug: &str) -> Output {
    let arguments = ["portal", "create", "--name", "Acme help", "--domain", "127.0.0.1", "--slug", slug];
    let more = ["--inbox", "Support", "--tickets", "company", "--access", "invited", "--primary-language", "it"];
    portico(data).args(arguments).args(more).output().unwrap()
}

/// A server on a free port, ended when dropped.
pub struct Serving {
    child: Child,
    pub lines: Vec<String>,
}

impl Serving {
    pub fn start(data: &Path, lines: usize) -> Self {
        let mut child = portico(data).args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { lines: output.lines().take(lines).map(Result::unwrap).collect(), child }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_fresh_server_says_where_it_is_and_how_to_begin() {
    let data = TempDir::new().unwrap();
    let first = Serving::start(data.path(), 2);
    let address = first.lines[0].strip_prefix("Portico is listening on ").unwrap().to_owned();
    assert!(first.lines[1].starts_with(&format!("Set up: {address}/setup?token=")), "{:?}", first.lines);
    drop(first);
    // Another start makes another token; the first is worth nothing.
    let second = Serving::start(data.path(), 2);
    assert!(second.lines[1].starts_with("Set up: "), "{:?}", second.lines);
    drop(second);
    create_owner(data.path());
    let third = Serving::start(data.path(), 1);
    assert!(third.lines[0].starts_with("Portico is listening on "));
}

#[test]
fn a_lost_database_makes_nobody_the_owner() {
    let data = TempDir::new().unwrap();
    create_owner(data.path());
    drop(Serving::start(data.path(), 1));
    for name in ["portico.db", "portico.db-wal", "portico.db-shm"] {
        let _ = std::fs::remove_file(data.path().join(name));
    }
    let said = refused(data.path(), &["serve", "--listen", "127.0.0.1:0"]);
    assert!(said.contains("set up on this data folder before") && said.contains("installed"), "{said}");
    // Whoever means it says so.
    std::fs::remove_file(data.path().join("installed")).unwrap();
    assert!(Serving::start(data.path(), 2).lines[1].starts_with("Set up: "));
}

#[test]
fn a_reader_who_has_seen_enough_ends_no_command() {
    let data = TempDir::new().unwrap();
    create_owner(data.path());
    let mut child = portico(data.path()).arg("doctor").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut said).unwrap();
    child.wait().unwrap();
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn a_password_is_set_by_the_operator() {
    let data = TempDir::new().unwrap();
    create_owner(data.path());
    let set = |email: &str, password: &str| {
        let arguments = ["admin", "set-password", "--email", email, "--password-stdin"];
        let mut command = portico(data.path());
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(format!("{password}\n").as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.success(), text(&output.stdout) + &text(&output.stderr))
    };
    let (done, said) = set("Owner@example.com", "an entirely new secret");
    assert!(done && said.contains("is set"), "{said}");
    let (done, said) = set("nobody@example.com", "an entirely new secret");
    assert!(!done && said.contains("--email"), "{said}");
    let (done, said) = set("owner@example.com", "12345678");
    assert!(!done && said.contains("--password"), "{said}");
}

#[test]
fn a_portal_is_made_listed_shown_and_invited_to() {
    let data = TempDir::new().unwrap();
    create_owner(data.path());
    let output = create_portal(data.path(), "help-desk");
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), "http://127.0.0.1:3000/help-desk\n");
    let again = create_portal(data.path(), "help-desk");
    assert!(!again.status.success() && text(&again.stderr).contains("--slug: is taken already"), "{}", text(&again.stderr));
    assert!(text(&create_portal(data.path(), "admin").stderr).contains("--slug: is a word that Portico keeps for itself"));
    assert!(text(&create_portal(data.path(), "Not A Slug").stderr).contains("--slug"));
    assert!(done(data.path(), &["portal", "list"]).contains("help-desk"));
    let shown = done(data.path(), &["portal", "show", "help-desk"]);
    for expected in ["Acme help", "live", "127.0.0.1", "it", "Support", "company", "invited"] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
    let link = done(data.path(), &["invite", "--portal", "help-desk", "--email", "ana@acme.example"]);
    assert!(link.starts_with("http://127.0.0.1:3000/help-desk/invitation/"), "{link}");
    assert!(
        refused(data.path(), &["invite", "--portal", "none", "--email", "ana@acme.example"]).contains("no portal at \"none\"")
    );
    assert!(refused(data.path(), &["invite", "--portal", "help-desk", "--email", "nobody"]).contains("--email"));
}

#[test]
fn links_lead_to_the_server_that_runs_on_the_data() {
    let data = TempDir::new().unwrap();
    create_owner(data.path());
    assert!(create_portal(data.path(), "help-desk").status.success());
    let serving = Serving::start(data.path(), 1);
    let address = serving.lines[0].strip_prefix("Portico is listening on ").unwrap();
    let link = done(data.path(), &["invite", "--portal", "help-desk", "--email", "ana@acme.example"]);
    assert!(link.starts_with(&format!("{address}/help-desk/invitation/")), "{link} {address}");
    let link = done(
        data.path(),
        &["--url", "https://help.example.com", "invite", "--portal", "help-desk", "--email", "bo@acme.example"],
    );
    assert!(link.starts_with("https://help.example.com/help-desk/invitation/"), "{link}");
}

#[test]
fn a_file_is_imported_and_a_broken_one_is_not() {
    let data = TempDir::new().unwrap();
    let file = data.path().join("tickets.csv");
    std::fs::write(
        &file,
        "Ticket ID,Ticket name,Email,Ticket description\n1,Printer,ana@acme.example,It jams\n2,,bo@acme.example,No subject\n",
    )
    .unwrap();
    let path = file.to_str().unwrap();
    let dry = done(data.path(), &["import", "tickets", path, "--dry-run"]);
    assert!(dry.contains('1'), "{dry}");
    let report = done(data.path(), &["import", "tickets", path]);
    assert!(report.contains("row 2") && report.contains("subject"), "{report}");
    assert!(refused(data.path(), &["import", "tickets", path, "--map", "Nope=subject"]).contains("Nope"));
    std::fs::write(&file, "Ticket ID,Ticket name\n1,\"never closed\n").unwrap();
    assert!(refused(data.path(), &["import", "tickets", path]).contains("line"), "a broken file says where");
    assert!(refused(data.path(), &["import", "tickets", "/no/such/file.csv"]).contains("/no/such/file.csv"));
}

#[test]
fn a_demo_world_is_made() {
    let data = TempDir::new().unwrap();
    let numbers = ["--companies", "2", "--contacts", "5", "--tickets", "20", "--messages", "3", "--seed", "7"];
    let said = done(data.path(), &[&["demo"], &numbers[..]].concat());
    assert!(said.contains("20"), "{said}");
}

#[test]
fn the_doctor_tells_where_settings_come_from_and_what_is_wrong() {
    let data = TempDir::new().unwrap();
    let output = run(data.path(), &["doctor"]);
    let said = text(&output.stdout);
    assert!(said.contains("(flag, --data)") && said.contains("(default)"), "{said}");
    assert!(said.contains("ok      database"), "{said}");
    let file = data.path().join("other.toml");
    std::fs::write(&file, "log = \"warn\"\n").unwrap();
    let said = done_or_not(data.path(), &["--config", file.to_str().unwrap(), "doctor"]);
    assert!(said.contains("other.toml"), "{said}");
    std::fs::write(&file, "lgo = \"warn\"\n").unwrap();
    assert!(refused(data.path(), &["--config", file.to_str().unwrap(), "doctor"]).contains("lgo"));
    let unknown = portico(data.path()).arg("doctor").env("PORTICO_LITSEN", "x").output().unwrap();
    assert!(!unknown.status.success() && text(&unknown.stderr).contains("PORTICO_LITSEN"), "{}", text(&unknown.stderr));
    let warned = portico(data.path()).arg("doctor").env("PORTICO_LOG", "error").output().unwrap();
    assert!(text(&warned.stdout).contains("(environment, PORTICO_LOG)"), "{}", text(&warned.stdout));
    let lost = portico(data.path()).args(["--database-url", "postgres://127.0.0.1:1/none", "doctor"]).output().unwrap();
    assert!(!lost.status.success() && text(&lost.stdout).contains("FAILED  database"), "{}", text(&lost.stdout));
}

/// The browser's files may not be built where only the server is tested; then the doctor says no, and says the rest too.
fn done_or_not(data: &Path, arguments: &[&str]) -> String {
    text(&run(data, arguments).stdout)
}

#[test]
fn passwords_over_an_open_network_need_the_operators_word() {
    let data = TempDir::new().unwrap();
    let refusal = refused(data.path(), &["--url", "http://help.example.com", "serve", "--listen", "127.0.0.1:0"]);
    assert!(refusal.contains("plain_http"), "{refusal}");
}

#[test]
fn doctor_asks_the_mail_server_and_half_a_setting_is_an_error() {
    let data = TempDir::new().unwrap();
    let asked = |variables: &[(&str, &str)]| {
        let output = portico(data.path()).arg("doctor").envs(variables.iter().copied()).output().unwrap();
        (output.status.success(), text(&output.stdout))
    };
    let (_, said) = asked(&[]);
    assert!(said.contains("no mail server is set"), "{said}");
    // Nothing listens there.
    let closed = ("PORTICO_SMTP_URL", "smtp://user:hush@127.0.0.1:1");
    let (fine, said) = asked(&[closed, ("PORTICO_MAIL_FROM", "help@example.com")]);
    assert!(!fine && said.contains("FAILED  mail"), "{said}");
    assert!(!said.contains("hush"), "the password is not shown: {said}");
    let (fine, said) = asked(&[closed]);
    assert!(!fine && said.contains("mail_from"), "{said}");
    let (fine, said) =
        asked(&[("PORTICO_SMTP_URL", "smtp://user:hush@mail.example.com"), ("PORTICO_MAIL_FROM", "help@example.com")]);
    assert!(!fine && said.contains("in the clear"), "{said}");
}

#[test]
fn a_token_is_printed_alone_listed_without_itself_and_revoked() {
    let data = TempDir::new().unwrap();
    create_owner(data.path());
    let made = done(data.path(), &["token", "create", "--name", "Sync", "--scopes", "all", "--expires", "90d"]);
    let token = made.strip_suffix('\n').unwrap();
    assert!(token.starts_with("pat-") && token.lines().count() == 1 && !token.contains(' '), "{made}");
    let list = done(data.path(), &["token", "list"]);
    assert!(list.contains("Sync") && list.contains("never used") && list.contains("crm.objects.contacts.read"), "{list}");
    assert!(!list.contains(token) && list.contains(&token[token.len() - 4..]), "{list}");
    assert!(done(data.path(), &["token", "revoke", "1"]).contains("revoked"));
    assert!(done(data.path(), &["token", "list"]).contains("revoked 2"));
    assert!(refused(data.path(), &["token", "revoke", "9"]).contains("no such record"));
    for wrong in [
        &["token", "create", "--name", "Sync", "--scopes", "nothing"][..],
        &["token", "create", "--name", " ", "--scopes", "all"],
        &["token", "create", "--name", "Sync", "--scopes", "tickets", "--expires", "soon"],
        &["token", "create", "--name", "Sync", "--scopes", "tickets", "--expires", "2020-01-01"],
    ] {
        let said = refused(data.path(), wrong);
        assert!(said.contains("--"), "{wrong:?}: {said}");
    }
}
