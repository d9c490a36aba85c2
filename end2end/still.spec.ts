// Nothing on the customer's page moves once it can be read, however late the script comes.
import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { phone } from './customer.ts';
import { post, signature } from './desk.ts';
import { expect, test } from './fixtures.ts';

test.skip(({ engine }) => engine === 'postgres', 'pages are the same on both engines');

/** How far things were moved by something else than a hand, as browsers reckon it; zero is still. */
async function shifted(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const found: string[] = [];
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean; sources?: { node?: Node; previousRect: DOMRect; currentRect: DOMRect }[] })[]) {
            if (entry.hadRecentInput) continue;
            const what = (entry.sources ?? []).map(({ node, previousRect: from, currentRect: to }) => {
              const moved = `${from.x},${from.y} ${from.width}×${from.height} → ${to.x},${to.y} ${to.width}×${to.height}`;
              return `${node instanceof Element ? node.outerHTML.slice(0, 120) : node?.nodeName} ${moved}`;
            });
            found.push(`${entry.value} ${what.join(' ')}`);
          }
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(found), 300);
      }),
  );
}

test('nothing moves once the customer’s page can be read', async ({ browse, desk }) => {
  const plain = await desk.sent({ lines: 10, fields: { introduction: 'Kiitos. '.repeat(40) } });
  const choosing = await desk.sent({
    lines: [
      { name: 'Pumppu', quantity: '1', unit_price: '1000' },
      { kind: 'section', id: randomUUID(), title: 'Lisät', shape: { grouping: 'optional' } },
      { name: 'Etävalvonta', quantity: '1', unit_price: '260', offer: { left_out: true } },
      { name: 'Paneeli', quantity: '12', unit_price: '189', offer: { least: '8', most: '20' } },
    ],
  });
  const accepted = await desk.sent({ lines: 2 });
  await post(desk, accepted.url, 'accept', signature);
  for (const options of [phone, { locale: 'fi-FI' }]) {
    for (const [name, { url }] of Object.entries({ plain, choosing, accepted })) {
      const page = await browse(options);
      // The script comes half a second after the page can be read.
      await page.route('**/portal_bg*.wasm*', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        await route.continue();
      });
      await page.goto(url, { waitUntil: 'networkidle' });
      for (const place of ['.lines', '#decide, #payment', 'footer']) {
        await page.evaluate((place) => document.querySelector(place)?.scrollIntoView(), place);
        await page.waitForTimeout(100);
      }
      expect(await shifted(page), `${name} ${options === phone ? 390 : 1440}`).toEqual([]);
      await page.context().close();
    }
  }
});
