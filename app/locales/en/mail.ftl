### Letters. They go out as plain text and as HTML.

# $name is the recipient's name.
mail-hello = Hello { $name },
mail-hello-unnamed = Hello,
# Stands before the address of the button above it.
mail-link-plain = The button doesn't work? Open this address:
mail-not-you = You didn't expect this? Then you can ignore it: nothing happens as long as nobody opens the link.

## An invitation to a portal

mail-invitation-subject = You're invited to { $portal }
mail-invitation-lead = At { $portal } you can file tickets, follow them and answer. Accept the invitation, and you're in.
mail-invitation-action = Accept the invitation
mail-invitation-until = The link works once, until { $date }.

## A forgotten password

mail-reset-subject = Set a new password for { $portal }
mail-reset-lead = Somebody, hopefully you, asked for a new password for { $portal }.
mail-reset-action = Set a new password
mail-reset-until = The link works once, for 24 hours.

## A link to sign in by

mail-link-subject = Your sign-in link for { $portal }
mail-link-lead = With this link you sign in to { $portal }, on whichever device you open it.
mail-link-action = Sign in
mail-link-until = The link works once, for 15 minutes.

## The password was changed

mail-password-subject = Your password for { $portal } was changed
mail-password-lead = There is a new password for your account at { $portal }. Wherever else you were signed in, you no longer are.
mail-password-action = Open the portal
mail-password-not-you = It wasn't you? Set a new password at once, and tell the team.

## Tickets. $number is a ticket's number, $subject what it is about.

mail-received-subject = We've got it: { $subject } (#{ $number })
mail-received-lead = We received your request. Its number is #{ $number }, and this is what it says:
mail-replied-subject = Re: { $subject } (#{ $number })
mail-replied-team = { $author } from the team answered:
mail-replied-colleague = { $author } wrote on a ticket that you are on, too:
mail-replied-customer = { $author } answered on a ticket of yours:
mail-attached = { $n ->
    [one] Attached: { $files }. You find it on the ticket's page.
   *[other] Attached: { $files }. You find them on the ticket's page.
}
mail-ticket-action = Open the ticket
mail-ticket-foot = You get this because you are on this ticket at { $portal }.
mail-owner-foot = You get this because the ticket is yours.

## Registering at a portal

mail-registration-subject = Your registration at { $portal }
mail-registration-lead = You want to register at { $portal }. Confirm that this address is yours, and go on from there.
mail-registration-action = Confirm the address
mail-already-lead = Somebody, hopefully you, wants to register at { $portal } with this address. You have an account there already.
mail-already-action = Sign in
mail-already-foot = Forgotten your password? The sign-in page helps. It wasn't you? Then there is nothing to do.
mail-approved-subject = You're in: { $portal }
mail-approved-lead = The team of { $portal } has looked at your registration. You can sign in now.

## The status of a ticket. $status is the status in the customers' words.

mail-status-subject = { $status }: { $subject } (#{ $number })
mail-status-lead = The status of your ticket #{ $number } is now “{ $status }”.
mail-closed-subject = Closed: { $subject } (#{ $number })
mail-closed-lead = Your ticket #{ $number } is closed.
mail-closed-reopen = { $days ->
    [one] Something is still missing? For 1 day, an answer on the ticket opens it again.
   *[other] Something is still missing? For { $days } days, an answer on the ticket opens it again.
}
mail-reopened-subject = Open again: { $subject } (#{ $number })
mail-reopened-lead = Your ticket #{ $number } is open again. Its status is “{ $status }”.
# Stands before, or on, a link.
mail-turn-off = Turn such messages off

## An invitation that waits

mail-reminder-subject = Your invitation to { $portal } is still open
mail-reminder-lead = You were invited to { $portal }, where you can file tickets, follow them and answer. The invitation waits for you.

## A test of the mail server

mail-test-subject = A test of Portico's mail
mail-test-lead = This letter arrived, so the mail server takes what Portico gives it. There is nothing to do.
mail-test-action = Back to the settings
## A place on the team. $name is who invited.

mail-team-subject = { $name } invites you to the team
mail-team-lead = { $name } wants you to answer customers with them. Choose a password, and you're in.

## The second factor was taken away

mail-factor-subject = Your second factor was removed
mail-factor-lead = An administrator removed your authenticator app, your recovery codes and your passkeys. Your password alone opens your account now, and wherever you were signed in, you no longer are.
mail-factor-action = Sign in and set it up again
mail-factor-not-you = You didn't ask for this? Tell your administrator at once.
mail-webhooks-subject = Webhooks of { $name } are paused
mail-webhooks-lead = For about a day nothing that we sent to { $target } got through, so we stopped telling { $name } of changes.
mail-webhooks-action = See what went wrong
mail-webhooks-then = What happens now is not sent later. What waited goes out once you resume.

## Another address. $portal is the portal's name.

mail-email-subject = Confirm your new address for { $portal }
mail-email-lead = You want to use this address at { $portal } from now on. Confirm that it is yours.
mail-email-action = Confirm the address
mail-moved-subject = Your address for { $portal } was changed
mail-moved-lead = Your account at { $portal } has another e-mail address now. Wherever you were signed in, you no longer are.
mail-moved-action = Sign in with the new address
mail-moved-not-you = It wasn't you? Tell the team at once.
