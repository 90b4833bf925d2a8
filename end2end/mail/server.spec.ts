// The mail server: set by an administrator on a server that has none, and tried out.
import { expect, NAMED, open, OWN_SERVER, PASSWORD, test } from '../fixtures';
import { Mailbox } from '../fixtures/mailbox';
import { FirstRunPage } from '../pages/setup';

test.skip(!!NAMED, OWN_SERVER);

test('set on the page, tested with the conversation, and shown without the password', async ({ newServer, page }) => {
  const mailbox = await Mailbox.start();
  const first = await new FirstRunPage(page).open(newServer.setupUrl ?? '');
  await first.createOwner('Olivia Owner', 'olivia@portico.example', PASSWORD);
  await page.waitForURL('**/admin/portals/new');
  await open(page, `${newServer.url}/admin/mail/settings`);
  await expect(page.getByText('No mail server is set')).toBeVisible();

  const url = new URL(mailbox.url);
  await page.getByLabel('Server').fill('mail.example.com');
  await page.getByLabel('Encryption').selectOption('none');
  await page.getByLabel("Sender's address").fill('help@acme.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('encrypted or not at all')).toBeVisible();
  await page.getByLabel('Server').fill(url.hostname);
  await page.getByLabel('Port').fill(url.port);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Send a test mail' }).click();
  await expect(page.getByText('The server took the letter')).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText('MAIL FROM:<help@acme.example>')).toBeVisible();
  const mail = await mailbox.letter('olivia@portico.example', /A test of Portico's mail/);
  expect(mail.parsed.headers.get('auto-submitted')).toBe('auto-generated');

  await mailbox.stop();
  await page.getByRole('button', { name: 'Send a test mail' }).click();
  await expect(page.getByText('Nothing listens at this server and port')).toBeVisible({ timeout: 15_000 });
});
