// The same rules in the browser and on the server: quotations from a seed, each as odd as the others, come to the same cent
// on the editor's screen and in what the server reads.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { cents, Desk, type Quote } from './desk.ts';
import { enter, expect, open, test } from './fixtures.ts';

/** Numbers from a seed, the same in every run: from nothing to below `most`. */
function dice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
}

/** A whole number as a decimal of so many places. */
const decimal = (whole: number, places: number): string => `${Math.floor(whole / 10 ** places)}.${String(whole % 10 ** places).padStart(places, '0')}`;

test('sixty quotations come to the same cent in the browser and on the server', async ({ serve, browse }) => {
  test.setTimeout(90_000);
  // A server of its own: taxes and rounding are the company's.
  const server = await serve();
  const page = await browse();
  await enter(page, server);
  const desk = new Desk(server.url, page.request);
  const usual = await desk.call<{ id: string; percent: string }[]>('products/taxes');
  const tax = (name: string, kind: string, rate: string, more: object = {}) =>
    desk.call<string>('taxes/create', {
      command: { key: randomUUID(), fields: { name, kind, rate, rates: [], included: false, affects_later: false, note: null, parts: [], active: true, ...more } },
    });
  const fixed = await tax('Kierrätys 0,37', 'fixed', '0.37');
  const environment = await tax('Ympäristö 3 %', 'percent', '3', { affects_later: true });
  const taxes = [
    ...usual.map((one) => one.id),
    await tax('Sisältyvä 25,5 %', 'percent', '25.5', { included: true }),
    await tax('Sisältyvä 13,5 %', 'percent', '13.5', { included: true }),
    fixed,
    await tax('Osuus 7 %', 'division', '7'),
    await tax('Ryhmä', 'group', '0', { parts: [environment, usual[0]?.id] }),
    await tax('Ryhmä ja kierrätys', 'group', '0', { parts: [fixed, usual[0]?.id] }),
  ];
  await desk.call('currencies/save', {
    command: { key: randomUUID(), id: null, version: 0, fields: { code: 'SEK', active: true, rates: [{ from: '2020-01-01', per_base: '11.2345' }] } },
  });
  const list = await desk.call<string>('prices/create', {
    command: { key: randomUUID(), fields: { name: 'Sverige', active: true, for_all: false, currency: 'SEK', countries: '', rules: [] } },
  });
  const party = await desk.call<string>('parties/create', { command: { key: randomUUID(), fields: { name: 'Mäkelän Tila Oy', language: 'fi' } } });

  /** Lines of every kind: free prices, discounts, groups of which something is taken or left. */
  const lines = (seed: number): object[] => {
    const roll = dice(seed);
    const product = (more: object = {}) => ({
      kind: 'product',
      id: randomUUID(),
      product: null,
      name: `Rivi ${roll(1000)}`,
      description: '',
      quantity: decimal(1 + roll(roll(3) === 0 ? 900 : 30) * (roll(2) === 0 ? 10_000 : 1_234), 4),
      unit: 'kpl',
      unit_price: decimal(1 + roll(5_000_000), [2, 2, 3, 6][roll(4)] ?? 2),
      discount: roll(2) === 0 ? '0' : decimal(roll(10_001), 2),
      tax: taxes[roll(taxes.length)],
      tax_percent: '0',
      price_by_hand: true,
      ...more,
    });
    const made: object[] = Array.from({ length: 1 + roll(6) }, () => product());
    const grouping = ['plain', 'optional', 'choose_one', 'one_or_none'][roll(4)];
    if (roll(2) === 0) {
      made.push({ kind: 'section', id: randomUUID(), title: 'Valittavaksi', shape: { grouping } });
      // Of several in a group of which one is taken, one is.
      const taken = grouping === 'optional' ? () => roll(2) === 0 : (at: number) => at === 0;
      for (let at = 0; at < 2 + roll(3); at += 1) made.push(product(grouping === 'plain' || taken(at) ? {} : { offer: { left_out: true } }));
    }
    return made;
  };

  const draft = async (seed: number): Promise<string> => {
    const id = await desk.call<string>('quotes/create', { command: { key: randomUUID(), opportunity: null, party, title: `Siemen ${seed}`, lines: lines(seed) } });
    if (seed % 4 !== 0) return id;
    const { version } = await desk.read(id);
    await desk.call('quotes/change-currency', { command: { key: randomUUID(), id, version, list } });
    return id;
  };

  let first = true;
  for (const [half, rounding] of ['per_document', 'per_line'].entries()) {
    await desk.call('taxes/rounding', { command: { rounding } });
    const seeds = Array.from({ length: 30 }, (_, at) => 1 + half * 30 + at);
    for (const seed of seeds) {
      const quote = (await desk.read(await draft(seed))) as Quote & { totals: { taxes: { tax: string }[] } };
      if (first) await open(page, `${server.url}/quotations/${quote.id}`);
      else await follow(page, `/quotations/${quote.id}`);
      first = false;
      await expect(page.getByRole('heading', { level: 1 }), `seed ${seed}`).toHaveText(quote.number);
      const { net, gross, taxes: parts } = quote.totals;
      const should = [net, ...parts.map((part) => part.tax), gross].map((amount) => Math.round(Number(amount) * 100));
      await expect.poll(() => shown(page), { message: `seed ${seed}, ${rounding}` }).toEqual(should);
    }
  }
});

/** Goes to a page as a press on a link does: the program stays, only the page is another. */
async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((path) => {
    const link = document.createElement('a');
    link.href = path;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
}

/** The panel's figures in cents: net, each tax, what is to pay. */
async function shown(page: Page): Promise<number[]> {
  const figures = await page.locator('aside .kv').first().evaluate((panel) => {
    const texts = [...panel.children].map((child) => child.textContent ?? '');
    const from = [...panel.children].findIndex((child) => child.classList.contains('sum'));
    // Words and figures by turns; what stands before the net are discounts.
    return texts.slice(from).filter((_, at) => at % 2 === 1);
  });
  return figures.map((figure) => cents(figure)[0] ?? NaN);
}
