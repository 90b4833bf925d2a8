### Words of the setup, the admin pages and the desk.

role-agent = Agent
role-admin = Admin
role-owner = Owner
role-agent-hint = Answers tickets, looks after contacts and companies.
role-admin-hint = Also sets up portals, mail and people.
role-owner-hint = Also makes other owners. There is always at least one.

## The queue's views

view-open = All open
view-mine = Mine
view-unassigned = Unassigned
view-waiting-on-us = Waiting on us
view-closed = Closed

portal-status-draft = Draft
portal-status-live = Live
portal-status-paused = Paused
portal-status-archived = Archived

permission-own = Only the tickets their contact is associated with
permission-company = All tickets their company is associated with

access-invited = Only invited contacts
access-invited-hint = You choose who gets in, by access groups.
access-register = Anyone may register
access-register-hint = People confirm their e-mail address and see their own tickets.
access-sso = Single sign-on
access-sso-hint = Your identity provider decides: whoever it identifies gets in.

## The wizard's steps

step-name = Name
step-domain = Domain
step-tickets = Tickets
step-access = Access
step-done = Done

inbox-kind-inbox = Inbox
inbox-kind-help-desk = Help desk

domain-kind-system = System domain
domain-kind-connected = Connected domain

verification-pending = Waiting for the DNS record
verification-verified = Verified
verification-failed = Not verified yet
verification-no-record = We found no TXT record at that name. New records can take a few minutes to appear.
# $found is what the DNS holds instead.
verification-other-value = We found a TXT record with another value: { $found }. Check what you pasted.
verification-no-answer = The DNS server didn't answer. We'll keep trying.

## A ticket's history. $author did it.

event-created = { $author } opened the ticket
event-stage = { $author } changed the status from { $from } to { $to }
event-assigned = { $author } assigned this to { $owner }
event-unassigned = { $author } removed the owner
event-priority = { $author } set the priority to { $priority }
event-priority-none = { $author } removed the priority
event-contact-added = { $author } added the contact { $name }
event-contact-removed = { $author } removed the contact { $name }
event-company-added = { $author } added the company { $name }
event-company-removed = { $author } removed the company { $name }

## The frame of every page

nav-queue = Queue
nav-contacts = Contacts
nav-companies = Companies
nav-admin = Admin
interface-language = Language
language-of-browser = As my browser
language-save = Change language

## Signing in

staff-sign-in-title = Sign in to the desk
staff-sign-in-hint = For the team. Customers sign in at their portal's address.

## The first run

first-run-title = Welcome to Portico
first-run-hint = Create the owner's account. You'll set up your first portal next.
first-run-name = Your name
first-run-email-hint = You'll sign in with it.
first-run-password-hint = At least 8 characters. A short sentence is easy to remember and hard to guess.
first-run-submit = Create account
first-run-wrong-title = This setup link doesn't work
first-run-wrong-hint = It is incomplete, or it belongs to an earlier start of the server. Here is how to get a new one:
first-run-wrong-stop = Stop the server, on the machine that runs it.
# A command follows.
first-run-wrong-start = Start it again with
first-run-wrong-open = Open the address that it prints after “Set up:”.
first-run-wrong-why = Each start makes a new link and ends the old one, so that only those who run the server can become its owner.
first-run-over-title = Portico is already set up
first-run-over-hint = The owner's account exists, so this link has done its work. Sign in to go on.

## A portal's fields, in the wizard and in the settings

portal-name = Portal name
portal-domain = Portal domain
# An entry of the list of domains: its host name, and its state or kind.
domain-choice = { $host } · { $state }
domain-system-note = Invitation e-mails to access groups aren't sent from a system domain. You can copy each invitation link and hand it over, or connect a domain of your own.
portal-slug = Slug
portal-slug-hint = The end of the address: small letters, digits and hyphens.
portal-slug-malformed = Use small letters, digits and single hyphens between them, such as help-center.
portal-full-address = Customers will open
portal-language = Primary language
portal-language-hint = The portal speaks the primary language of its domain. It applies to every portal there.
portal-inbox = Inbox or help desk for new tickets
portal-inbox-hint = New tickets from the portal arrive here.
# An entry of the list of inboxes: its name and its kind.
inbox-choice = { $name } · { $kind }
portal-permission = Customer ticket permissions
permission-own-hint = A customer sees the tickets that carry their own name.
permission-company-hint = A customer also sees every ticket of their primary company.
# $tickets is the text of impact-tickets.
impact = { $contacts ->
    [one] { $contacts } contact would see { $tickets }.
   *[other] { $contacts } contacts would see { $tickets }.
  }
impact-tickets = { $n ->
    [one] { $n } ticket
   *[other] { $n } tickets
  }
impact-none = There are no tickets with contacts yet.
portal-access = Access control
access-missing = Choose who gets in.
access-register-note = Which addresses are taken, whether you approve each person, and what they agree to: all of it is in the portal's settings once the portal is live.
access-sso-none = No identity provider is set up for this portal yet, and single sign-on needs one.
access-sso-add = Set one up
# $n is the number of identity providers that are on.
access-sso-some = { $n ->
    [one] One identity provider is on for this portal.
   *[other] { $n } identity providers are on for this portal.
  }
access-sso-look = See identity providers
portal-groups = Access groups
portal-groups-hint = The contacts in these groups are let in. Who is invited to the portal joins the first one.
groups-missing = Choose at least one access group.
group-members = { $n ->
    [0] No members yet
    [one] { $n } member
   *[other] { $n } members
  }
portal-methods = Sign-in methods
method-password = Password
method-password-hint = People choose one when they accept their invitation.
method-magic-link = Magic link
method-magic-link-hint = A link by e-mail instead of a password.
method-magic-link-no-mail = A link by e-mail instead of a password. Needs a mail server: set one under “Outgoing mail”.
method-sso-hint = With the accounts people have already, at the portal's identity providers.
method-sso-none = With the accounts people have already. Needs an identity provider.
methods-missing = Choose at least one way to sign in.
methods-sso-needed = Tick single sign-on, too: it is what decides who gets in.
portal-link = Portal link
portal-open = Open the portal

## Connecting a domain, and proving it

connect-title = Connect a domain
connect-host = Domain
connect-host-hint = A name of your own, without “https://”.
connect-submit = Connect domain
proof-title = Prove that { $host } is yours
proof-done = { $host } is yours
proof-create = Where you manage this domain, create a TXT record:
proof-name = Name
proof-value = Value
# $host is a domain.
proof-point-name = And let { $host } lead to this server, with a CNAME record:
proof-point-address = And let { $host } lead to this server, with an A record:
# $kind is CNAME or A.
proof-target = Target of the { $kind } record
proof-later = You can go on meanwhile. The portal can go live as soon as the domain is verified.
proof-check = Check now
# A time follows: “Last checked 2 min ago”.
proof-checked = Last checked
proof-goes-on = We check again every few seconds while you're here.
proof-stopped = We've stopped checking for now. Check again when the record is there.

