// The session ends while somebody types: they sign in again in place, and nothing is lost.
import { expect, test, unique } from '../fixtures';
import { SignInPage } from '../pages/sign_in';
import { NewTicketPage, TicketPage } from '../pages/tickets';

test('a reply is sent after signing in again, without leaving the page', async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Expired'));
  const page = await seats.take(ana);
  const ticket = await new TicketPage(page).open(world.portal, id);
  const text = unique('Written over lunch');
  await ticket.reply.fill(text);
  await page.context().clearCookies();
  await ticket.send.click();
  await expect(ticket.signInAgain).toBeVisible();
  await expect(ticket.signInAgain.getByLabel('E-mail address')).toHaveValue(ana.email);

  await ticket.signInAgain.getByLabel('Password', { exact: true }).fill('wrong-horse-7-battery');
  await ticket.signInAgain.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(ticket.signInAgain.getByRole('alert')).toContainText("don't match");
  await ticket.signInAgain.getByLabel('Password', { exact: true }).fill(ana.password);
  await ticket.signInAgain.getByRole('button', { name: 'Sign in', exact: true }).click();

  await expect(ticket.signInAgain).toBeHidden();
  await expect(ticket.entry(text)).toHaveCount(1);
  await expect(ticket.reply).toHaveValue('');
});

test('closing the dialog keeps the text, too', async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Put off'));
  const page = await seats.take(ana);
  const ticket = await new TicketPage(page).open(world.portal, id);
  await ticket.reply.fill('For later');
  await page.context().clearCookies();
  await ticket.send.click();
  await expect(ticket.signInAgain).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(ticket.signInAgain).toBeHidden();
  await expect(ticket.reply).toHaveValue('For later');
});

test('a new ticket is filed after signing in again', async ({ world, seats, ana }) => {
  const subject = unique('Filed late');
  const page = await seats.take(ana);
  const form = await new NewTicketPage(page).open(world.portal);
  await form.subject.fill(subject);
  await form.description.fill('All of it.');
  await page.context().clearCookies();
  await form.send.click();
  const dialog = page.getByRole('dialog', { name: "You've been signed out" });
  await dialog.getByLabel('Password', { exact: true }).fill(ana.password);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(new TicketPage(page).subject).toHaveText(subject);
});

test('a page opened without a session asks to sign in and comes back', async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Bookmarked'));
  const page = await seats.take();
  await page.goto(`${world.portal}/${id}`);
  await new SignInPage(page).signIn(ana);
  await page.waitForURL(`**/${world.slug}/${id}`);
});
