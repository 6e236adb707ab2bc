import { defineConfig, devices } from '@playwright/test';
import { browserForTests } from './.ci/browser.ts';

const { executablePath, args } = await browserForTests();

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  globalSetup: './e2e/server.ts',
  // The journeys share one desk: each takes its own article, but two cores bear no more than one browser.
  workers: 1,
  retries: 0,
  timeout: 600_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  outputDir: 'test-results',
  use: {
    actionTimeout: 20_000,
    ...devices['Desktop Chrome'],
    launchOptions: { executablePath, args },
    trace: 'retain-on-failure',
  },
});
