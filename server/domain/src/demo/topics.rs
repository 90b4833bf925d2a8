//! What people write about, and what they are answered. Within a topic every sentence goes with every other.
//!
//! `{item}` is one of the topic's things, `{number}` an order, invoice or device number, `{count}` a small number,
//! `{name}` the customer's first name, `{agent}` the agent's. Texts are Markdown.

pub(super) struct Topic {
    pub category: &'static str,
    pub items: &'static [&'static str],
    pub subjects: &'static [&'static str],
    /// The description.
    pub openings: &'static [&'static str],
    /// An agent wants to know more.
    pub questions: &'static [&'static str],
    /// The customer says it, or asks again.
    pub details: &'static [&'static str],
    /// An agent has done something about it.
    pub solutions: &'static [&'static str],
    /// Among colleagues.
    pub comments: &'static [&'static str],
}

pub(super) const TOPICS: [Topic; 8] = [
    Topic {
        category: "Hardware",
        items: &[
            "label printer",
            "badge reader",
            "handheld scanner",
            "docking station",
            "receipt printer",
            "wall display",
            "cash drawer",
        ],
        subjects: &[
            "{item} stopped working this morning",
            "The {item} restarts by itself",
            "{item} is not recognised after the update",
            "Replacement for a broken {item}",
            "{item}: error light stays red",
            "Strange noise from the {item}",
        ],
        openings: &[
            "Good morning,\n\nour {item} (serial number `{number}`) stopped working today. We have switched it off and on again, and changed the cable, without any luck.\n\nCould you tell us what to try next?",
            "Hello,\n\nthe {item} in the front office restarts every {count} minutes or so. It started on Monday. Serial number: `{number}`.\n\nWe can work around it for a day or two, but not longer.",
            "Hi,\n\nsince the last update the {item} shows up as *unknown device*. The other {count} we have are fine. The one in question is `{number}`.",
        ],
        questions: &[
            "Hello {name},\n\nthank you for the serial number. Which light is on when it happens, and does it stay on or blink?\n\nBest regards\n{agent}",
            "Hi {name},\n\ncould you print the status page and send us the last five lines? Hold the front button for ten seconds.\n\n{agent}",
            "Hello {name},\n\nis the {item} connected directly, or through a hub? Please try one of the ports at the back.\n\nKind regards\n{agent}",
        ],
        details: &[
            "The red one, and it blinks three times, then pauses. We connected it directly, no difference.",
            "It is plugged into the wall socket now and it has been quiet for an hour, but then it went off again.",
            "Here is what the status page says:\n\n```\nFW 4.12.{count}\nE-{number}\nuptime 00:07\n```",
            "Any news on this? Two colleagues are waiting for the {item}.",
        ],
        solutions: &[
            "Hello {name},\n\nthat pattern means the power unit is failing. A replacement for `{number}` leaves our warehouse today; please keep the old one, a return label is in the box.\n\nBest regards\n{agent}",
            "Hi {name},\n\nfirmware 4.13 fixes this. It is on its way to your {item} now and installs at the next restart.\n\n{agent}",
            "Hello {name},\n\nwe have reset the {item} from here. Please restart it once more; it should be recognised afterwards. Write back if it is not.\n\nKind regards\n{agent}",
        ],
        comments: &[
            "Third one from this batch. I have told the hardware team.",
            "Warranty runs until next spring, so a swap is fine.",
            "Spoke to them on the phone, they are friendly but in a hurry.",
        ],
    },
    Topic {
        category: "Billing",
        items: &["invoice", "credit note", "annual plan", "extra seats", "support contract"],
        subjects: &[
            "Question about invoice {number}",
            "We were charged twice for the {item}",
            "VAT number missing on invoice {number}",
            "Wrong amount for the {item}",
            "Please send the {item} again",
            "Change of billing address",
        ],
        openings: &[
            "Hello,\n\ninvoice **{number}** lists {count} seats more than we ordered. Could you please check and send a corrected one?\n\nThank you.",
            "Dear team,\n\nour bank statement shows the {item} twice this month, both with the reference {number}. One of them should be refunded.",
            "Hi,\n\nour accountant cannot book invoice {number} because our VAT number is not on it. We need it before the end of the month.",
        ],
        questions: &[
            "Hello {name},\n\nI am sorry about that. Could you tell me the date of both charges, so that I can find them at our bank?\n\nBest regards\n{agent}",
            "Hi {name},\n\nwhich address and VAT number should the {item} show?\n\n{agent}",
            "Hello {name},\n\nI see an order for the additional seats from {count} weeks ago. Could it have come from a colleague of yours?\n\nKind regards\n{agent}",
        ],
        details: &[
            "Both were booked on the 3rd, {count} minutes apart.",
            "I asked around, nobody here ordered more seats. Please take them off.",
            "The address is on our letterhead, it has not changed: it is the one on the invoices of last year.",
            "Our bookkeeping closes on Friday, so it would help to have this soon.",
        ],
        solutions: &[
            "Hello {name},\n\nyou are right, that was our mistake. The amount will be back in your account within {count} working days, and the corrected {item} is in your portal.\n\nBest regards\n{agent}",
            "Hi {name},\n\nI have cancelled {number} and issued a new document with the right details.\n\n{agent}",
            "Hello {name},\n\nthe seats are removed from this month on and the difference is credited on your next invoice.\n\nKind regards\n{agent}",
        ],
        comments: &[
            "Refund approved by finance.",
            "The duplicate came from the payment provider's retry, see the incident of last week.",
            "Good customer for years, let us be generous.",
        ],
    },
    Topic {
        category: "Account",
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
    },
    Topic {
        category: "Shipping",
        items: &["parcel", "pallet", "spare part", "sample", "return"],
        subjects: &[
            "Where is our {item}? Order {number}",
            "{item} arrived damaged",
            "Order {number}: {count} pieces are missing",
            "Change of the delivery address",
            "Return label for order {number}",
            "Customs papers for a {item}",
        ],
        openings: &[
            "Hello,\n\nthe {item} of order **{number}** should have been here {count} days ago. The tracking page has said *in transit* since then.\n\nCan you find out where it is?",
            "Good afternoon,\n\nthe {item} came today and one corner of the box is crushed. The content looks fine from outside, but {count} pieces rattle. I have taken pictures.",
            "Hi,\n\nwe counted twice: order {number} is {count} pieces short. The delivery note says that all are there.",
        ],
        questions: &[
            "Hello {name},\n\nI have asked the carrier. Was somebody at your address between 9 and 12 on the day?\n\nBest regards\n{agent}",
            "Hi {name},\n\nplease do not throw the box away yet. Is there a sticker with a shock indicator, and which colour does it have?\n\n{agent}",
            "Hello {name},\n\ncould you tell me the weight on the label? Then we see what left our house.\n\nKind regards\n{agent}",
        ],
        details: &[
            "Yes, our reception is open from 8 to 6, nobody rang.",
            "The indicator is red. I will keep everything as it is.",
            "The label says {count}.4 kg.",
            "It still has not arrived. We would need it by Thursday at the latest.",
        ],
        solutions: &[
            "Hello {name},\n\nthe {item} had been taken to a neighbouring depot. It will be with you tomorrow before noon.\n\nBest regards\n{agent}",
            "Hi {name},\n\na new {item} left today by express, free of charge. The carrier picks up the damaged one.\n\n{agent}",
            "Hello {name},\n\nthe missing pieces are on their way under the same number, {number}.\n\nKind regards\n{agent}",
        ],
        comments: &[
            "Carrier admits it, claim is filed.",
            "The same depot again. We should talk to them.",
            "Express costs approved.",
        ],
    },
    Topic {
        category: "Integration",
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
        comments: &[
            "See the status page entry.",
            "Their proxy buffers the body, hence the slow answers.",
            "Candidate for the FAQ.",
        ],
    },
    Topic {
        category: "Training",
        items: &["introduction course", "admin workshop", "webinar", "handbook", "certificate"],
        subjects: &[
            "Dates for the {item}",
            "{count} places in the {item}",
            "Recording of the {item}",
            "Is there a {item} in Italian?",
            "The {item} mentions a menu we do not have",
        ],
        openings: &[
            "Hello,\n\nwe would like to book the {item} for {count} people. Which dates are free in the next two months?",
            "Hi,\n\nI had to leave the {item} early. Is there a recording?",
            "Hello,\n\npage {count} of the {item} describes a menu that none of us can find. Are we missing something?",
        ],
        questions: &[
            "Hello {name},\n\nwith pleasure. Do you prefer to meet on site or online?\n\nBest regards\n{agent}",
            "Hi {name},\n\nwhich group were you in, the one in the morning or in the afternoon?\n\n{agent}",
            "Hello {name},\n\nwhich edition do you have? It stands on the second page.\n\nKind regards\n{agent}",
        ],
        details: &[
            "Online would be best, we sit in {count} different towns.",
            "The one in the afternoon.",
            "It is the third edition.",
            "We are flexible, apart from the last week of the month.",
        ],
        solutions: &[
            "Hello {name},\n\nI have put you down for the second Tuesday. The calendar entry is on its way.\n\nBest regards\n{agent}",
            "Hi {name},\n\nthe recording is in your portal under number {number}, for {count} weeks.\n\n{agent}",
            "Hello {name},\n\nthat menu came with a later version. The new edition is attached to your account.\n\nKind regards\n{agent}",
        ],
        comments: &["Room is booked.", "They may want the admin workshop as well.", "Typo reported to the authors."],
    },
    Topic {
        category: "Feature request",
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
    },
    Topic {
        category: "Software",
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
    },
];

pub(super) const THANKS: [&str; 6] = [
    "Perfect, thank you for the quick help!",
    "That did it. Thanks, {agent}!",
    "Great, everything works again. You can close this.",
    "Thank you. I will come back to you if it happens again.",
    "Wonderful, that is all we needed.",
    "Thanks a lot, have a nice weekend!",
];

pub(super) const GOODBYES: [&str; 4] = [
    "You are welcome, {name}. I am closing this ticket; a reply opens it again.\n\n{agent}",
    "Glad to hear that, {name}! Have a good day.\n\n{agent}",
    "Hello {name},\n\nas it works again I am closing this one. Write at any time.\n\nBest regards\n{agent}",
    "Thank you for letting us know, {name}.\n\n{agent}",
];