## The wizard

wizard-title = Set up a portal
wizard-next-domain = Next: Connect a domain
wizard-next-tickets = Next: Set up your tickets
wizard-next-access = Next: Configure access
wizard-finish = Finish portal setup
wizard-back = Back
wizard-exit = Save and exit
wizard-name-title = Name your portal
wizard-name-why = Customers see this name in their browser tab and at the top of every page.
wizard-domain-title = Connect a domain
wizard-domain-why = This is the address at which customers open your portal.
wizard-tickets-title = Set up your tickets
wizard-tickets-why = Choose where new tickets arrive, and which ones customers see.
wizard-access-title = Configure access
wizard-access-why = Choose who gets in, and how they sign in.
wizard-fault-title = The portal can't go live yet:
# A line of what is still wrong: the step's name, and the problem as a sentence.
wizard-fault-line = { $step }: { $problem }
wizard-fault-go = Go there
wizard-unsaved = What you changed under “{ $step }” isn't saved yet.

## The wizard's picture of the portal. These words are shown in the portal's language, not in the reader's: each message holds all languages, the same in every file.

preview-title = Preview
preview-host = your-domain
preview-name = { $language ->
    [it] Il tuo portale
   *[en] Your portal
  }
preview-sign-in = { $language ->
    [it] Accedi
   *[en] Sign in
  }
preview-email = { $language ->
    [it] Indirizzo e-mail
   *[en] E-mail address
  }
preview-password = { $language ->
    [it] Password
   *[en] Password
  }
preview-register = { $language ->
    [it] Registrati
   *[en] Register
  }

## The portal is live

done-title = Your portal is live
done-why = Customers can open it now: share the link.
done-why-invited = Those whom you invite can sign in now. The link alone lets nobody in.
done-open-title = What's left to do
done-state-next = Next
done-state-done = Done
done-state-later = Later
done-invite = Invite your first customer
done-invite-hint = Open a contact and make an invitation link.
done-mail = E-mail
done-mail-hint = Set a mail server so that letters go out. Until then, you hand over invitation links yourself.
done-mail-there = Letters go out. Look at them at any time.
done-branding = Logo and colours
done-branding-hint = Come in a later version. For now the portal shows its name.

## Looking at the portal as a contact

view-as-title = View the portal as a customer
view-as-why = See what one of your contacts sees. Nothing can be changed, and it is kept in the log.
view-as-paused = Only a live portal can be viewed.
view-as-search = Search contacts by name or e-mail
view-as-find = Search
view-as-submit = View
# Says the whole to those who only hear the button. $name is the contact's name.
view-as-open = View as { $name } in a new tab
view-as-nobody = There are no contacts yet.
view-as-add = Add one
view-as-not-found = No contact begins with that.

## The admin pages

admin-title = Portals
admin-create = Create a portal
admin-rest = For all portals
admin-continue = Continue setup
admin-settings = Settings
admin-look = View settings
admin-all = All portals
admin-empty-title = No portals yet
admin-empty-text = A portal is the page where your customers file and follow their tickets. Four short steps and it is live.
admin-empty-ask = A portal is the page where customers file and follow their tickets. Ask an administrator to create one.

## A portal's settings

settings-save = Save
settings-saved = Saved
settings-discard = Discard
settings-unsaved = Unsaved changes
settings-leave = You have changes that aren't saved. Leave without saving them?
settings-read-only = Your role lets you look at these settings, not change them. Ask an administrator.
settings-draft-title = The setup isn't finished
settings-draft-text = Nobody but your team can see this portal yet.
settings-draft-ask = Nobody but your team can see this portal yet. An administrator can finish it.
settings-link-title = Link
settings-link-why = Share it with your customers.
settings-place-title = Address
settings-place-why = When you change it, the old address leads to the new one.
settings-session-title = Sessions and closing
settings-session-why = How long customers stay signed in, and what they may do with their tickets.
session-idle = Sign out after
session-idle-hint = Of doing nothing.
duration-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
  }
duration-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
  }
customers-may-close = Customers may close their tickets
customers-may-close-hint = If this is off, only your team closes tickets.
settings-status-title = Pause
settings-pause = Pause portal
settings-pause-why = While the portal is paused, nobody gets in. Nothing is lost.
settings-pause-title = Pause this portal?
settings-pause-ask = Customers are turned away from their next click on, until you resume it. Their tickets stay as they are.
settings-pause-not = Keep it live
settings-paused = The portal is paused
settings-resume = Resume portal
settings-resume-why = The portal is paused: its address says so, and nobody gets in.
settings-resumed = The portal is live again

## The desk: lists, search, choosing

desk-search = Search
desk-not-found = Nothing found
desk-list-start = Back to the start of the list
desk-save = Save
desk-cancel = Cancel
# $name is a contact or a company.
desk-remove = Remove { $name }
desk-primary = Primary
desk-owned-by = Owner: { $owner }
desk-no-owner = Unassigned
desk-no-priority = No priority
desk-draft-saved = Draft saved
desk-sign-in-beside = Sign in in a new tab, then go on here.

## Finding a contact or a company by typing

picker-find = Find
picker-none = No match. Try the beginning of a name or an address.
picker-matches = Matches
picker-add = Add
picker-add-name = Add { $name }

## The queue

queue-search = Search tickets
queue-new-ticket = New ticket
queue-views = Views
# $n tickets are not as the list shows them; a button that shows them.
queue-updated = { $n ->
    [one] One ticket updated. Show it
   *[other] { $n } tickets updated. Show them
  }
# $words is what was searched.
queue-not-found-text = No ticket in this view has “{ $words }” in its subject, number, messages or comments.
queue-search-open = Search all open tickets
queue-look-unassigned = Look at unassigned tickets
queue-empty-open = All quiet
queue-empty-open-text = There is no open ticket. New ones appear here by themselves.
queue-empty-mine = Nothing on your plate
queue-empty-mine-text = No open ticket is assigned to you.
queue-empty-unassigned = Everything has an owner
queue-empty-unassigned-text = No open ticket waits for somebody to take it.
queue-empty-us = Nobody waits on us
queue-empty-us-text = Every open ticket waits on its customer, or is new.
queue-empty-closed = Nothing closed yet
queue-empty-closed-text = Closed tickets are kept here.

## Keys

keys-title = Keyboard shortcuts
keys-search = Search
keys-next = Next in the list
keys-previous = Previous in the list
keys-open = Open
keys-new = New ticket, contact or company
keys-reply = Reply
keys-comment = Internal comment
keys-send = Send what you typed
keys-sheet = Show this list
keys-switch = Use single keys
keys-switch-hint = Turn this off if keys are pressed by accident, for example by dictation.

