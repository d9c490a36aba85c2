// What every journey starts from: a running server on the engine of its run, and the accessibility check.
import { test as base, expect, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { startServer, type Engine, type Server } from './server.ts';

export type Options = { engine: Engine };

/** SQLite always; PostgreSQL where one is named. */
export const engines: Engine[] = process.env.TARJOUS_TEST_PG ? ['sqlite', 'postgres'] : ['sqlite'];

/** `server` is shared by the journeys of one engine; one that needs its own calls `startServer(engine)`. */
export const test = base.extend<object, Options & { server: Server }>({
  engine: ['sqlite', { option: true, scope: 'worker' }],
  server: [
    async ({ engine }, use) => {
      const server = await startServer(engine);
      await use(server);
      const code = await server.stop();
      if (code !== 0) throw new Error(`The server ended with ${code}:\n${server.output()}`);
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

export { expect };

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** No violation of WCAG 2.2 A and AA, nor of axe's good practice, on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(await axe);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await axe.run()).violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html) }));
  });
  expect(violations).toEqual([]);
}

interface Violation {
  id: string;
  help: string;
  nodes: { html: string }[];
}
