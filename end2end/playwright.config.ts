// How the journeys run: the system's Chromium, two at a time, once for each database engine.
import { defineConfig } from '@playwright/test';
import { engines, type Options } from './fixtures.ts';

export default defineConfig<object, Options>({
  testDir: '.',
  testIgnore: 'bench.spec.ts',
  // A journey waits as much as it works; on two cores two of them take a third less time than one after the other.
  workers: 2,
  // A busy machine makes a browser late: two more tries, and the run names what needed them. An unsteady journey is a bug.
  retries: 2,
  forbidOnly: !!process.env.CI,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  outputDir: 'test-results',
  reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Helsinki',
    viewport: { width: 1440, height: 1000 },
    screenshot: 'only-on-failure',
    // Recording takes a third of the time; what fails is recorded when it is tried again.
    trace: 'on-first-retry',
    launchOptions: {
      executablePath: process.env.TARJOUS_CHROMIUM || '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: engines.map((engine) => ({ name: engine, use: { engine } })),
});
