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
