// … and every form can be posted: from the first run to an answered ticket.
import { expect, NAMED, OWN_SERVER, PASSWORD, test, unique } from '../fixtures';
import { FirstRunPage, Wizard, DonePage } from '../pages/setup';
import { InvitationPage, SignInPage, AccountMenu } from '../pages/sign_in';
import { NewTicketPage, ProfilePage, TicketListPage, TicketPage } from '../pages/tickets';
import { RecordPage, StaffTicketPage } from '../pages/desk';
import type { Page } from '@playwright/test';

/** As a browser without script. The page objects' `open` waits for script, so addresses are opened directly here. */
test.use({ javaScriptEnabled: false });
const PLAIN = { javaScriptEnabled: false };

async function save(page: Page, form: string): Promise<void> {
  await page.locator(`form:has(${form})`).first().getByRole('button', { name: /^(Save|Add internal comment|Send)/ }).click();
}

test('first run and wizard', async ({ page, newServer }) => {
  test.skip(!!NAMED, OWN_SERVER);
  await page.goto(newServer.setupUrl ?? '');
  const first = new FirstRunPage(page);
  await first.createOwner('Olivia Owner', 'nonsense', PASSWORD);
  await expect(first.email).toHaveAccessibleDescription(/doesn't look right/);
  await first.createOwner('Olivia Owner', 'olivia@portico.example', PASSWORD);
  const wizard = new Wizard(page);
  await expect(wizard.heading).toHaveText('Name your portal');
  await wizard.nextDomain.click();
  await expect(wizard.name).toHaveAccessibleDescription(/fill this in/);
  await wizard.name.fill('Plain portal');
  await wizard.nextDomain.click();
  await wizard.slug.fill('admin');
  await wizard.nextTickets.click();
  await expect(wizard.slug).toHaveAccessibleDescription(/keep this word/);
  await expect(wizard.slug).toHaveValue('admin');
  await wizard.slug.fill('plain');
  await wizard.back.click();
  await expect(wizard.name).toHaveValue('Plain portal');
  await wizard.nextDomain.click();
  await expect(wizard.slug).toHaveValue('plain');
  await wizard.nextTickets.click();
  await wizard.radio('All tickets their company is associated with').check();
  await wizard.nextAccess.click();
  await wizard.finish.click();
  await expect(new DonePage(page).link).toHaveValue(`${newServer.url}/plain`);
});

test('a customer: invitation, list, new ticket, reply, close, password, sign out', async ({ world, page, acme }) => {
  const contact = await world.contact('Plain', acme);
  await page.goto(await world.invite(contact));
  const invitation = new InvitationPage(page);
  await invitation.acceptWith('short');
  await expect(invitation.password).toHaveAccessibleDescription(/at least 8 characters/);
  await invitation.acceptWith(PASSWORD);
  await expect(page).toHaveURL(world.portal);

  const subject = unique('Plain ticket');
  await page.getByRole('link', { name: 'File your first ticket' }).click();
  const form = new NewTicketPage(page);
  await form.subject.fill(subject);
  await form.send.click();
  await expect(form.description).toHaveAccessibleDescription(/fill this in/);
  await expect(form.subject, 'nothing typed is lost').toHaveValue(subject);
  await form.description.fill('Filed **without** script.');
  await form.send.click();
  const ticket = new TicketPage(page);
  await expect(ticket.subject).toHaveText(subject);

  await ticket.reply.fill('And answered without.');
  await ticket.send.click();
  await expect(ticket.entry('And answered without.')).toBeVisible();
  await ticket.closeButton.click();
  await expect(ticket.turn).toContainText('Closed');
  await ticket.reopenButton.click();
  await expect(ticket.turn).not.toContainText('Closed');

  await page.goto(world.portal);
  const list = new TicketListPage(page);
  await list.search.fill('answered without');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/q=answered/);
  await expect(list.subjects).toHaveText([subject]);
  await list.state('Closed').click();
  await expect(list.subjects).toHaveCount(0);

  await page.goto(`${world.portal}/profile`);
  const profile = new ProfilePage(page);
  await profile.current.fill('wrong-horse-7-battery');
  await profile.new.fill('another-horse-8-battery');
  await profile.change.click();
  await expect(profile.current).toHaveAccessibleDescription("That isn't your current password.");
  await profile.current.fill(PASSWORD);
  await profile.new.fill('another-horse-8-battery');
  await profile.change.click();
  await expect(profile.changed).toBeVisible();

  await new AccountMenu(page).signOut();
  const signIn = new SignInPage(page);
  await signIn.signIn({ email: contact.email, password: PASSWORD });
  await expect(signIn.refusal).toContainText("don't match");
  await expect(signIn.email, 'nothing typed is lost').toHaveValue(contact.email);
  await signIn.signIn({ email: contact.email, password: 'another-horse-8-battery' });
  await expect(page).toHaveURL(world.portal);
});

