### Words that customers and staff both read. Sentence case; we say "you" to the reader and "we" for ourselves.

## Numbers and times

# Stands between groups of three digits: 1,234,567.
number-group = ,
# A moment less than a minute ago.
time-now = just now
# Kept short: it stands at the end of list rows. $n is the number of minutes.
time-minutes-ago = { $n } min ago
time-hours-ago = { $n } h ago
time-days-ago = { $n ->
    [one] yesterday
   *[other] { $n } days ago
  }
# A date in the current year, for example 31 Jan.
date-this-year = { $day } { $month }
# For example 31 Jan 2026.
date-full = { $day } { $month } { $year }
# Time of day. Choose $hour24 (00–23), or $hour12 (1–12) with $half (am or pm).
time-of-day = { $hour12 }:{ $minute }{ $half ->
    [am] {" "}am
   *[pm] {" "}pm
  }
date-and-time = { $date }, { $time }
# Months, short, as they stand in a date.
month-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
  }

## When something went wrong: headings of whole pages

fault-title-not-found = We can't find that page
fault-title-signed-out = You've been signed out
fault-title-paused = This portal is paused
fault-paused-hint = Your tickets are safe. Please come back later, or reach the team another way.
fault-title-link = This link no longer works
fault-title-refused = You can't open this
fault-title-busy = We're very busy right now
fault-title-internal = Something went wrong on our side

## … and what happened, and what to do next

fault-not-found = It may have moved, or you may not have access to it.
fault-signed-out = Please sign in again to go on.
# $n is the number of fields that are not right yet.
fault-invalid = { $n ->
    [one] One field needs another look.
   *[other] { $n } fields need another look.
  }
fault-busy = { $seconds ->
    [one] Please try again in a second.
   *[other] Please try again in { $seconds } seconds.
  }
fault-offline = We can't reach the server. Check your connection and try again; nothing you typed is lost.
fault-internal = Something went wrong on our side. Please try again.
# $reference helps our support to find the cause in the log.
fault-internal-reference = Something went wrong on our side. Please try again. If it keeps happening, tell us this reference: { $reference }.

refusal-wrong-credentials = That e-mail address and password don't match. Check both and try again.
refusal-no-access = You don't have access to this portal. Ask the team that invited you.
refusal-awaits-approval = The team is still looking at your registration. You get an e-mail as soon as you can sign in.
refusal-paused = The portal is paused for the moment. Please come back later.
refusal-view-only = You're only viewing this portal, so nothing can be changed.
refusal-ticket-closed = This ticket is closed and takes no more replies.
refusal-may-not-close = You can't close tickets here. Reply to us and we'll close it for you.
refusal-may-not-reopen = This ticket can't be reopened any more. Please file a new one.
refusal-role = Your role doesn't allow this. Ask an administrator.
refusal-stale = Somebody else changed this in the meantime. Load it again, then repeat your change.
refusal-link-invalid = This link was used already, has expired, or was withdrawn. Ask for a new one.
refusal-already-set-up = Portico is already set up. Sign in instead.
refusal-in-use = Something still uses this, so it can't be removed.
refusal-last-owner = There has to be an owner. Make somebody else one first.

## What is wrong with a field; stands beside it

problem-missing = Please fill this in.
problem-too-long = { $max ->
    [one] Please use one character at most.
   *[other] Please use { $max } characters at most.
  }
problem-too-short = { $min ->
    [one] Please use at least one character.
   *[other] Please use at least { $min } characters.
  }
problem-malformed = This doesn't look right. Check how it's written.
problem-reserved = We keep this word for ourselves. Please choose another.
problem-taken = This is already taken. Please choose another.
problem-unknown = This doesn't exist any more. Please choose again.
problem-not-verified = This domain isn't verified yet.
problem-too-common = Too many people use this password. Please choose another.
problem-wrong = That isn't your current password.
problem-not-admitted = Addresses at this domain can't register here.

## Whose turn it is, said to the customer

turn-new = New
turn-contact = Waiting on you
turn-us = With us
turn-closed = Closed

priority-low = Low
priority-medium = Medium
priority-high = High
priority-urgent = Urgent
category-product = Product issue
category-billing = Billing issue
category-feature = Feature request
category-general = General inquiry

## Parts of every page

skip-to-content = Skip to content
close = Close
back-to-list = Back to the list
try-again = Try again
load-more = Load more
loading = Loading…
optional = optional
copy = Copy
copied = Copied
sign-in = Sign in
sign-out = Sign out
account-menu = Your account
main-navigation = Main navigation
page-broken = This page has stopped working. What you sent is safe.
page-reload = Reload the page
email-address = E-mail address
password = Password
show-password = Show password
hide-password = Hide password
# Names the list of steps for people who do not see it.
steps = Steps
step-is-done = done
notifications = Notifications

## The text box with formatting

editor-toolbar = Formatting
editor-bold = Bold
editor-italic = Italic
editor-link = Link
editor-list = List
editor-quote = Quote
editor-code = Code
editor-write = Write
editor-preview = Preview
editor-empty-preview = Nothing to preview yet.

## Single sign-on, on both sign-in pages

# $name is what the identity provider is called, such as "Acme".
sso-continue = Continue with { $name }
# Between the form with a password and the buttons of identity providers.
sso-or = or
sso-unavailable = The identity provider isn't answering just now, so nobody can sign in with it. Try again in a few minutes, or sign in another way.
sso-expired = That took too long, or was begun in another window. Please start again.
sso-cancelled = You weren't signed in: signing in was cancelled at the identity provider.
sso-not-proven = What the identity provider answered couldn't be accepted, so you weren't signed in. Try again; if that doesn't help, tell the team.
sso-not-verified = Your identity provider doesn't confirm your e-mail address, so we can't tell who you are here. Ask whoever looks after your account there.
sso-not-admitted = You've signed in there, but that account has no access here. Ask the team.
## Letters that customers may do without

notification-answers = The team answers
notification-status = The status changes
notification-closed = A ticket is closed
notification-received = A ticket of mine has arrived
notification-colleagues = A colleague writes
## Where one is signed in

sessions-title = Where you're signed in
sessions-hint = Something you don't recognise? Sign out of it, then change your password.
# $browser and $system are names, such as Firefox and Linux.
sessions-device = { $browser } on { $system }
sessions-unknown = Unknown browser
sessions-this = This one
# A time follows each of the two.
sessions-seen = Last seen
sessions-began = Signed in
sessions-elsewhere = At another portal
sessions-end = Sign out
sessions-end-which = Sign out { $device }
sessions-end-others = Sign out everywhere else

## A forgotten password

password-rule = At least 8 characters. A few words that only you would put together work well.
sign-in-forgot = Forgot your password?
recovery-back = Back to signing in
recovery-password-title = Set a new password
recovery-password-hint = We'll e-mail you a link to set one.
recovery-password-ask = E-mail me the link
recovery-asked-title = Look in your mailbox
recovery-new-hint = You'll be signed out everywhere else, and sign in with the new one.
recovery-new = New password
recovery-set = Set password
recovery-done = Your new password is set. Sign in with it.
recovery-email-done = Your new address is confirmed. Sign in with it.

## Files under a message

attachments = Attached files
attachment-kilobytes = { $n } kB
attachment-megabytes = { $n } MB
