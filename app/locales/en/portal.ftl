### Words of the customers' pages.

tab-mine = My tickets
tab-organization = Organization

sort-activity = Last activity
sort-created = Created
sort-subject = Subject
sort-status = Status
sort-id = Number

## What happens if a reply is posted

reply-reopens = Your reply will reopen this ticket.
reply-files-linked = This ticket is closed for good. Your reply will file a new ticket that refers to this one.
reply-not-possible = This ticket takes no more replies.

## The frame of every page

nav-tickets = Tickets
nav-new-ticket = New ticket
nav-profile = Profile
# Shown while a staff member looks at the portal. $name is the customer's name.
view-only-banner = You're viewing this portal as { $name }. Nothing can be changed.
view-only-end = End view

## Signing in

sign-in-title = Sign in
sign-in-hint = See your tickets and what happens with them.
sign-in-hint-return = Sign in to go on to the page you asked for.
sign-in-no-account = No password yet? Ask the team for an invitation.
sign-in-no-password = Signing in with a password is turned off for this portal. Ask the team how to get in.
sign-in-again-title = You've been signed out
sign-in-again-otherwise = Sign in another way, in a new tab
sign-in-again-hint = Sign in again to go on. What you typed is still here.
# Stands under a field for a new password.

## Getting in by one's mailbox

sign-in-by-link = E-mail me a sign-in link
recovery-link-title = Sign in by e-mail
recovery-link-hint = We'll e-mail you a link that signs you in, without a password.
recovery-link-ask = E-mail me a link
recovery-asked-hint = If somebody with that address may enter this portal, a letter is on its way. It can take a few minutes; look in the spam folder, too.
recovery-enter-title = Welcome back
# $email is the address that the link was sent to.
recovery-enter-hint = You're about to sign in as { $email }.

## Accepting an invitation

invitation-title = Welcome
invitation-title-name = Welcome, { $name }
invitation-hint-new = Choose a password, and you're in.
invitation-hint-known = You have a password already. Enter it, and you're in.
invitation-password-new = New password
invitation-accept-new = Set password and sign in
invitation-accept-known = Accept and sign in
# Followed by the link "Sign in".
invitation-been-here = Accepted it before?

## A staff member looks at the portal as a customer

look-title = View the portal as a customer
look-hint = You'll see exactly what the customer sees. Nothing can be changed, and the visit is logged.
look-open = Open the portal

## The list of tickets

list-caption = Your tickets, with their status and latest message
list-scopes = Whose tickets
list-search = Search tickets
list-apply = Apply
list-state = Open or closed
list-state-all = All
list-state-open = Open
list-state-closed = Closed
list-any-status = Any status
list-any-priority = Any priority
list-priority = Priority
list-sort = Sort by
list-requester = Filed by
# Said after the subject, to those who do not see that it is bold.
list-unread = , new reply
# Before the reader's own words, as a name would stand: "You: Thank you!"
list-you = You
list-export = Export CSV
list-back-to-start = Back to the first page
# $n tickets have changed since the list was loaded. A button that shows them.
list-updated = { $n ->
    [one] { $n } ticket updated – show
   *[other] { $n } tickets updated – show
  }
list-changed = There may be news – show
# Said to those who do not see the rows change. $n is the number of tickets on this page of the list.
list-said = { $n ->
    [0] No tickets
    [one] { $n } ticket
   *[other] { $n } tickets
  }
list-none = No tickets yet
list-none-hint = When you need something from us, file a ticket. You'll follow it here and answer in the same place.
list-file-first = File your first ticket
list-none-organization = No tickets from { $company } yet
list-none-organization-hint = Tickets that your colleagues file will appear here.
list-file-one = File a ticket
list-none-found = Nothing found for “{ $search }”
list-none-filtered = No ticket matches these filters
list-none-found-hint = We look in subjects, numbers and every message. Try fewer words, or clear the filters.
list-clear = Clear filters
list-no-more = No more tickets

## A ticket

