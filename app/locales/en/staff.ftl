### Words of the setup, the admin pages and the desk.

role-agent = Agent
role-admin = Admin
role-owner = Owner

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
access-sso-hint = Your identity provider decides.

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