## Filing a ticket

desk-new-contact = Customer
desk-new-contact-find = Find a customer
desk-new-contact-hint = The customer sees the ticket and gets the replies. You can leave this open.
desk-new-contact-change = Change
desk-new-subject = Subject
desk-new-description = Description
desk-new-description-hint = The customer reads this as the ticket's first message.
desk-new-file = File ticket

## A ticket

desk-ticket-side = About this ticket
desk-ticket-latest = Go to the latest
desk-ticket-conversation = Conversation
desk-ticket-customer = Customer
desk-ticket-team = Team
desk-ticket-internal = Internal comment
desk-ticket-answer = Answer
desk-ticket-mode = What to write
desk-ticket-reply = Reply
desk-ticket-reply-label = Reply to the customer
# On the send button. $who is an address, $n how many others get the reply too.
desk-ticket-send-to = { $n ->
    [0] Send to { $who }
    [one] Send to { $who } and 1 more
   *[other] Send to { $who } and { $n } more
  }
desk-ticket-send = Send reply
desk-ticket-nobody = No contact is on this ticket, so no customer will see the reply. Add one first.
desk-ticket-then = Then set status to
# The first line of the list: what happens by itself. $stage is a status.
desk-ticket-stage-usual = { $stage } (usual)
desk-ticket-stage-same = Leave as it is
desk-ticket-comment-label = Comment for your team
desk-ticket-comment-hint = Only your team sees this.
desk-ticket-comment-add = Add internal comment
desk-ticket-properties = Properties
desk-ticket-owner = Owner
desk-ticket-take = Assign to me
desk-ticket-stage = Status
desk-ticket-priority = Priority
desk-ticket-reload = Load the latest
desk-ticket-contacts = Contacts
desk-ticket-add-contact = Add a contact
desk-ticket-companies = Companies
desk-ticket-add-company = Add a company
desk-ticket-facts = Facts
desk-ticket-created = Created
desk-ticket-activity = Last activity
desk-ticket-closed = Closed
desk-ticket-source = Source
desk-ticket-inbox = Inbox
desk-ticket-category = Category

source-chat = Chat
source-email = E-mail
source-form = Form
source-phone = Phone
source-portal = Portal

## Why can this person see this ticket? $who is a contact, $portal a portal.

why-title = Who can see this?
why-portal = Portal
why-contact = Contact
why-other = Ask about somebody else
why-ask = Explain
why-sees = { $who } sees this ticket at { $portal }.
why-would-see = { $who } would see this ticket, but may not enter { $portal }.
why-sees-not = { $who } does not see this ticket at { $portal }.
why-may-enter = They may enter the portal.
why-may-not-enter = They may not enter the portal. Invite them first.
why-own = They are a contact of this ticket.
why-not-own = They are not a contact of this ticket.
why-company = Their primary company, { $company }, is on this ticket.
why-not-company = Their primary company, { $company }, is not on this ticket.
why-no-company = They have no primary company.
why-permission-company = The portal shows people all tickets of their primary company.
why-permission-own = The portal shows people only their own tickets.
why-record = Open the contact

## Contacts and companies

record-about = Details
record-phone = Phone
record-saved = Saved
record-tickets = Tickets
record-contacts = Contacts
record-companies = Companies

contacts-search = Search contacts
contacts-open = { $n ->
    [one] 1 open ticket
   *[other] { $n } open tickets
  }
contacts-empty = No contacts yet
contacts-empty-text = Contacts are your customers' people. They come with their first ticket, with an import, or from here.
contacts-not-found = No contact's name or address begins with “{ $words }”.

contact-new = New contact
contact-new-hint = A name or an e-mail address is enough.
contact-create = Create contact
contact-first-name = First name
contact-last-name = Last name
contact-language = Language
contact-language-unknown = Not known
contact-no-tickets = No tickets yet.
contact-is-disabled = Disabled
contact-primary-hint = At a portal that shows a company's tickets, they see those of their primary company.
contact-join = Add a company
contact-make-primary = Make primary
contact-disable-ask = Disable this contact…
contact-disable-hint = They cannot sign in any more, and are signed out now. Their tickets stay. You can enable them again.
contact-disable = Disable contact
contact-disabled-hint = This contact cannot sign in to any portal.
contact-enable = Enable contact
contact-portals = Portal access
contact-no-portals = There is no live portal yet.
contact-may-enter = May enter
contact-may-not-enter = No access
contact-invited = Invited, not accepted yet
contact-invite = Invite
contact-invite-again = Make a new link
contact-remove-access = Remove access
contact-view-as = View as this contact
contact-link = Invitation link
# A date follows.
contact-link-until = Shown only now. Valid once, until
contact-link-held = No mail goes out from the system domain. Copy the link and hand it over yourself, or connect a domain of your own.

companies-search = Search companies
companies-contacts = { $n ->
    [one] 1 contact
   *[other] { $n } contacts
  }
companies-empty = No companies yet
companies-empty-text = Companies hold your customers together, so that colleagues can see each other's tickets where you allow it.
companies-not-found = No company's name or domain begins with “{ $words }”.

company-new = New company
company-create = Create company
company-name = Name
company-domain = Domain
company-domain-hint = For example acme.example
company-no-tickets = No tickets yet.
company-no-contacts = No contacts yet. Add the company on a contact's page.

## One's own account

staff-account-title = Your account
staff-account-password = Password
staff-account-whose = You are signed in as { $email }.
staff-account-current = Current password
staff-account-new = New password
staff-account-new-hint = At least 8 characters. You'll be signed out everywhere else.
staff-account-change = Change password
staff-account-changed = Your password is changed, and you're signed out everywhere else.

## Mail that goes out

