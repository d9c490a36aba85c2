// Measures in a real browser and appends each figure as a row to the file that TARJOUS_BENCH names.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { phone } from './customer.ts';
import { cell } from './editor.ts';
import { expect, open, test } from './fixtures.ts';
import { firstPaint, readable, slow4G, sum, weigh } from './weight.ts';

test.setTimeout(300_000);

const lighthouse = fileURLToPath(new URL('./lighthouse/node_modules/.bin/lighthouse', import.meta.url));

async function row(work: string, figure: number, unit: string, budget: number): Promise<void> {
  const line = JSON.stringify({ work, figure, unit, budget });
  if (process.env.TARJOUS_BENCH) await appendFile(process.env.TARJOUS_BENCH, `${line}\n`);
  else console.log(line);
}

const median = (figures: number[]): number => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? NaN;
const ready = (page: Page) => page.waitForFunction(() => document.getElementById('sign-tabs')?.hidden === false, undefined, { polling: 'raf' });

test('the customer’s page', async ({ browse, desk }) => {
  const { url } = await desk.sent({ lines: 10, fields: { introduction: 'Kiitos mielenkiinnosta. '.repeat(10) } });
  const page = await browse(phone);
  const loads = await weigh(page);
  await page.goto(url, { waitUntil: 'networkidle' });
  await ready(page);
  const address = page.url();
  await row('customer’s page, 10 lines, cold load: all', sum(loads()) / 1000, 'kB', 100);
  await row('customer’s page, 10 lines, cold load: readable after', sum(readable(loads())) / 1000, 'kB', 20);
  await row('customer’s page, 10 lines, cold load: requests', loads().length, '', 6);

  for (const [through, mailed] of [
    ['', false],
    [', through the mailed link', true],
  ] as const) {
    const paints: number[] = [];
    const scripts: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const page = await browse(phone);
      // The cookie of the visit without what was loaded by it.
      if (!mailed) await page.context().request.get(url);
      await slow4G(page);
      await page.goto(mailed ? url : address);
      await ready(page);
      scripts.push(await page.evaluate(() => performance.now()));
      paints.push(await firstPaint(page));
      await page.context().close();
    }
    await row(`customer’s page on slow 4G${through}: first paint`, median(paints) / 1000, 's', 1.3);
    await row(`customer’s page on slow 4G${through}: scripts done`, median(scripts) / 1000, 's', 2.5);
  }
});

test('what Lighthouse says of the customer’s page', async ({ browse, desk }) => {
  const { url } = await desk.sent({ lines: 10, fields: { introduction: 'Kiitos mielenkiinnosta. '.repeat(10) } });
  const page = await browse(phone);
  await page.goto(url);
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const scores: Record<string, number[]> = { performance: [], accessibility: [], 'best-practices': [], seo: [] };
  for (let round = 0; round < 3; round += 1) {
    const { stdout } = await promisify(execFile)(
      lighthouse,
      [
        page.url(),
        '--quiet',
        '--output=json',
        '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
        `--only-categories=${Object.keys(scores).join(',')}`,
        // A personal page belongs into no search engine: it says so.
        '--skip-audits=is-crawlable',
        `--extra-headers=${JSON.stringify({ Cookie: cookie })}`,
      ],
      { env: { ...process.env, CHROME_PATH: process.env.TARJOUS_CHROMIUM || '/usr/bin/chromium' }, maxBuffer: 64 << 20 },
    );
    const { categories } = JSON.parse(stdout) as { categories: Record<string, { score: number }> };
    for (const [name, found] of Object.entries(scores)) found.push((categories[name]?.score ?? 0) * 100);
  }
  // Rows say what must not be exceeded: how much is missing of a hundred.
  for (const [name, found] of Object.entries(scores)) await row(`customer’s page, Lighthouse, ${name}: missing of 100`, 100 - median(found), '', 5);
});

test('tick to total on the customer’s page', async ({ browse, desk }) => {
  const heading = { kind: 'section', id: randomUUID(), title: 'Lisät', shape: { grouping: 'optional' } };
  const lines = Array.from({ length: 30 }, (_, at) => ({ name: `Lisä ${at}`, quantity: '2', unit_price: '99.95' }));
  const { url } = await desk.sent({ lines: [heading, ...lines] });
  const page = await browse(phone);
  await page.goto(url, { waitUntil: 'networkidle' });
  await ready(page);
  await page.evaluate(() => {
    const times: number[] = [];
    let ticked = 0;
    addEventListener('input', (event) => (ticked = event.timeStamp), true);
    const totals = document.getElementById('sum')!;
    // What the server answers later changes nothing that is counted.
    new MutationObserver(() => {
      if (ticked === 0) return;
      totals.getBoundingClientRect();
      times.push(performance.now() - ticked);
      ticked = 0;
    }).observe(totals, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { times });
  });
  for (let round = 0; round < 21; round += 1) {
    await page.getByLabel('Ota mukaan: Lisä 7', { exact: true }).tap();
    await page.waitForTimeout(300);
  }
  const times = await page.evaluate(() => (window as unknown as { times: number[] }).times);
  await row('customer’s page, 30 lines to choose from: tick to total', median(times), 'ms', 16);
});

for (const [lines, budget] of [
  [10, 16],
  [100, 16],
  [2_000, 50],
] as const) {
  test(`quantity to total, ${lines} lines`, async ({ desk, staff, server }) => {
    const { id } = await desk.draft({ lines });
    await open(staff, `${server.url}/quotations/${id}`);
    await cell(staff, 0, 'quantity').click();
    const input = cell(staff, 0, 'quantity').locator('input');
    await expect(input).toBeFocused();
    // From the key to the total that stands in the page, laid out for the next frame.
    await staff.evaluate(() => {
      const times: number[] = [];
      let pressed = 0;
      addEventListener('keydown', (event) => (pressed = event.timeStamp), true);
      // The panel is drawn anew with each total; what holds it stays.
      const inPanel = ({ target }: MutationRecord) => (target instanceof Element ? target : target.parentElement)?.closest('aside');
      new MutationObserver((records) => {
        if (pressed === 0 || !records.some(inPanel)) return;
        document.querySelector('aside')?.getBoundingClientRect();
        times.push(performance.now() - pressed);
        pressed = 0;
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
      Object.assign(window, { times });
    });
    for (let round = 0; round < 21; round += 1) {
      await staff.keyboard.press(round % 2 ? 'Backspace' : '7');
      await staff.waitForTimeout(60);
    }
    const times = await staff.evaluate(() => (window as unknown as { times: number[] }).times);
    expect(times.length).toBeGreaterThanOrEqual(19);
    await row(`quantity edited → new total, ${lines} lines`, median(times), 'ms', budget);
  });
}

test('the staff app', async ({ browse, session, server }) => {
  const page = await browse({ storageState: session });
  const loads = await weigh(page);
  await open(page, `${server.url}/pipeline`);
  await page.waitForTimeout(500);
  await row('staff app, cold load: all', sum(loads()) / 1000, 'kB', 450);
  for (const [how, slow, budget] of [
    ['', false, 1],
    [' on slow 4G', true, 4.5],
  ] as const) {
    const cards: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const page = await browse({ storageState: session });
      if (slow) await slow4G(page);
      await page.goto(`${server.url}/pipeline`, { waitUntil: 'commit' });
      await page.locator('.deal').first().waitFor();
      cards.push(await firstPaint(page));
      await page.context().close();
    }
    await row(`staff app, cold load${how}: cards on screen`, median(cards) / 1000, 's', budget);
  }
});
