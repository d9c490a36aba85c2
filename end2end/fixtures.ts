// What every journey starts from: a running server on the engine of its run, browsers that are watched for errors,
// somebody signed in, and the accessibility check.
import { test as base, expect, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Desk } from './desk.ts';
import { startServer, type Engine, type Server, type Start } from './server.ts';

export type Options = { engine: Engine };
type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

interface Tools {
  /** A server of the journey's own, stopped when its browsers are closed. */
  serve(start?: Start): Promise<Server>;
  /** A page in a browser of its own. Whatever goes wrong in it fails the journey at its end. */
  browse(options?: BrowserContextOptions): Promise<Page>;
  /** Names errors that belong to the journey, such as the answer 422 to a form that was refused. */
  forgive(pattern: RegExp): void;
  /** What the seller can do by calls, to prepare a journey. */
  desk: Desk;
  /** A page of the signed-in seller. */
  staff: Page;
}

/** SQLite always; PostgreSQL where one is named. */
export const engines: Engine[] = process.env.TARJOUS_TEST_PG ? ['sqlite', 'postgres'] : ['sqlite'];

/** `server` is shared by the journeys of one engine; one that needs its own calls `startServer(engine)`. */
export const test = base.extend<Tools & { errors: Errors }, Options & { server: Server; session: Session }>({
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
  session: [
    async ({ server, browser }, use) => {
      const context = await browser.newContext();
      await enter(await context.newPage(), server);
      const session = await context.storageState();
      await context.close();
      await use(session);
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  errors: async ({}, use) => {
    const errors: Errors = { found: [], forgiven: [left] };
    await use(errors);
    const unforgiven = errors.found.filter((error) => !errors.forgiven.some((pattern) => pattern.test(error)));
    expect(unforgiven, 'errors in the browser').toEqual([]);
  },
  forgive: async ({ errors }, use) => use((pattern) => void errors.forgiven.push(pattern)),
  serve: async ({ engine }, use) => {
    const servers: Server[] = [];
    await use(async (start) => {
      const server = await startServer(engine, start);
      servers.push(server);
      return server;
    });
    for (const server of servers) expect(await server.stop(), server.output()).toBe(0);
  },
  // Names `serve` to be closed before the servers are stopped.
  browse: async ({ browser, errors, serve: _ }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      watch(context, errors);
      // A panic of the program tells where it happened far down its stack.
      await context.addInitScript(() => void (Error.stackTraceLimit = 60));
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
  desk: async ({ server, session, playwright }, use) => {
    const request = await playwright.request.newContext({ storageState: session });
    await use(new Desk(server.url, request));
    await request.dispose();
  },
  staff: async ({ browse, session }, use) => use(await browse({ storageState: session, permissions: ['clipboard-read', 'clipboard-write'] })),
});

export { expect };

interface Errors {
  found: string[];
  forgiven: RegExp[];
}

/**
 * What a browser calls an error when one goes on before a page was loaded whole. A fetch that fails while one stays
 * writes the refused address into the console too, and that is not forgiven.
 */
const left = /compilation aborted: Network error|net::ERR_ABORTED|^TypeError: Failed to fetch$/;

/** Errors of scripts, refused by the content policy, failed loads, and dialogs that only a foreign script opens. */
function watch(context: BrowserContext, errors: Errors): void {
  context.on('weberror', (error) => errors.found.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error') errors.found.push(`${message.text()} ${message.location().url}`);
  });
  context.on('dialog', (dialog) => {
    if (dialog.type() !== 'beforeunload') errors.found.push(`a dialog opened: ${dialog.message()}`);
    void dialog.accept();
  });
}

/** Signs in by the link that the terminal shows once. */
export async function enter(page: Page, server: Server): Promise<void> {
  const [path] = await server.printed(/\/first\/[\w-]+/);
  await page.goto(server.url + path);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${server.url}/`);
}

/** Opens a page of the staff app and waits until it listens. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await alive(page);
}

/** Until the page listens to keys and presses. */
export async function alive(page: Page): Promise<void> {
  await page.locator('body[data-hydrated]').waitFor({ state: 'attached', timeout: 30_000 });
}

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What violates WCAG 2.2 A and AA, or axe's good practice, on the page as it stands. */
export async function violations(page: Page): Promise<Violation[]> {
  // Half a megabyte of script: once for each page that is loaded, not for each look at it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await axe);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(how: object): Promise<{ violations: Found[] }> } };
    interface Found {
      id: string;
      help: string;
      nodes: { html: string; failureSummary: string }[];
    }
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.slice(0, 4).map((node) => `${node.html.slice(0, 200)} (${node.failureSummary})`),
    }));
  });
}

/** Nothing of that kind is there. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await violations(page), page.url()).toEqual([]);
}

interface Violation {
  id: string;
  help: string;
  where: string[];
}
