// From nothing to a live portal.
import type { Locator, Page } from '@playwright/test';
import { open } from '../fixtures';

export class FirstRunPage {
  readonly heading: Locator;
  readonly name: Locator;
  readonly email: Locator;
  readonly password: Locator;
  readonly create: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1 });
    this.name = page.getByLabel('Your name');
    this.email = page.getByLabel('E-mail address');
    this.password = page.getByLabel('Password', { exact: true });
    this.create = page.getByRole('button', { name: 'Create account' });
  }

  async open(link: string): Promise<this> {
    await open(this.page, link);
    return this;
  }

  async createOwner(name: string, email: string, password: string): Promise<void> {
    await this.name.fill(name);
    await this.email.fill(email);
    await this.password.fill(password);
    await this.create.click();
  }
}

/** The wizard: each step's fields, and the buttons below them by the names that the product promises. */
export class Wizard {
  readonly heading: Locator;
  readonly back: Locator;
  readonly exit: Locator;
  readonly nextDomain: Locator;
  readonly nextTickets: Locator;
  readonly nextAccess: Locator;
  readonly finish: Locator;
  readonly name: Locator;
  readonly domain: Locator;
  readonly slug: Locator;
  readonly language: Locator;
  readonly inbox: Locator;
  /** A picture of the portal, for the eye only. */
  readonly preview: Locator;
  readonly systemNote: Locator;
  readonly connect: Locator;
  readonly host: Locator;
  readonly connectButton: Locator;
  readonly proof: Locator;

  constructor(readonly page: Page) {
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    this.heading = page.getByRole('heading', { level: 1 });
    this.back = button('Back');
    this.exit = button('Save and exit');
    this.nextDomain = button('Next: Connect a domain');
    this.nextTickets = button('Next: Set up your tickets');
    this.nextAccess = button('Next: Configure access');
    this.finish = button('Finish portal setup');
    this.name = page.getByLabel('Portal name');
    this.domain = page.getByLabel('Portal domain');
    this.slug = page.getByLabel('Slug');
    this.language = page.locator('form#step').getByLabel('Primary language');
    this.inbox = page.getByLabel('Inbox or help desk for new tickets');
    this.preview = page.locator('.preview');
    this.systemNote = page.getByText("Invitation e-mails to access groups aren't sent from a system domain.");
    this.connect = page.locator('summary', { hasText: 'Connect a domain' });
    this.host = page.getByLabel('Domain', { exact: true });
    this.connectButton = button('Connect domain');
    this.proof = page.getByRole('region', { name: /^(Prove that )?\S+ is yours$/ });
  }

  async open(path = '/admin/portals/new'): Promise<this> {
    await open(this.page, path);
    return this;
  }

  /** Step 1, left by *Next*. */
  async callIt(name: string): Promise<void> {
    await this.name.fill(name);
    await this.nextDomain.click();
    await this.nextTickets.waitFor();
  }

  radio(label: string): Locator {
    return this.page.getByRole('radio', { name: label });
  }
}

/** *Your portal is live*. */
export class DonePage {
  readonly heading: Locator;
  readonly link: Locator;
  readonly openPortal: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { name: 'Your portal is live' });
    this.link = page.getByLabel('Portal link');
    this.openPortal = page.getByRole('link', { name: 'Open the portal' });
  }
}