mail-title = Outgoing mail
mail-from = Letters go out from { $address }.
mail-not-set-up = No mail server is set up, so letters wait here.
mail-waiting = { $n ->
    [one] 1 letter waits
   *[other] { $n } letters wait
}
mail-failed = { $n ->
    [one] 1 given up in the last week
   *[other] { $n } given up in the last week
}
mail-empty = No letters yet
mail-empty-text = Invitations, answers and confirmations stand here once there are any.
mail-views = Which letters
mail-view-all = All
mail-none-so = No letters of this kind.
mail-nobody = Nobody with an address
mail-retry = Try now
mail-state-waiting = Waiting
mail-state-held = Held
mail-state-sent = Sent
mail-state-failed = Given up
mail-state-not-sent = Not sent
# $problem is a sentence about what went wrong, $time when it is tried again.
mail-said-next = { $problem } Next try: { $time }.
mail-said-held = The portal is on the system domain, from which invitations aren't mailed. Hand the link over yourself.
# $said is what the mail server said, in its words.
mail-problem-refused = The mail server refused it ({ $code }): { $said }.
mail-problem-unreachable = The mail server can't be reached: { $reason }.
mail-problem-not-allowed = The recipient may no longer see what it is about.
mail-problem-too-old = It waited too long to be news.
mail-problem-address = The address can't be written to.
mail-problem-turned-off = The recipient has turned such letters off.
mail-problem-overtaken = There is nothing left to say: what it was about has changed since.
mail-problem-not-set-up = No mail server is set up.
letter-invitation = Invitation
letter-reset = New password
letter-link = Sign-in link
letter-password = Password changed
letter-received = Ticket received
letter-agent = The team answered
letter-colleague = A colleague wrote
letter-customer = A customer answered
letter-registration = Registration
letter-already-registered = Already registered
letter-approved = Let in
letter-status = Status changed
letter-closed = Ticket closed
letter-reopened = Ticket reopened
letter-reminder = Reminder of an invitation
letter-unknown = A letter of another version

## Letters about one ticket, and to one contact. $problem is a sentence.

letter-line-sent = Sent { $time }
letter-line-soon = Waiting to be sent
letter-line-waits = Waiting: { $problem } Next try { $time }.
letter-line-failed = Failed: { $problem }
letter-line-not-sent = Not sent: { $problem }
contact-mail = Mail
contact-no-mail = Nothing has been written to them yet.
contact-notifications = Which letters they get
contact-notifications-hint = Invitations, new passwords and sign-in links always go.

## The letters as they look

letters-title = Letters
letters-hint = Every letter as its reader sees it, with made-up people and tickets.
# $language is the name of a language.
letters-frame = The letter in { $language }
letters-text = As plain text

## The mail server

mail-server-title = Mail server
mail-server-hint = Letters are handed to this server. Your provider or your administrator knows what to enter.
mail-server-fixed = The operator's settings come first, so this can't be changed here. They come from: { $source }.
mail-server-host = Server
mail-server-port = Port
mail-server-port-hint = Empty: the usual one for the encryption.
mail-server-security = Encryption
mail-server-starttls = STARTTLS (usual, port 587)
mail-server-tls = TLS (port 465)
mail-server-none = None (only for a server on this machine)
# For a server elsewhere, when no encryption is chosen.
mail-server-none-refused = Passwords and letters go to another machine encrypted or not at all.
mail-server-opportunistic = STARTTLS if the server offers it
mail-server-user = User name
mail-server-password = Password
mail-server-password-kept = Leave it empty to keep the one that is set.
mail-server-password-hint = Only if the server asks for one.
mail-server-from-name = Sender's name
mail-server-from-name-hint = Empty: each portal's own name.
mail-server-from-address = Sender's address
mail-server-save = Save
mail-server-saved = Saved. Letters are handed to this server from now on.
mail-server-remove = Remove the mail server
mail-server-remove-hint = Letters then wait until there is one again.
mail-server-none-set = No mail server is set, so letters wait.
mail-test-title = Does it work?
mail-test-hint = A letter to your own address, { $email }, with everything that is said to the server and by it.
mail-test-send = Send a test mail
mail-test-taken = The server took the letter for { $email }. If it doesn't arrive, look among unwanted mail.
mail-test-conversation = What was said
mail-test-ours = Portico
mail-test-theirs = Server
mail-diagnosis-unknown-host = There is no server of this name. Check how it's written.
mail-diagnosis-forbidden = This name leads to an address that mail is never handed to.
mail-diagnosis-refused = Nothing listens at this server and port. Check the port, and whether a firewall is in between.
mail-diagnosis-time = The server didn't answer in time. Check the port, and whether a firewall is in between.
mail-diagnosis-not-smtp = Whatever answers there doesn't speak as expected. Check the port and the encryption: 587 is for STARTTLS, 465 for TLS.
mail-diagnosis-no-starttls = The server doesn't offer STARTTLS. Try TLS on port 465.
mail-diagnosis-name = The server's certificate is for another name. Enter the name that stands in the certificate.
mail-diagnosis-untrusted = The server's certificate isn't from an authority that is trusted; it may have signed itself.
mail-diagnosis-expired = The server's certificate has expired.
mail-diagnosis-tls = There is no encrypted connection: { $reason }
mail-diagnosis-login = The server doesn't take this user name and password, or wants one. Some providers need a password of its own for programs.
mail-diagnosis-sender = The server doesn't send for this sender's address. Often it has to belong to the user name.
mail-diagnosis-recipient = The server doesn't take letters for your address. Often it wants a user name first.
mail-diagnosis-message = The server took everything but the letter itself.
mail-diagnosis-lost = The server ended the conversation early.

## Access groups

groups-title = Access groups
groups-why = A portal that takes invited contacts only lets in whoever is in one of its groups.
group-by-hand = By hand
group-by-hand-hint = You add people and they're invited.
group-by-rule = By rule
group-by-rule-hint = Whoever matches is in, from the moment they do.
group-new = New group
group-create = Create group
group-name = Name
group-kind = Who is in it
group-rule = Name and rule
group-rule-why = Whoever matches may enter the group's portals at once. A contact that matches no longer is out with the next click.
group-rule-legend = Conditions
group-portals = Portals that let this group in
group-no-portals = None yet. Choose the group in a portal's settings, under Access.
group-delete = Delete group
group-delete-why = Only a group that no portal uses can be deleted. Its contacts stay.
group-nobody = Nobody here.
group-add = Add people
group-add-why = Up to { $max } addresses at once. New addresses become contacts, and everybody is invited.
group-add-held = The portal is on the system domain, from which invitations to groups aren't mailed. They'll be held: copy each link below and hand it over, or move the portal to a domain of your own.
group-add-no-portal = No live portal uses this group, so nobody is invited yet.
group-add-portal = Invite to
group-add-list = Addresses
group-add-list-hint = Separated by commas, semicolons or lines; names too, as in Ana Alves <ana@example.com>. Or CSV with a heading.
group-add-file = Or a CSV file
group-add-button = Add and invite
batch-added = { $n ->
    [0] Nobody was added.
    [one] 1 person was added.
   *[other] { $n } people were added.
}
batch-created = { $n ->
    [one] 1 of them is a new contact.
   *[other] { $n } of them are new contacts.
}
batch-already = { $n ->
    [one] 1 was in the group already or stands twice.
   *[other] { $n } were in the group already or stand twice.
}
batch-wrong = { $n ->
    [one] 1 line was left out:
   *[other] { $n } lines were left out:
}
batch-wrong-more = And { $n } more.
batch-line = Line { $number }:
batch-no-address = no e-mail address.
batch-disabled = this contact is disabled or archived.
batch-undo = Take it back
batch-undo-why = A mistake? For two minutes you can take it back; several invitations wait that long before they're sent.
batch-is-undone = This was taken back. The contacts stay, without access.
batch-undone = { $n ->
    [one] 1 person was taken out again.
   *[other] { $n } people were taken out again.
}
member-all = Everybody
member-filter = By state
member-pending = Invited
member-accepted = Accepted
member-failed = Not reached
member-held = Held
member-matches = Matches the rule
member-invite = New link
member-remove = Remove
member-mailed = It is mailed, too.
member-no-address = No e-mail address.
member-disabled = The contact is disabled.
member-no-portal = No portal to invite to when they were added.
member-system-domain = From the system domain no invitations are mailed. Make a new link and hand it over.
member-not-delivered = The invitation couldn't be delivered.
rule-and = and
rule-or = or
rule-join = And or or
rule-property = Property
rule-property-none = Choose a property
rule-property-name = Its internal name
rule-operator = Comparison
rule-value = Value
property-email = E-mail
property-email-domain = E-mail domain
property-first-name = First name
property-last-name = Last name
property-phone = Phone
property-language = Language
property-company-name = Company: name
property-company-domain = Company: domain
property-company-phone = Company: phone
property-contact-other = Other property
property-company-other = Company: other property
operator-is = is
operator-is-not = is not
operator-contains = contains
operator-contains-not = doesn't contain
operator-starts-with = begins with
operator-ends-with = ends with
operator-known = is known
operator-unknown = is unknown

