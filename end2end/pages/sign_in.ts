// The two doors, and an invitation: pages with one thing to do.
import type { Locator, Page } from '@playwright/test';
import { open } from '../fixtures';

/** Both sign-in pages: the staff's, and a portal's. */
export class SignInPage {
  readonly email: Locator;
  readonly password: Locator;
  readonly submit: Locator;
  readonly refusal: Locator;

  constructor(readonly page: Page) {
    this.email = page.getByLabel('E-mail address');
    this.password = page.getByLabel('Password', { exact: true });
    this.submit = page.getByRole('button', { name: 'Sign in', exact: true });
    this.refusal = page.getByRole('alert');
  }

  async open(path: string): Promise<this> {
    await open(this.page, path);
    return this;
  }

  async signIn({ email, password }: { email: string; password: string }): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.submit.click();
  }
}

export class InvitationPage {
  readonly heading: Locator;
  readonly email: Locator;
  readonly password: Locator;
  readonly accept: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1 });
    this.email = page.getByLabel('E-mail address');
    this.password = page.getByLabel('New password', { exact: true });
    this.accept = page.getByRole('button', { name: 'Set password and sign in' });
  }

  async open(link: string): Promise<this> {
    await open(this.page, link);
    return this;
  }

  async acceptWith(password: string): Promise<void> {
    await this.password.fill(password);
    await this.accept.click();
  }
}

/** The menu behind the reader's initials, on every page of somebody signed in. */
export class AccountMenu {
  constructor(readonly page: Page) {}

  async signOut(): Promise<void> {
    const menu = this.page.locator('details', { has: this.page.locator('summary .avatar') });
    // A `summary` has no role of its own.
    await menu.locator('summary').click();
    await menu.getByRole('button', { name: 'Sign out' }).click();
  }
}