test('page by page through a long list', async ({ world, seats, ana }) => {
  await Promise.all(Array.from({ length: 30 }, (_, number) => world.ticket(ana, `Row ${String(number).padStart(2, '0')}`)));
  const page = await seats.take(ana, PLAIN);
  await page.goto(`${world.portal}?sort=subject`);
  const list = new TicketListPage(page);
  const first = await list.subjects.count();
  await list.more.click();
  await expect(list.subjects.first()).toHaveText(`Row ${String(first).padStart(2, '0')}`);
  await page.getByRole('link', { name: 'Back to the first page' }).click();
  await expect(list.subjects.first()).toHaveText('Row 00');
});

test('an agent: sign in, answer, comment, assign, status, people', async ({ world, page, ana, carla }) => {
  const id = await world.ticket(ana, unique('Plain desk'));
  await page.goto(`/desk/tickets/${id}`);
  await new SignInPage(page).signIn(world.agent);
  await expect(page).toHaveURL(new RegExp(`/desk/tickets/${id}$`));
  const ticket = new StaffTicketPage(page);
  await ticket.reply.fill('Answered without script.');
  await ticket.send.click();
  await expect(ticket.entry('Answered without script.')).toBeVisible();
  await ticket.toComment.check();
  await ticket.comment.fill('Commented without script.');
  await ticket.addComment.click();
  await expect(ticket.entry('Commented without script.')).toContainText('Internal comment');
  await ticket.priority.selectOption({ label: 'High' });
  await save(page, 'select[name=priority]');
  await expect(ticket.head).toContainText('High');
  await ticket.status.selectOption({ label: 'Waiting on us' });
  await save(page, 'select[name=stage][id^=property]');
  await expect(ticket.head).toContainText('Waiting on us');
  await ticket.take.click();
  await expect(ticket.owner.locator('option:checked')).toHaveText(world.agent.name);
  await ticket.addContact.fill(carla.email);
  await page.locator('form:has([name=find-contact])').getByRole('button', { name: 'Find' }).click();
  await page.getByRole('button', { name: `Add ${carla.name}` }).click();
  await expect(ticket.entry(`added the contact ${carla.name}`)).toBeVisible();
});

test('an agent: contacts and companies', async ({ world, seats, acme }) => {
  const page = await seats.take(world.agent, PLAIN);
  const record = new RecordPage(page);
  const last = unique('Plain').replace(' ', '');
  await page.goto('/desk/contacts/new');
  await record.field('First name').fill('Giulia');
  await record.field('Last name').fill(last);
  await page.getByRole('button', { name: 'Create contact' }).click();
  await expect(record.heading).toHaveText(`Giulia ${last}`);
  await page.getByLabel('Add a company').fill(acme.name);
  await page.locator('form:has([name=find-company])').getByRole('button', { name: 'Find' }).click();
  await page.getByRole('button', { name: `Add ${acme.name}` }).click();
  await expect(record.section('Companies').getByRole('listitem')).toContainText([acme.name]);
  await page.getByLabel('E-mail address').fill(`giulia.${last}@acme.example`);
  await record.save.click();
  await page.goto(`/desk/contacts?q=${last}`);
  await page.getByRole('link', { name: `Giulia ${last}` }).click();
  await expect(page.getByLabel('E-mail address')).toHaveValue(`giulia.${last}@acme.example`.toLowerCase());
});