## Registration

registration-title = Registration
registration-why = For portals at which anyone may register. Everybody confirms their address first.
registration-no-mail = No mail server is set up. Until there is one, nobody can confirm an address, so nobody can register.
registration-approval = Staff let people in
registration-approval-hint = Whoever registered waits until one of you agrees.
registration-domains = Only addresses at these domains
registration-domains-hint = One a line, for example acme.example. Empty: every address.
registration-joins = They belong to the company with that domain
registration-joins-hint = Only with a list above. Without this, you say for each person whether they belong to it, and until then they see none of its tickets.
registration-consent = What people agree to
registration-consent-hint = Everybody who registers ticks it. Every change is a new version; who agreed to which, and when, is kept.
registration-consent-version = This is version { $version }.
registrations-title = Registrations
registrations-why = People who registered and about whom something is open. The oldest come first.
registrations-empty = Nothing to decide
registrations-empty-text = Whoever registers and waits for you stands here.
registration-waiting = Waits for you
registration-in = Is in
registration-company = The address is at the domain of { $company }.
registration-join = Let in, as one of { $company }
registration-approve = Let in
registration-no-company = Belongs to no company
registration-refuse = Refuse

## Identity providers

identity-title = Identity providers
identity-why = People sign in with an account that they have already, by OpenID Connect. Each provider belongs to one portal, or to staff.
identity-empty = No identity providers yet
identity-add = Add a provider
identity-new = New identity provider
identity-staff = Staff
identity-on = On
identity-off = Off
identity-for = Who signs in with it
identity-for-hint = The customers of one portal, or staff. This can't be changed later.
identity-connect = Connection
identity-redirect = Redirect URI
identity-redirect-hint = Register this address with the provider, exactly as it stands here.
identity-no-address = The redirect URI appears here once the portal has a domain.
identity-not-offered = The portal doesn't offer single sign-on yet. Turn it on in the portal's settings, under "Access".
# $n is the number of people who have signed in with the provider.
identity-people = { $n ->
    [0] nobody has signed in with it yet
    [one] one person is known by it
   *[other] { $n } people are known by it
  }
identity-check = Check now
identity-works = The provider answers, and its keys can be used.
identity-authorization = Authorization endpoint
identity-token = Token endpoint
identity-keys = Keys
identity-algorithms = Signs with
identity-unsaid = not said
# $address is a URL.
identity-problem-address = We don't call { $address }. Providers need https:// and a public address, unless private_identity_hosts names their host.
# $reason is technical, in English.
identity-problem-unreachable = The provider can't be reached: { $reason }
# $status is an HTTP status code.
identity-problem-status = The provider answered with HTTP status { $status }. Check the issuer.
identity-problem-answer = The provider's answer isn't that of OpenID Connect. Check the issuer.
# $found is the issuer that the document names.
identity-problem-issuer = The document there is another issuer's: { $found }. Use exactly that text if it is the right one.
identity-problem-keys = The provider has no key, or no algorithm, that we accept. Signatures have to be made with a public key: RS, PS, ES or EdDSA.
identity-fields = Settings
identity-name = Name
identity-name-hint = Stands on the button: "Continue with …"
identity-issuer = Issuer
identity-issuer-hint = Where the provider's address begins, exactly as its own documentation has it.
identity-issuer-malformed = This needs to be an address such as https://id.example.com, with nothing like ? or # behind.
identity-issuer-private = We call public addresses over https:// only. For a provider in your own network, name its host in the setting private_identity_hosts.
identity-client = Client ID
identity-secret = Client secret
identity-secret-hint = Leave it empty for a client without one.
identity-secret-kept = There is one. Leave it empty to keep it.
identity-secret-forget = Forget the secret that is there
identity-scopes = Scopes
identity-scopes-hint = What the provider is asked for. The e-mail address is needed to find people the first time.
identity-create = May create contacts
identity-create-hint = Whoever the provider identifies with a confirmed e-mail address gets a contact, if there is none. Only where single sign-on is who may enter.
identity-state = On or off
identity-disable = Turn off
identity-disable-why = Nobody will be able to sign in with it. Where single sign-on decides who may enter, people who are known by it alone are signed out.
identity-enable = Turn on
identity-enable-why = It is off: nobody can sign in with it.

letter-staff-invitation = Invitation to the team
letter-second-factor = Second factor removed

## Joining the team. $name is who invited, $role what the newcomer will be.

join-title = Join the team
join-hint = { $name } invited you to answer customers here. Your role: { $role }.
join-name = Your name
join-name-hint = Customers see it beside your answers.
join-accept = Join
join-been-here = Been here before?

## The second step of signing in

step-title = One more step
step-hint = You're signing in as { $email }.
step-code = Code
step-code-hint = The six digits that your authenticator app shows now, or one of your recovery codes.
code-wrong = This code isn't right, or it was used already. Wait for the next one.
step-back = Start again

## Showing once more who one is

proof-why = This concerns who may do what here, so please show once more that it's you.
proof-label = Your password
proof-hint = Or a code of your authenticator app, if you have one set up.

## One's own second factor

