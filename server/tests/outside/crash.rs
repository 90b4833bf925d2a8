//! What was acknowledged survives the end of the server without warning (SIGKILL).

use std::sync::mpsc;
use std::time::Duration;

use tempfile::TempDir;
use ureq::Agent;

use crate::commands::{PASSWORD, Serving, create_owner};

fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into()
}

/// The answer's status and cookie; an error when the server is gone.
fn post(agent: &Agent, url: &str, cookie: &str, form: &[(&str, &str)]) -> Result<(u16, String, String), ureq::Error> {
    let request = agent.post(url).header("sec-fetch-site", "same-origin").header("accept", "application/json");
    let mut answer = request.header("cookie", cookie).send_form(form.iter().copied())?;
    let cookie = answer.headers().get("set-cookie").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    Ok((answer.status().as_u16(), cookie, answer.body_mut().read_to_string()?))
}

fn address(serving: &Serving) -> String {
    serving.lines[0].strip_prefix("Portico is listening on ").unwrap().to_owned()
}

fn signed_in(agent: &Agent, address: &str) -> String {
    let form = [("email", "owner@example.com"), ("password", PASSWORD), ("return_to", "")];
    let (status, cookie, body) = post(agent, &format!("{address}/api/staff/sign-in"), "", &form).unwrap();
    assert_eq!(status, 200, "{body}");
    cookie.split(';').next().unwrap().to_owned()
}

#[test]
fn every_acknowledged_write_is_there_after_a_kill() {
    let data = TempDir::new().unwrap();
    create_owner(data.path());
    let serving = Serving::start(data.path(), 1);
    let (here, agent) = (address(&serving), agent());
    let cookie = signed_in(&agent, &here);
    let (acknowledged, written) = mpsc::channel();
    let writer = std::thread::spawn(move || {
        for n in 0.. {
            let email = format!("survivor-{n}@acme.example");
            let form = [("email", &*email), ("first_name", "Sam"), ("last_name", ""), ("phone", ""), ("language", "")];
            match post(&agent, &format!("{here}/api/contacts/new"), &cookie, &form) {
                Ok((200, _, body)) if body.contains("\"Ok\"") => acknowledged.send(email).unwrap(),
                Ok((status, _, body)) => panic!("{status}: {body}"),
                Err(_) => return,
            }
        }
    });
    // The first few are certain; then the server goes in the middle of its work.
    let mut emails: Vec<String> = written.iter().take(10).collect();
    std::thread::sleep(Duration::from_millis(300));
    drop(serving);
    writer.join().unwrap();
    emails.extend(written.iter());

    let again = Serving::start(data.path(), 1);
    let (there, agent) = (address(&again), self::agent());
    let cookie = signed_in(&agent, &there);
    for email in emails {
        let page = format!("{there}/desk/contacts?q={email}");
        let found = agent.get(page).header("cookie", &cookie).call().unwrap().body_mut().read_to_string().unwrap();
        assert!(found.contains("data-row"), "{email} was acknowledged and is gone");
    }
}
