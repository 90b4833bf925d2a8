//! Topics about what runs on a screen.

use super::topics::Topic;

pub(super) const ACCOUNT: Topic = Topic {
    category: "GENERAL_INQUIRY",
    items: &["password", "two-step code", "user account", "admin role", "sign-in"],
    subjects: &[
        "Cannot sign in since yesterday",
        "Please add a new colleague",
        "Reset of my {item}",
        "Remove the account of a former colleague",
        "{item}: link in the mail has expired",
        "Change of my e-mail address",
    ],
    openings: &[
        "Hi,\n\nsince yesterday I cannot sign in. The page says my details are not right, but I am sure they are. I tried {count} times.",
        "Hello,\n\nplease create an account for our new colleague, who starts on Monday. She needs the same rights as I have.",
        "Hello,\n\nthe link to set a new {item} says that it has expired, although I opened it after a few minutes.",
    ],
    questions: &[
        "Hello {name},\n\nwhich browser do you use, and does it happen in a private window as well?\n\nBest regards\n{agent}",
        "Hi {name},\n\nof course. Could somebody with the admin role confirm it here, please?\n\n{agent}",
        "Hello {name},\n\nmay I ask whether your company opens links in mails for a check first? That would use the link up.\n\nKind regards\n{agent}",
    ],
    details: &[
        "Firefox, and yes, the private window shows the same.",
        "I am the admin, so please consider it confirmed.",
        "Our IT says that they do scan links, {count} times even.",
        "I am still locked out. Is there anything else I can do?",
    ],
    solutions: &[
        "Hello {name},\n\nthe account was locked after too many attempts. It is open again; please set a new {item} with the link that you just received.\n\nBest regards\n{agent}",
        "Hi {name},\n\ndone: the invitation is on its way and valid for seven days.\n\n{agent}",
        "Hello {name},\n\nwe have sent a new link that is not used up by a scan any more.\n\nKind regards\n{agent}",
    ],
    comments: &[
        "Identity checked by phone.",
        "Lock was caused by an old phone with the old password.",
        "Remember to take away the admin role on the 1st.",
    ],
};

pub(super) const INTEGRATION: Topic = Topic {
    category: "PRODUCT_ISSUE",
    items: &["webhook", "CSV export", "API token", "calendar sync", "accounting connector"],
    subjects: &[
        "{item} returns error {number}",
        "{item} stopped at night",
        "Documentation for the {item}?",
        "The {item} sends everything twice",
        "Limits of the {item}",
        "{item}: wrong time zone",
    ],
    openings: &[
        "Hi,\n\nour {item} has been failing since 02:00. The answer is:\n\n```json\n{\"status\": \"error\", \"correlationId\": \"{number}\"}\n```\n\nWe did not change anything on our side.",
        "Hello,\n\nthe {item} delivers each record {count} times. Is there a field by which we can tell that it is the same?",
        "Hello,\n\nall times from the {item} are off by {count} hours. We are in the same zone as last year.",
    ],
    questions: &[
        "Hello {name},\n\nthanks for the correlation id. When exactly was the last call that worked?\n\nBest regards\n{agent}",
        "Hi {name},\n\nhow fast does your server answer? After ten seconds we try again, which may be what you see.\n\n{agent}",
        "Hello {name},\n\nwhich time zone is chosen under *Settings, General*?\n\nKind regards\n{agent}",
    ],
    details: &[
        "The last good one was at 01:57 UTC. After that all {count} thousand failed.",
        "You were right, our answer takes up to 14 seconds. Why does it matter?",
        "It says UTC there. That cannot be changed with my rights.",
        "It is happening again right now, id {number}.",
    ],
    solutions: &[
        "Hello {name},\n\na certificate had run out on our side. It is renewed, and what was waiting has been delivered.\n\nBest regards\n{agent}",
        "Hi {name},\n\nplease use the field `eventId`: it is the same for each try. We have raised the timeout for you to 30 seconds.\n\n{agent}",
        "Hello {name},\n\nwe have set the zone for your company. Times of the past stay as they are.\n\nKind regards\n{agent}",
    ],
    comments: &["See the status page entry.", "Their proxy buffers the body, hence the slow answers.", "Candidate for the FAQ."],
};

pub(super) const FEATURE_REQUEST: Topic = Topic {
    category: "FEATURE_REQUEST",
    items: &["dark mode", "bulk edit", "keyboard shortcut", "dashboard", "weekly report"],
    subjects: &[
        "Wish: {item}",
        "{item} for teams",
        "Could the {item} show more than {count} entries?",
        "Sorting in the {item}",
        "Is a {item} planned?",
    ],
    openings: &[
        "Hi,\n\nwe use the {item} every day and like it. What would make it perfect:\n\n- more than {count} entries on a page\n- a filter that stays\n- printing\n\nIs anything of that planned?",
        "Hello,\n\nis there a {item}? We have not found one, and {count} colleagues asked for it.",
    ],
    questions: &[
        "Hello {name},\n\nthank you, that is helpful. How many entries do you usually look at together?\n\nBest regards\n{agent}",
        "Hi {name},\n\nwhat would you use it for most? A short example helps us to get it right.\n\n{agent}",
    ],
    details: &[
        "About {count} hundred, at the end of the month twice that.",
        "We go through the list every Monday in a meeting, with a projector.",
        "For us the filter would be the most important by far.",
    ],
    solutions: &[
        "Hello {name},\n\nI have added your words to the wish, number {number}. We write to you when there is something to try.\n\nBest regards\n{agent}",
        "Hi {name},\n\ngood news: it comes with the next version.\n\n{agent}",
    ],
    comments: &["Same wish from {count} others.", "Product team is interested in a call."],
};

pub(super) const SOFTWARE: Topic = Topic {
    category: "PRODUCT_ISSUE",
    items: &["search", "mobile app", "report", "import", "calendar", "print preview"],
    subjects: &[
        "{item} is very slow",
        "{item} shows an empty page",
        "Error {number} in the {item}",
        "{item} loses the last entry",
        "{item}: letters with accents are wrong",
        "The {item} worked yesterday",
    ],
    openings: &[
        "Hello,\n\nthe {item} takes {count} minutes since the weekend; before, it was a matter of seconds. Others here see the same.",
        "Hi,\n\nwhen I open the {item} I get an empty page and, at the bottom, *reference {number}*. It happens every time.",
        "Hello,\n\nin the {item} names like *Müller* or *Peña* come out with question marks. It was right last month.",
    ],
    questions: &[
        "Hello {name},\n\nthank you for the reference. Does it depend on the period that you choose?\n\nBest regards\n{agent}",
        "Hi {name},\n\nwhich version stands at the foot of the page?\n\n{agent}",
        "Hello {name},\n\ncould you send us one name that is wrong, and where it was typed in?\n\nKind regards\n{agent}",
    ],
    details: &[
        "With one week it is fast. With a year it takes ages.",
        "Version 7.{count}.",
        "*Peña* for example. It was imported from a file, others were typed and are fine.",
        "It got worse today, we can hardly work with the {item}.",
    ],
    solutions: &[
        "Hello {name},\n\nan index was missing after the update. It is built now and the {item} should be as fast as before.\n\nBest regards\n{agent}",
        "Hi {name},\n\nthis is fixed in version 7.{count}.1, which you have from tonight on.\n\n{agent}",
        "Hello {name},\n\nthe file was in an older encoding. We have repaired the names that were wrong.\n\nKind regards\n{agent}",
    ],
    comments: &["Reproduced here.", "Fix is merged, goes out tonight.", "Slow query, see the log around {number}."],
};
