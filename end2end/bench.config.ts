// How speed is measured in a browser: alone, on SQLite, with the release program.
import { defineConfig } from '@playwright/test';
import journeys from './playwright.config.ts';

export default defineConfig({
  ...journeys,
  testIgnore: [],
  testMatch: 'bench.spec.ts',
  reporter: 'list',
  use: { ...journeys.use, trace: 'off', screenshot: 'off' },
  projects: [{ name: 'sqlite' }],
});
