// What becomes of a letter, and who hears of what: from the mailbox, the desk and the profile.
import { expect, NAMED, open, OWN_SERVER, test, unique } from '../fixtures';
import { linkIn, turnOffIn } from '../fixtures/mailbox';
import { StaffTicketPage } from '../pages/desk';

test.skip(!!NAMED, OWN_SERVER);

test('under an answer the agent sees what became of it, and when it goes out after all', async ({ world, seats, ana }) => {
  const mailbox = world.mailbox!;
  const id = await world.ticket(ana, unique('Refused'));
  await mailbox.letter(ana.email, /We've got it/);
  mailbox.refuse(ana.email, { code: 421, words: 'come back later' });
  const page = await seats.take(world.agent);
  const ticket = await new StaffTicketPage(page).open(id);
  await ticket.answers('Please try again.', 'Please try again.');
  await expect(ticket.entry('Please try again.')).toContainText('come back later', { timeout: 15_000 });
  await expect(ticket.entry('Please try again.')).toContainText('Next try');

  mailbox.refuse(ana.email, { code: 550, words: 'no such mailbox' });
  const retry = async (view: string, other: string): Promise<void> => {
    const admin = await seats.take(world.owner);
    await open(admin, '/admin/mail');
    const views = admin.getByRole('navigation', { name: 'Which letters' });
    await views.getByRole('link', { name: other }).click();
    await expect(views.getByRole('link', { name: other })).toHaveAttribute('aria-current', 'page');
    await expect(admin.getByRole('listitem').filter({ hasText: 'The team answered' }).filter({ hasText: ana.email })).toHaveCount(0);
    await views.getByRole('link', { name: view }).click();
    await admin.getByRole('listitem').filter({ hasText: 'The team answered' }).filter({ hasText: ana.email }).first().getByRole('button', { name: 'Try now' }).click();
  };
  await retry('Waiting', 'Given up');
  // The agent's page is still the same: the server tells of it.
  await expect(ticket.entry('Please try again.')).toContainText('no such mailbox', { timeout: 15_000 });
  mailbox.refuse(ana.email);
  await retry('Given up', 'Waiting');
  await expect(ticket.entry('Please try again.')).toContainText(/Sent \d/, { timeout: 15_000 });

  const own = await seats.take(ana);
  await open(own, `${world.portal}/${id}`);
  await expect(own.locator('main')).not.toContainText('no such mailbox');
});

test('a status that changed twice at once is one letter, to nobody who did it', async ({ world, seats, ana }) => {
  const mailbox = world.mailbox!;
  const subject = unique('Closed');
  const id = await world.ticket(ana, subject);
  const ticket = await new StaffTicketPage(await seats.take(world.agent)).open(id);
  await ticket.status.selectOption({ label: 'Waiting on us' });
  await expect(ticket.head).toContainText('Waiting on us');
  await ticket.status.selectOption({ label: 'Closed' });
  const mail = await mailbox.letter(ana.email, new RegExp(`^Closed: ${subject}`), 30_000);
  expect(mailbox.for(ana.email).filter(({ parsed }) => parsed.subject?.includes('With us'))).toHaveLength(0);
  expect(mail.parsed.text).toContain('opens it again');
  expect(new URL(linkIn(mail)).pathname).toBe(`/${world.slug}/${id}`);
});

test('one click in the mail program, the page behind it, and the profile are one choice', async ({ world, seats, page, ana, request }) => {
  const mailbox = world.mailbox!;
  const id = await world.ticket(ana, unique('Quiet'));
  await world.answer(id, 'First answer');
  const mail = await mailbox.letter(ana.email, /^Re: Quiet/);
  const address = turnOffIn(mail);
  // A scanner looks.
  expect((await request.get(address)).status()).toBe(200);
  await open(page, address);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Turn off e-mail?');
  await expect(page.getByText('The team answers')).toBeVisible();

  const clicked = await request.post(address, { form: { 'List-Unsubscribe': 'One-Click' }, headers: { cookie: '' } });
  expect(clicked.status()).toBe(200);
  await open(page, address);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("It's turned off");

  const own = await seats.take(ana);
  await open(own, `${world.portal}/profile`);
  await expect(own.getByRole('switch', { name: 'The team answers' })).not.toBeChecked();
  await expect(own.getByRole('switch', { name: 'A ticket is closed' })).toBeChecked();
  await world.answer(id, 'Second answer');
  const ticket = await new StaffTicketPage(await seats.take(world.agent)).open(id);
  await expect(ticket.entry('Second answer')).toContainText('turned such letters off', { timeout: 15_000 });

  await own.getByRole('switch', { name: 'The team answers' }).check();
  await own.getByRole('button', { name: 'Save' }).click();
  await expect(own.getByText('Saved.')).toBeVisible();
  await own.reload();
  await expect(own.getByRole('switch', { name: 'The team answers' })).toBeChecked();
});