factor-title = Second factor
factor-off = Your password alone opens your account. With an authenticator app, a stolen password is not enough.
factor-on = On
factor-codes-left = { $n ->
    [one] 1 recovery code left
   *[other] { $n } recovery codes left
}
factor-begin = Set up an authenticator app
factor-scan = Scan this with your authenticator app, or type the key below into it. Then type the code that it shows.
factor-qr-label = QR code for your authenticator app
factor-secret = Key
factor-code = Code
factor-code-hint = Six digits, new every 30 seconds.
factor-confirm = Turn on
factor-new-codes = Make new recovery codes
factor-remove = Turn off
factor-codes = Recovery codes
factor-codes-made = These are your recovery codes. Each opens your account once if your phone is gone. They are shown only now: print them, or keep them in a safe place.

## The team

people-title = People
people-invite = Invite a colleague
people-me = you
people-role = Role
# A time follows.
people-seen = Last seen
people-never-seen = Not seen lately
people-active = Active
people-disabled = Disabled
people-second-factor = Second factor
people-back = Back to people
people-invited = Invited
people-invited-by = Invited by { $name }
# A time follows.
people-until = Until
people-expired = Expired
people-renew = Make a new link
people-renew-which = Make a new link for { $name }
people-withdraw = Withdraw
people-withdraw-which = Withdraw the invitation of { $name }

invite-title = Invite a colleague
invite-hint-mail = They get a letter with a link, and choose a password. You get a link, too, in case the letter doesn't arrive.
invite-hint-link = No mail goes out, so you get a link to hand over. They choose a password there.
invite-name = Name
invite-do = Invite
invite-link = Invitation link
# A date follows.
invite-until = Shown only now. Valid once, until
invite-made-mail = A letter is on its way. This link does the same:
invite-made-link = Hand this link over:

person-save-role = Change role
person-role-hint = Holds from their next click on.
person-last-owner = The only owner. Make somebody else one first, then this role can be changed.
person-access = Access
person-access-hint = Somebody disabled is signed out at once and can't sign in. What they wrote stays.
person-disable = Disable
person-enable = Enable again
person-end-sessions = Sign them out everywhere
person-reset = Remove second factor
person-above = Their role is above yours, so you can't change anything here.
person-changed = Done.
person-sessions = Signed in
person-sessions-open = { $n ->
    [one] at 1 place
   *[other] at { $n } places
}
person-factor-none = None
person-factor-app = Authenticator app
person-factor-passkeys = { $n ->
    [one] 1 passkey
   *[other] { $n } passkeys
}

letter-email-change = New address to confirm
letter-email-changed = Address changed
letter-webhooks = Webhooks paused

## Another e-mail address

staff-email-new = New e-mail address
staff-email-hint = A link goes there. Once you open it, you sign in with the new address, and you're signed out everywhere.
staff-email-ask = Send the link
staff-email-asked = If the address can be yours, a link is on its way to it. It works once, for 24 hours.
staff-email-no-mail = No mail goes out, so a new address can't be confirmed.
new-email-title = Confirm your new address
new-email-hint = From now on you'll sign in with { $email }. You'll be signed out everywhere.
new-email-confirm = Use this address

## Passkeys

passkeys-title = Passkeys
passkeys-hint = A passkey on your telephone, your computer or a security key signs you in without password and code.
passkeys-no-name = Passkeys need a domain name, and this server is reached by a bare address.
passkeys-name = Name
passkeys-name-hint = Such as “Laptop”, to tell it from others.
passkeys-add = Add a passkey
passkeys-added = Added
passkeys-used = Last used
passkeys-remove = Remove
passkeys-remove-which = Remove { $name }
passkeys-use = Use a passkey
passkeys-given-up = Nothing came of it. Try again, or use another way.
passkeys-there = This device has a passkey of yours already. It is in the list above.

## What comes with an installation, until an administrator names it otherwise.
stage-new = New
stage-contact = Waiting on contact
stage-us = Waiting on us
stage-closed = Closed
group-invited = Invited contacts

## A forgotten password
staff-recovery-asked = If somebody on the team has that address, a letter is on its way. It can take a few minutes; look in the spam folder, too.
staff-recovery-no-mail = No letters go out from here yet, so we cannot send you a link. Whoever runs the server can set a new password: portico admin set-password.

## Tokens of integrations
tokens-title = API tokens
tokens-hint = An integration signs in with one, as with a HubSpot private app, at this address and /crm.
tokens-new = New token
tokens-new-hint = Give it only what the integration needs. The token is shown once.
tokens-empty-title = No integrations yet
tokens-empty-text = Programs written for HubSpot work here: make a token and change their address.
tokens-do = Make token
tokens-back = All tokens
token-name = Name
token-name-hint = What it is for, such as "Nightly sync".
token-scopes = What it may do
token-scopes-missing = Choose at least one.
token-days = Valid
token-never = Without end
token-made = Copy the token now: we don't keep it and cannot show it again.
token-secret = Token
token-ending = ends in { $ending }
token-created = Made
token-used = Last used
token-unused = Never used
token-until = until
token-expires = Valid until
token-good = Active
token-expired = Expired
token-revoked = Revoked
token-revoke = Revoke token
token-revoke-why = From the next request on it is worth nothing. This cannot be undone.
token-is-revoked = The token is revoked.
scope-tickets = Read and write tickets
scope-contacts-read = Read contacts
scope-contacts-write = Write contacts
scope-companies-read = Read companies
scope-companies-write = Write companies
scope-owners-read = Read owners
scope-contact-schemas-read = Read contacts' properties
scope-contact-schemas-write = Change contacts' properties
scope-company-schemas-read = Read companies' properties
scope-company-schemas-write = Change companies' properties
scope-ticket-schemas-read = Read tickets' properties and pipelines
scope-ticket-schemas-write = Change tickets' properties and pipelines
scope-conversations-read = Read conversations
scope-conversations-write = Answer customers and comment
scope-visitor-tokens = Say who a visitor is
scope-files = Read, upload and delete files
scope-files-read = Read files
scope-files-write = Upload and change files
scope-files-delete = Delete files
scope-import = Import files of records
scope-webhooks-read = Read its webhooks
scope-webhooks-write = Set up its webhooks
token-scopes-many = { $n ->
    [one] 1 permission
   *[other] { $n } permissions
  }
token-days-many = { $n ->
    [one] for 1 day
   *[other] for { $n } days
  }

