// Passkeys, with Chromium's virtual authenticator. They belong to a domain name, so this server is reached by one.
import type { Page } from '@playwright/test';
import { expect, NAMED, open, OWN_SERVER, PASSWORD, ready, test } from '../fixtures';
import { Server } from '../fixtures/server';
import { SignInPage } from '../pages/sign_in';

test.skip(!!NAMED, OWN_SERVER);

const agent = { name: 'Petra Passkey', email: 'petra@portico.example', password: PASSWORD };

/** An authenticator that says yes, and knows who its holder is. */
async function authenticator(page: Page): Promise<{ verified: (yes: boolean) => Promise<void>; count: () => Promise<number>; setCount: (count: number) => Promise<void> }> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('WebAuthn.enable');
  const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  const credentials = async () => (await browser.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  return {
    verified: async (isUserVerified) => {
      await browser.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
    count: async () => (await credentials())[0]?.signCount ?? -1,
    setCount: async (signCount) => {
      const [credential] = await credentials();
      if (!credential) throw new Error('There is no credential.');
      await browser.send('WebAuthn.removeCredential', { authenticatorId, credentialId: credential.credentialId });
      await browser.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential, signCount } });
    },
  };
}

async function password(page: Page, url: string): Promise<void> {
  await (await new SignInPage(page).open(`${url}/sign-in`)).signIn(agent);
}

async function signOut(page: Page, url: string): Promise<void> {
  await page.context().clearCookies();
  await open(page, `${url}/sign-in`);
}

test('a passkey is registered, opens the door, proves, and is removed', async ({ page, guard }) => {
  test.setTimeout(120_000);
  const server = await Server.create();
  await server.createUser('owner', agent.name, agent.email, agent.password);
  await server.start('set up');
  const port = new URL(server.url).port;
  await server.halt();
  const url = `http://localhost:${port}`;
  const named = await Server.again(server, { PORTICO_URL: url }).start('set up');
  try {
    const key = await authenticator(page);
    await password(page, url);
    await page.waitForURL('**/desk');
    await open(page, `${url}/desk/account`);
    await page.getByLabel('Name', { exact: true }).fill('Laptop');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10);
    await expect(page.getByRole('list', { name: 'Passkeys' }).getByRole('listitem')).toContainText('Laptop');
    await page.getByLabel('Name', { exact: true }).fill('Laptop again');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await expect(page.getByText('This device has a passkey of yours already.')).toBeVisible();

    await signOut(page, url);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.waitForURL('**/desk');

    // As the second step, the password being no longer enough.
    await page.context().clearCookies();
    await password(page, url);
    await page.waitForURL('**/sign-in/second-step*');
    await ready(page);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.waitForURL('**/desk');

    // Somebody else holds it, who cannot show the authenticator who they are.
    await signOut(page, url);
    await key.verified(false);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(page.getByText('Nothing came of it.')).toBeVisible();
    await key.verified(true);

    // A copy of it, which has not counted on.
    await key.setCount(0);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(page.getByRole('alert')).toContainText("don't match");
    await key.setCount(1000);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.waitForURL('**/desk');

    await open(page, `${url}/desk/account`);
    await page.getByRole('button', { name: 'Remove Laptop' }).click();
    await expect(page.getByRole('list', { name: 'Passkeys' })).toHaveCount(0);
    await page.context().clearCookies();
    await password(page, url);
    await page.waitForURL('**/desk');
  } finally {
    guard.allow(/ERR_CONNECTION_REFUSED/);
    await page.goto('about:blank');
    await named.stop();
  }
});