ticket-conversation = Conversation
ticket-details = Details
ticket-number = Number
ticket-category = Category
ticket-company = Company
ticket-people = People on this ticket
ticket-earlier = Show earlier messages
ticket-latest = Back to the latest messages
ticket-you = You
ticket-team = Support team
# Stands where a name would: "last reply 2 h ago by you".
ticket-by-you = you
# $time is for example "2 h ago" or "31 Jan".
ticket-turn-new = We've got it and will answer here. Last message { $time }
ticket-turn-contact = { $author } replied { $time }
ticket-turn-us = We're on it. Last reply { $time } by { $author }
ticket-turn-closed = This was closed { $time }
ticket-event-closed = Ticket closed
ticket-event-closed-by = { $author } closed the ticket
ticket-event-status = Status: { $status }
ticket-event-status-by = { $author } changed the status to { $status }
ticket-close = Close ticket
ticket-reopen = Reopen ticket
ticket-reply = Your reply
ticket-reply-placeholder = Write a reply…
ticket-send = Send reply
ticket-send-reopen = Send and reopen
ticket-send-linked = File new ticket
ticket-sent = Your reply was sent.
ticket-sent-reopened = Your reply was sent and the ticket is open again.
ticket-filed-linked = We filed your reply as a new ticket.
# Announcements for those who do not see the page change.
ticket-said-message = New reply from { $author }
ticket-said-status = The status is now { $status }
ticket-signed-out = You've been signed out, so this page no longer updates. What you typed is still here.
ticket-gone = You no longer have access to this ticket. You can still copy what you typed.
draft-saved = Draft saved
draft-not-saved = Draft not saved yet

## A new ticket

new-subject-hint = A few words that say what it's about.
new-description = Description
new-description-hint = What happened, what did you expect, and since when?
new-priority-none = Not sure
new-seen-company = Our team and your colleagues at { $company } will see this ticket.
new-seen-own = Only you and our team will see this ticket.
new-send = Send ticket
new-cancel = Back to tickets
new-sent = We've got your ticket.

## The customer's own account

profile-language = Language
profile-zone = Time zone
profile-hint = The portal speaks its own language, and shows times in your device's time zone. To change your name, write to us.
profile-password = Password
profile-password-current = Current password
profile-password-new = New password
profile-password-change = Change password
profile-password-changed = Your password has been changed. You're signed out everywhere else.
profile-keys = Keyboard shortcuts
profile-keys-on = Use single keys on the ticket list
profile-keys-hint = / to search, j and k to move, Enter to open, n for a new ticket. Remembered in this browser.
profile-session = This device

## Registering

sign-in-register = No account yet? Create one
register-title = Create an account
register-hint = We'll mail you a link to confirm your address.
register-first-name = First name
register-last-name = Last name
register-ask = Continue
register-consent = I agree
register-consent-missing = Please agree first.
register-asked-hint = If the address can be used here, a letter is on its way. Open its link to go on; it works for 24 hours.
register-confirm-title = Welcome, { $name }
register-confirm-hint = You're confirming { $email }.
register-password = Choose a password
register-confirm = Create account
register-waiting-title = Almost there
register-waiting-hint = Your address is confirmed. The team looks at your registration and writes to you when you can sign in.

## Which letters one gets

notifications-title = E-mail
notifications-hint = When do you want to hear from us? What you ask for yourself, such as a new password, always comes.
notifications-save = Save
notifications-saved = Saved.
unsubscribe-title = Turn off e-mail?
# $what is one of the notification- messages.
unsubscribe-hint = You get an e-mail for: “{ $what }”.
unsubscribe-one = Turn this off
unsubscribe-all = Turn all of them off
unsubscribe-done-title = It's turned off
unsubscribe-done = You get no more e-mail for: “{ $what }”.
unsubscribe-all-done = You get no more e-mail about your tickets. You'll still see everything in the portal.
unsubscribe-necessary = What you ask for yourself, such as a new password, always comes. You can change this in your profile at any time.
## Another e-mail address

profile-email-new = New e-mail address
profile-email-hint = We send a link there. Once you open it, you sign in with the new address, and you're signed out everywhere.
profile-email-ask = Send the link
profile-email-asked = If the address can be yours, a link is on its way to it. It works once, for 24 hours.
recovery-email-title = Confirm your new address
recovery-email-hint = From now on you'll sign in with { $email }. You'll be signed out everywhere.
recovery-email-confirm = Use this address
