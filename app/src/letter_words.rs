//! Sentences about letters that staff read: which, where they stand, and why.

use model::Timestamp;
use model::mail::{LetterKind, LetterState, MailDiagnosis, MailProblem, MailSecurity};

use crate::t;
use crate::ui::Tone;

pub fn state_badge(state: &LetterState) -> (Tone, String) {
    match state {
        LetterState::Waiting { .. } => (Tone::Waiting, t!("mail-state-waiting")),
        LetterState::Held => (Tone::Neutral, t!("mail-state-held")),
        LetterState::Sent(_) => (Tone::Success, t!("mail-state-sent")),
        LetterState::Failed { problem, .. } if is_wanted(problem) => (Tone::Neutral, t!("mail-state-not-sent")),
        LetterState::Failed { .. } => (Tone::Danger, t!("mail-state-failed")),
    }
}

/// Nothing went wrong: it is as it should be that the letter did not go.
pub fn is_wanted(problem: &MailProblem) -> bool {
    matches!(problem, MailProblem::NotAllowed | MailProblem::TurnedOff | MailProblem::Overtaken)
}

/// Beside the badge: when, or why.
pub fn state_detail(state: &LetterState, time: &dyn Fn(Timestamp) -> String) -> String {
    match state {
        LetterState::Waiting { problem: Some(MailProblem::NotSetUp), .. } => problem_label(&MailProblem::NotSetUp),
        LetterState::Waiting { problem: Some(problem), next } => {
            t!("mail-said-next", "problem" => problem_label(problem), "time" => time(*next))
        }
        LetterState::Waiting { problem: None, .. } => String::new(),
        LetterState::Held => t!("mail-said-held"),
        LetterState::Sent(at) => time(*at),
        LetterState::Failed { problem, .. } => problem_label(problem),
    }
}

pub fn problem_label(problem: &MailProblem) -> String {
    match problem {
        MailProblem::Refused { code, said } => t!("mail-problem-refused", "code" => code.to_string(), "said" => said),
        MailProblem::Unreachable { reason } => t!("mail-problem-unreachable", "reason" => reason),
        MailProblem::NotAllowed => t!("mail-problem-not-allowed"),
        MailProblem::TooOld => t!("mail-problem-too-old"),
        MailProblem::BadAddress => t!("mail-problem-address"),
        MailProblem::TurnedOff => t!("mail-problem-turned-off"),
        MailProblem::Overtaken => t!("mail-problem-overtaken"),
        MailProblem::NotSetUp => t!("mail-problem-not-set-up"),
    }
}

/// `None`: a kind of another version's.
pub fn kind_label(kind: Option<LetterKind>) -> String {
    let Some(kind) = kind else { return t!("letter-unknown") };
    match kind {
        LetterKind::Invitation => t!("letter-invitation"),
        LetterKind::Reset => t!("letter-reset"),
        LetterKind::SignInLink => t!("letter-link"),
        LetterKind::PasswordChanged => t!("letter-password"),
        LetterKind::TicketReceived => t!("letter-received"),
        LetterKind::AgentReplied => t!("letter-agent"),
        LetterKind::ColleagueReplied => t!("letter-colleague"),
        LetterKind::CustomerReplied => t!("letter-customer"),
        LetterKind::Registration => t!("letter-registration"),
        LetterKind::AlreadyRegistered => t!("letter-already-registered"),
        LetterKind::Approved => t!("letter-approved"),
        LetterKind::StatusChanged => t!("letter-status"),
        LetterKind::TicketClosed => t!("letter-closed"),
        LetterKind::TicketReopened => t!("letter-reopened"),
        LetterKind::InvitationReminder => t!("letter-reminder"),
        LetterKind::StaffInvitation => t!("letter-staff-invitation"),
        LetterKind::SecondFactorReset => t!("letter-second-factor"),
        LetterKind::EmailChange => t!("letter-email-change"),
        LetterKind::EmailChanged => t!("letter-email-changed"),
        LetterKind::WebhooksPaused => t!("letter-webhooks"),
    }
}

pub fn security_label(security: MailSecurity) -> String {
    match security {
        MailSecurity::StartTls => t!("mail-server-starttls"),
        MailSecurity::Tls => t!("mail-server-tls"),
        MailSecurity::None => t!("mail-server-none"),
        MailSecurity::Opportunistic => t!("mail-server-opportunistic"),
    }
}

/// What is wrong with the mail server, and what to do about it.
pub fn diagnosis_label(diagnosis: &MailDiagnosis) -> String {
    match diagnosis {
        MailDiagnosis::UnknownHost => t!("mail-diagnosis-unknown-host"),
        MailDiagnosis::ForbiddenAddress => t!("mail-diagnosis-forbidden"),
        MailDiagnosis::ConnectionRefused => t!("mail-diagnosis-refused"),
        MailDiagnosis::TimedOut => t!("mail-diagnosis-time"),
        MailDiagnosis::NotSmtp => t!("mail-diagnosis-not-smtp"),
        MailDiagnosis::NoStartTls => t!("mail-diagnosis-no-starttls"),
        MailDiagnosis::CertificateName => t!("mail-diagnosis-name"),
        MailDiagnosis::CertificateUntrusted => t!("mail-diagnosis-untrusted"),
        MailDiagnosis::CertificateExpired => t!("mail-diagnosis-expired"),
        MailDiagnosis::Tls { reason } => t!("mail-diagnosis-tls", "reason" => reason),
        MailDiagnosis::Authentication => t!("mail-diagnosis-login"),
        MailDiagnosis::SenderRefused => t!("mail-diagnosis-sender"),
        MailDiagnosis::RecipientRefused => t!("mail-diagnosis-recipient"),
        MailDiagnosis::MessageRefused => t!("mail-diagnosis-message"),
        MailDiagnosis::Lost => t!("mail-diagnosis-lost"),
    }
}
