// The program comes in parts: each page brings its own, and one that does not come leaves no dead page.
import type { APIRequestContext, Page } from '@playwright/test';
import { alive, expect, open, test } from './fixtures.ts';

test.skip(({ engine }) => engine === 'postgres', 'files are the same on both engines');

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const parts = '**/pkg/tarjous.*.wasm*';

/** For development the program is one piece. */
async function onlyInParts(request: APIRequestContext, url: string): Promise<void> {
  const html = await (await request.get(`${url}/sign-in`)).text();
  test.skip(!html.includes('/pkg/tarjous.home.wasm'), 'this is a build for development: its program is in one piece');
}

test('every page opens from its address, by its link, and back again', async ({ staff, server, desk }) => {
  const { id } = await desk.draft({ lines: 1 });
  const pages = ['/', '/pipeline', '/quotations', `/quotations/${id}`, '/orders', '/customers', '/products', '/settings', '/outbox'];
  const titles = new Map<string, string>();
  for (const path of pages) {
    await open(staff, server.url + path);
    await expect(heading(staff), path).not.toBeEmpty();
    titles.set(path, await heading(staff).innerText());
  }
  await open(staff, `${server.url}/pipeline`);
  const links = ['/quotations', '/', '/orders', '/customers', '/pipeline', '/products'];
  for (const path of links) {
    await staff.locator(`nav a[href="${path}"]:visible`).first().click();
    await expect(staff).toHaveURL(server.url + path);
    await expect(heading(staff)).toHaveText(titles.get(path) ?? '');
  }
  for (const path of [...links].reverse().slice(1)) {
    await staff.goBack();
    await expect(staff).toHaveURL(server.url + path);
    await expect(heading(staff)).toHaveText(titles.get(path) ?? '');
  }
  await staff.goForward();
  await expect(heading(staff)).toHaveText(titles.get('/') ?? '');
  // One document all the way.
  expect(await staff.evaluate(() => performance.getEntriesByType('navigation').map((entry) => new URL(entry.name).pathname))).toEqual([
    '/pipeline',
  ]);
});

test('what is needed next is fetched while nothing else goes on', async ({ staff, server, request }) => {
  await onlyInParts(request, server.url);
  const come: string[] = [];
  staff.on('response', (answer) => come.push(new URL(answer.url()).pathname));
  await open(staff, `${server.url}/pipeline`);
  expect(come.filter((path) => path.startsWith('/pkg/tarjous.') && path.endsWith('.wasm'))).toEqual([]);
  // The parts come one after the other: all three, before the next page is asked for.
  const all = ['home', 'editor', 'records'].map((name) => `/pkg/tarjous.${name}.wasm`);
  await expect.poll(() => all.filter((path) => !come.includes(path))).toEqual([]);
  const before = come.length;
  await staff.locator('nav a[href="/orders"]:visible').first().click();
  await expect(staff).toHaveURL(`${server.url}/orders`);
  expect(come.slice(before).filter((path) => path.startsWith('/pkg/'))).toEqual([]);
});

test('a part that did not come at first comes when the connection is back', async ({ staff, server, forgive, request }) => {
  await onlyInParts(request, server.url);
  forgive(/net::ERR_FAILED/);
  let refused = 0;
  await staff.route(parts, (route) => (refused++ < 3 ? route.abort() : route.continue()));
  await open(staff, `${server.url}/pipeline`);
  await staff.locator('nav a[href="/customers"]:visible').first().click();
  await expect(heading(staff)).toHaveText('Customers');
  expect(refused).toBeGreaterThan(2);

  // On a page that was just loaded the server's page stands there, and comes to life a little later.
  refused = 0;
  await staff.goto(`${server.url}/customers`);
  await expect(heading(staff)).toHaveText('Customers');
  await alive(staff);
  expect(refused).toBeGreaterThan(2);
});

test('after the server was renewed, the next page comes anew from it', async ({ staff, server, forgive, request }) => {
  await onlyInParts(request, server.url);
  forgive(/status of 404/);
  await open(staff, `${server.url}/pipeline`);
  const renewed = (page: Page) => page.evaluate(() => !('old' in window));
  await staff.evaluate(() => Object.assign(window, { old: true }));
  await staff.route(parts, (route) => route.fulfill({ status: 404, body: 'Not found' }));
  await staff.locator('nav a[href="/customers"]:visible').first().click();
  await staff.waitForRequest((request) => request.isNavigationRequest() && request.url().endsWith('/customers'));
  await staff.unroute(parts);
  await expect(heading(staff)).toHaveText('Customers');
  await alive(staff);
  expect(await renewed(staff)).toBe(true);
});
