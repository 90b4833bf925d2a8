//! Topics about things that are bought and sent.

use super::topics::Topic;

pub(super) const HARDWARE: Topic = Topic {
    category: "PRODUCT_ISSUE",
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
};

pub(super) const SHIPPING: Topic = Topic {
    category: "GENERAL_INQUIRY",
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
    comments: &["Carrier admits it, claim is filed.", "The same depot again. We should talk to them.", "Express costs approved."],
};

pub(super) const BILLING: Topic = Topic {
    category: "BILLING_ISSUE",
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
};

pub(super) const TRAINING: Topic = Topic {
    category: "GENERAL_INQUIRY",
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
};