## Webhooks
webhooks-title = Webhooks
webhooks-hint = Each integration can be told of changes as they happen. It is known by its token.
webhooks-empty-title = No integrations yet
webhooks-empty-text = Make a token for an integration first, and then say where it is to be told of changes.
webhooks-of = Webhooks of { $name }
webhook-app-id = App { $id }, in what is sent and at /webhooks/v3.
webhook-no-target = Not set up
webhook-on = On
webhook-paused = Paused
webhook-paused-why = For about a day nothing got through, so nothing has been sent since, and what happens now is not sent later. What waits goes out when you resume.
webhook-resume = Resume
webhook-target = Where it is told
webhook-target-first = Say where events are sent. The secret they are signed with is then shown once.
webhook-url = Target address
webhook-url-hint = Events are posted there as JSON, signed as HubSpot's.
webhook-url-private = We call public addresses over https:// only. For a host in your own network, name it in the setting private_webhook_hosts.
webhook-url-malformed = An address of https://, without a name and password, a # or escaped punctuation such as %2F.
webhook-requests = Requests at one time
webhook-requests-hint = 1 to 100.
webhook-save = Save target
webhook-saved = The target is saved.
webhook-test = Try it out
webhook-test-hint = Sends an event that is none, signed as all others are, and shows the answer.
webhook-test-send = Send a test
webhook-not-allowed = Not called: the address, or what its name leads to, is not public.
webhook-unreachable = No answer: { $reason }
webhook-answered = Answered { $status }
webhook-secret = Client secret
webhook-secret-made = Copy the client secret now: it cannot be shown again.
webhook-secret-hint = The target checks with it that a request is ours. With a new one, what is signed with the old one ends at once.
webhook-secret-replace = Make a new secret
webhook-remove = Remove target
webhook-remove-hint = Its subscriptions, what waits and the log go, too. This cannot be undone.
webhook-subscriptions = Subscriptions
webhook-subscriptions-none = It is told of nothing yet.
webhook-event = Event
webhook-event-scope = The token may not read this.
webhook-event-twice = It is told of this already.
webhook-property = Property
webhook-property-hint = Its internal name, for a change of a property.
webhook-subscribe = Subscribe
webhook-unsubscribe = Remove
webhook-unsubscribe-which = Remove { $event }
webhook-pause = Pause
webhook-pause-which = Pause { $event }
webhook-resume-one = Resume
webhook-resume-which = Resume { $event }
webhook-deliveries = Deliveries
webhook-deliveries-none = Nothing was sent in the last days.
webhook-delivery = Delivery { $id }
webhook-gathered = Gathered
webhook-attempts = Attempts
webhook-answer = Last answer
webhook-answer-body = The answer's beginning
webhook-payload = What is sent
webhook-replay = Send again
webhook-replayed = It is sent again.
webhook-delivered = Delivered
webhook-failed = Given up
webhook-waiting = Waiting
webhook-next = next attempt
webhook-ticket-creation = A ticket is made
webhook-ticket-property = A ticket's property changes
webhook-ticket-association = A ticket is associated, or no more
webhook-ticket-deletion = A ticket is archived
webhook-ticket-merge = A ticket becomes part of another
webhook-ticket-restore = A ticket that was archived is back
webhook-contact-creation = A contact is made
webhook-contact-property = A contact's property changes
webhook-contact-association = A contact is associated, or no more
webhook-contact-deletion = A contact is archived
webhook-contact-merge = A contact becomes part of another
webhook-contact-restore = A contact who was archived is back
webhook-contact-erasure = A contact is erased for good
webhook-company-creation = A company is made
webhook-company-property = A company's property changes
webhook-company-association = A company is associated, or no more
webhook-company-deletion = A company is archived
webhook-company-merge = A company becomes part of another
webhook-company-restore = A company that was archived is back
webhook-conversation-creation = A conversation begins
webhook-conversation-message = A message or comment is written
webhook-conversation-property = A conversation is assigned, opened or closed
webhook-conversation-deletion = A conversation is archived with its ticket
webhook-conversation-erasure = Words in a conversation are erased with whoever wrote them
webhook-subscriptions-many = { $n ->
    [one] 1 subscription
   *[other] { $n } subscriptions
  }
webhook-events-many = { $n ->
    [one] 1 event
   *[other] { $n } events
  }
webhook-attempts-many = { $n ->
    [one] 1 attempt
   *[other] { $n } attempts
  }

## Imports
imports-title = Imports
imports-new = New import
imports-new-hint = A CSV file, as HubSpot, Zendesk or a spreadsheet writes it. Nothing is written before you start it.
imports-empty-title = Nothing imported yet
imports-empty-text = Bring companies, contacts, tickets and their messages from another system.
import-command-line = Command line
import-rows-left-out = { $n } left out
import-rows = { $n ->
    [one] { $n } row
   *[other] { $n } rows
  }
