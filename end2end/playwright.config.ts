import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';

/** Debian's Chromium where there is one; Playwright's own otherwise. */
const CHROMIUM = '/usr/bin/chromium';

export default defineConfig({
  testDir: '.',
  // Files run side by side, the tests of one file one after the other: they share the worker's server.
  workers: 2,
  fullyParallel: false,
  // A test that passes at the second attempt only is a finding, not a pass.
  retries: 0,
  forbidOnly: !!process.env.CI,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['html', { outputFolder: 'report', open: 'never' }]],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Rome',
    // Nothing moves while a test looks; and the browser complains of animated page changes that a test cuts short.
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: existsSync(CHROMIUM) ? CHROMIUM : undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Portals on domains of their own are served here, too.
        '--host-resolver-rules=MAP *.viewed.example 127.0.0.1',
      ],
    },
  },
});
