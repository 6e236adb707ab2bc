import { defineConfig, devices } from '@playwright/test';
import { browserForTests } from './.ci/browser.ts';

const { executablePath, args } = await browserForTests();

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  globalSetup: './e2e/server.ts',
  // Each worker has a desk of its own, which its journeys share: each takes its own article.
  workers: 2,
  retries: 0,
  timeout: 600_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  outputDir: 'test-results',
  use: {
    actionTimeout: 20_000,
    ...devices['Desktop Chrome'],
    launchOptions: { executablePath, args },
    // A trace of every test takes a quarter of the time: `--trace=retain-on-failure` where one is wanted.
    screenshot: 'only-on-failure',
  },
});