import-companies = Companies
import-contacts = Contacts
import-tickets = Tickets
import-messages = Messages of tickets
import-associations = Associations
import-kind = What the rows are
import-kind-hint = Companies come first, then contacts, tickets and messages, so that each finds what it belongs to.
import-file = File
import-file-hint = CSV of at most 2 GB: UTF-8, UTF-16 or Windows-1252; commas, semicolons, tabs or bars.
import-file-missing = Choose a file.
import-file-too-large = The file is larger than 2 GB.
import-upload = Upload
import-who = Imported by
import-when = Since
import-other-file = Choose another file
import-file-workbook = This is an Excel workbook and not CSV. Save it as CSV first.
import-file-pdf = This is a PDF and not CSV.
import-file-compressed = This file is compressed. Unpack it first.
import-file-empty = The file is empty: there is no header row.
import-file-no-header = The header row is empty.
import-file-quote = Line { $line }: a quote that is opened here is never closed.
import-file-zero = Line { $line }: a zero byte, so this is no text file.
import-file-no-text = Line { $line }: bytes that are no text in the file's own encoding.
import-file-upload = The upload was interrupted. Choose the file again.
import-file-interrupted = The command was interrupted. Running it again goes on from there.
import-file-internal = Something went wrong on our side. The log has more.
import-state-ready = To be started
import-state-rehearsing = Trying
import-state-running = Running
import-state-done = Done
import-state-failed = Failed
import-state-stopped = Stopped
import-state-undoing = Being undone
import-state-undone = Undone
import-preview = How the file begins
import-read-as = Read as { $encoding }, cells separated by { $delimiter }
import-tab = tabs
import-columns = Columns
import-columns-hint = We guessed from the headings. Set to "Do not import" what you do not need.
import-ignore = Do not import
import-column-number = Column { $n }
import-columns-twice = Two columns are the same property. Leave one of them out.
import-needs-company = One column has to be the name or the domain.
import-needs-contact = One column has to be the e-mail address or the ID.
import-needs-ticket = One column has to be the subject.
import-needs-message = One column has to be the number of the ticket.
import-needs-association = A row names both records: their kinds and their IDs, in four columns.
import-key = How records are recognised
import-key-hint = A row whose record is there already changes it; any other makes one.
import-dates = Dates
import-dates-hint = 03/04/2024 is read so where no other value of the column shows which number is the day.
import-dates-shown = As the values show, else the day first
import-dates-day = The day first: 3 April
import-dates-month = The month first: March 4
import-key-missing = No column holds this.
import-key-company = Domain, else ID, else name
import-key-contact = E-mail address, else ID
import-key-ticket = ID, else what the ticket says
import-key-message = ID, else what the message says
import-key-association = Both records and the label
import-key-id = ID where it was exported
import-key-record = Number here (rows without one are left out)
import-start = Start import
import-rehearse = Try without writing
import-rehearsed = What would happen
import-rehearsed-hint = Nothing was written.
import-would-be = What would be
import-is-rehearsing = Finding out what would happen.
import-is-running = The import goes on by itself: you can close this page.
import-is-undoing = The import is being undone: you can close this page.
import-progress = Progress
related-tickets = Related tickets
related-companies = Related companies
related-contacts = Related contacts
related-parent = Parent
related-child = Child
import-stop = Stop
import-look-again = Look again
import-counts = Rows
import-of = { $done } of { $total }
import-done = Rows done
import-created = Created
import-updated = Updated
import-unchanged = Unchanged
import-failed = Left out
import-contacts-beside = Contacts created with them
import-companies-beside = Companies created with them
import-problems = What was left out or noted
import-problems-more = These are the first { $n }. All of them are in the file.
import-problems-file = Download all as CSV
import-row = Row
import-column = Column
import-value = Value
import-reason = Reason
import-reason-empty = The row is empty
import-reason-missing = What every record needs is missing
import-reason-ragged = Not as many cells as the header has
import-reason-email = Not an e-mail address
import-reason-domain = Not a domain
import-reason-key = Another ticket has this ID
import-reason-record = No record here has this number
import-reason-existing = This record is there already
import-reason-value = Another record has this value
import-reason-ticket = No imported ticket has this number
import-reason-visibility = Not said whether customers see it: public or internal
import-reason-object = None of contact, company and ticket
import-reason-label = No association of these two kinds has this label
import-reason-pair = A record is not associated with itself
import-reason-not-associated = These two are not associated; whose a ticket is, is said by a file of tickets
import-reason-circle = The company would be above itself
import-reason-not-understood = Not understood; the rest of the row was imported
import-note-left-out = Not understood; the value was left out
import-note-date = Not understood; taken as no date
import-note-domain = Not understood; taken as no domain
import-note-pipeline = Not understood; put into the default pipeline
import-note-first-stage = Not understood; put into the first stage
import-note-own-stage = A stage of another pipeline; put into the one of its own that says the same
import-note-closed = Not understood; taken as closed, because there is a close date
import-note-priority = Not understood; left without a priority
import-note-source = Not understood; kept as a property, with the source Form
import-note-unassigned = Nobody of the team; left unassigned
import-note-cut = Longer than can be held; the end was left out
import-note-no-contact = A name alone is nobody; associated with no contact
import-note-no-record = There is no such record; not associated
import-reason-again = An earlier row says something else of the same record; this one counts
import-reason-undated = No date; a ticket that is new here was filed at the time of its import
import-reason-refused = The database refused it
import-undo = Undo
import-undo-why = What this import made is archived, and what it changed is put back where nobody changed it since. What is in use stays.
import-undo-do = Undo this import
import-undo-yes = Yes, undo all of it
import-discard = Discard this file
import-discard-why = Nothing was imported from it. The file and its place in the list are gone for good.
import-discard-yes = Yes, discard it
import-go-on = Go on
import-go-on-why = It goes on behind the last row that was done. The file is kept for a week.
import-undo-again = Try again what stayed
import-undone = { $undone ->
    [one] { $undone } record was archived or put back.
   *[other] { $undone } records were archived or put back.
  }
import-kept = { $kept ->
    [one] { $kept } record stays as it is:
   *[other] { $kept } records stay as they are, among them:
  }
import-kept-changed = changed since
import-kept-in-use = in use
import-kept-answered = somebody has written on it since
import-kept-account = has an account
import-kept-gone = no longer there
import-contact-number = Contact { $id }
import-company-number = Company { $id }
import-ticket-number = Ticket { $id }
import-message-number = Message { $id }
import-property-id = ID
import-property-email = E-mail address
import-property-name = Name
import-property-first-name = First name
import-property-last-name = Last name
import-property-phone = Phone
import-property-language = Language
import-property-domain = Domain
import-property-company = Company
import-property-company-domain = Domain of the company
import-property-company-records = Numbers of companies here
import-property-contact-records = Numbers of contacts here
import-property-company-ids = IDs of companies
import-property-primary-company = ID of the primary company
import-property-contact = Contacts
import-property-contact-ids = IDs of contacts
import-property-created = Created
import-property-subject = Subject
import-property-content = Description
import-property-stage = Status
import-property-pipeline = Pipeline
import-property-priority = Priority
import-property-category = Category
import-property-source = Source
import-property-closed = Closed
import-property-last-activity = Last activity
import-property-first-response = First response
import-property-resolution = Resolution
import-property-owner = Owner
import-property-ticket-id = ID of the ticket
import-property-visibility = Public or internal
import-property-direction = Incoming or outgoing
import-property-text = Text
import-property-from-object = Kind of the one record
import-property-from-id = ID of the one record
import-property-to-object = Kind of the other record
import-property-to-id = ID of the other record
import-property-label = Label of the association
desk-export = Export CSV

# Properties that were added

desk-ticket-values = Properties
property-yes = Yes
property-no = No
property-none = –
property-utc = In UTC.
list-filter = Filter
list-filter-condition = Condition { $n }
list-filter-property = Property
list-filter-operator = Comparison
list-filter-value = Value
list-filter-is = is
list-filter-is-not = is not
list-filter-contains = contains
list-filter-at-least = is at least
list-filter-at-most = is at most
list-filter-known = is known
list-filter-unknown = is not known
list-filter-apply = Apply filter
list-filter-clear = Clear filter
list-filter-nothing = Nothing matches this filter.
list-columns = Columns
list-columns-hint = Shown in each row of your list, { $max } at most.

## Archived records

archive-title = Archived records
archive-hint = What an integration deleted, and what the undoing of an import took back. A record that is restored comes back with its conversation, its people and its values.
archive-kinds = Kinds of records
archive-tickets = Tickets
archive-empty = Nothing is archived
archive-empty-text = Records that are deleted stay here, and can be restored.
archive-restore = Restore
archive-restore-which = Restore { $name }
archive-restored = { $name } is back.
archive-address-taken = { $by } has the address { $email } now. Change it there first; until then nothing is restored.
archive-value-taken = Record { $by } has “{ $value }” as { $property } now, which no two may have. Change it there first; until then nothing is restored.
