// Two hundred lines from the keyboard alone: searched, typed, pasted, filled down, moved, deleted, taken back; the sum is
// reckoned here a second time, in whole numbers.
import type { Page } from '@playwright/test';
import { cell, lines, saved, totals } from './editor.ts';
import { expect, open, test } from './fixtures.ts';

test.skip(({ engine }) => engine === 'postgres', 'the grid is the same on both engines');

/** A line as it should come out; quantity in ten-thousandths, price in cents, discount in whole percent. */
interface Kept {
  name: string;
  quantity: bigint;
  price: bigint;
  discount: bigint;
  /** Tenths of a percent. */
  tax: bigint;
}

test('two hundred lines from the keyboard alone', async ({ staff: page, server, desk }) => {
  // Thousands of keys, each awaited.
  test.setTimeout(240_000);
  const { keyboard } = page;
  const { id } = await desk.draft({ lines: 0 });
  await open(page, `${server.url}/quotations/${id}`);
  const kept: Kept[] = [];
  const keep = (name: string, quantity: number, price: number, discount = 0, tax = 255) =>
    void kept.push({ name, quantity: BigInt(quantity), price: BigInt(price), discount: BigInt(discount), tax: BigInt(tax) });

  // A section from the tools, then products by search: Enter takes the first one offered.
  await keyboard.press('/');
  await expect(cell(page, 0, 'name').locator('input')).toBeFocused();
  await keyboard.press('Escape');
  await expect(lines(page)).toHaveCount(0);
  await tool(page, /^Section/);
  await expect(cell(page, 0, 'name').locator('input')).toBeFocused();
  await keyboard.type('Laitteet');
  await keyboard.press('Tab');
  const found: [string, string, number, number][] = [
    ['Havu 16', 'Ilma-vesilämpöpumppu Havu 16 kW', 984_000, 255],
    ['Puskurivaraaja 5', 'Puskurivaraaja 500 l', 149_000, 255],
    ['Huoltokirja', 'Huoltokirja ja käyttöopas, painettu', 3_800, 135],
    ['Kotiakku', 'Kotiakku 10 kWh', 520_000, 255],
    ['Invertteri 5', 'Invertteri 5 kW', 135_000, 255],
    ['Etävalvonta', 'Etävalvonta', 26_000, 255],
  ];
  for (const [at, [typed, name, price, tax]] of found.entries()) {
    await expect(cell(page, at + 1, 'name').locator('input')).toBeFocused();
    await keyboard.type(typed);
    await expect(page.locator('#product-list [aria-selected=true]')).toContainText(name);
    await keyboard.press('Enter');
    await expect(cell(page, at + 1, 'quantity').locator('input')).toBeFocused();
    await keyboard.type(`${at + 1}`);
    // Unit, price, discount, tax, and after the last cell the next line.
    for (let tab = 0; tab < 5; tab += 1) await keyboard.press('Tab');
    keep(name, (at + 1) * 10_000, price, 0, tax);
  }

  // Free lines, with sums typed into cells.
  for (let line = 0; line < 24; line += 1) {
    await expect(cell(page, 7 + line, 'name').locator('input')).toBeFocused();
    await keyboard.type(`Työ ${line + 1}`);
    await keyboard.press('Tab');
    await keyboard.type(`${line + 1}*1,5`);
    await keyboard.press('Tab');
    await keyboard.type('h');
    await keyboard.press('Tab');
    await keyboard.type('60+8,50');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    if (line < 23) await keyboard.press('Tab');
    keep(`Työ ${line + 1}`, (line + 1) * 15_000, 6_850);
  }
  await expect(lines(page)).toHaveCount(31);

  // A discount on the first free line, filled down over the nine below it.
  await keyboard.press('Control+Home');
  for (let down = 0; down < 7; down += 1) await keyboard.press('ArrowDown');
  await keyboard.press('Home');
  for (let right = 0; right < 4; right += 1) await keyboard.press('ArrowRight');
  await expect(cell(page, 7, 'discount')).toBeFocused();
  await keyboard.type('12');
  await keyboard.press('Enter');
  for (let down = 0; down < 9; down += 1) {
    await expect(cell(page, 8 + down, 'discount')).toBeFocused();
    await keyboard.press('Control+d');
    await keyboard.press('ArrowDown');
  }
  for (let line = 0; line < 10; line += 1) kept[6 + line]!.discount = 12n;
  await expect(cell(page, 16, 'discount')).toHaveText('12');
  await expect(cell(page, 17, 'discount')).toHaveText('0');

  // Another section at the end, and 170 lines of a spreadsheet under it.
  await keyboard.press('Escape');
  await tool(page, /^Section/);
  await keyboard.type('Tarvikkeet');
  await keyboard.press('Enter');
  const block = Array.from({ length: 170 }, (_, at) => `Osa ${at + 1}\t${at + 1},25\tkpl\t1 0${String(at % 100).padStart(2, '0')},9${at % 10} €`);
  for (let at = 0; at < 170; at += 1) keep(`Osa ${at + 1}`, (at + 1) * 10_000 + 2_500, 100_000 + (at % 100) * 100 + 90 + (at % 10));
  await page.evaluate((text) => navigator.clipboard.writeText(text), `Nimi\tMäärä\tYksikkö\tHinta\r\n${block.join('\r\n')}\r\n`);
  await expect(cell(page, 31, 'name')).toBeFocused();
  await keyboard.press('Control+v');
  await expect(lines(page)).toHaveCount(202);
  await expect(cell(page, 201, 'name')).toBeFocused();

  // Taken back in one step, and pasted again: the focus never leaves the lines.
  await keyboard.press('Control+z');
  await expect(lines(page)).toHaveCount(32);
  await expect(cell(page, 31, 'name')).toBeFocused();
  await keyboard.press('Control+v');
  await expect(lines(page)).toHaveCount(202);
  await expect(cell(page, 201, 'name')).toBeFocused();

  // Moved, deleted, filled, typed: each step is taken back by itself, the last one first.
  await keyboard.press('Control+Home');
  await keyboard.press('ArrowDown');
  await keyboard.press('Home');
  await keyboard.press('Alt+ArrowDown');
  await expect(cell(page, 2, 'name')).toContainText('Havu 16');
  await expect(cell(page, 2, 'name')).toBeFocused();
  await keyboard.press('Alt+ArrowDown');
  await expect(cell(page, 3, 'name')).toContainText('Havu 16');
  await expect(cell(page, 3, 'name')).toBeFocused();
  await keyboard.press('ArrowRight');
  await keyboard.type('9');
  await keyboard.press('Enter');
  await keyboard.press('Control+d');
  await expect(cell(page, 4, 'quantity')).toHaveText('9');
  await keyboard.press('Delete');
  await expect(lines(page)).toHaveCount(201);
  await keyboard.press('Control+z');
  await expect(lines(page)).toHaveCount(202);
  await expect(cell(page, 4, 'name')).toContainText('Kotiakku');
  await keyboard.press('Control+z');
  await expect(cell(page, 4, 'quantity')).toHaveText('4');
  await keyboard.press('Control+z');
  await expect(cell(page, 3, 'quantity')).toHaveText('1');
  await keyboard.press('Control+z');
  await expect(cell(page, 2, 'name')).toContainText('Havu 16');
  await keyboard.press('Control+z');
  await expect(cell(page, 1, 'name')).toContainText('Havu 16');
  // What stays done: one line goes, another changes places with the one under it.
  await expect(cell(page, 1, 'name')).toBeFocused();
  await keyboard.press('ArrowDown');
  await keyboard.press('Alt+ArrowDown');
  await expect(cell(page, 3, 'name')).toBeFocused();
  [kept[1], kept[2]] = [kept[2]!, kept[1]!];
  await keyboard.press('Control+End');
  await keyboard.press('Delete');
  await expect(lines(page)).toHaveCount(201);
  await keyboard.press('/');
  await expect(cell(page, 201, 'name').locator('input')).toBeFocused();
  kept.pop();
  await keyboard.type('Viimeinen');
  await keyboard.press('Tab');
  await keyboard.type('3*12,5');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.type('4/2');
  await keyboard.press('Tab');
  await expect(cell(page, 201, 'quantity')).toHaveText('37,5');
  keep('Viimeinen', 375_000, 200);
  expect(kept).toHaveLength(200);
  await keyboard.press('Escape');

  // The same in the panel, on the server, and line by line.
  await saved(page);
  const sums = reckon(kept);
  expect(await totals(page)).toEqual(sums);
  const stored = await desk.read(id);
  expect({ net: inCents(stored.totals.net), gross: inCents(stored.totals.gross) }).toEqual(sums);
  const products = stored.lines.filter((line) => line.kind === 'product');
  expect(stored.lines.filter((line) => line.kind === 'section').map((line) => line.title)).toEqual(['Laitteet', 'Tarvikkeet']);
  expect(products.map((line) => line.name)).toEqual(kept.map((line) => line.name));
  expect(products.map((line) => Number(line.quantity))).toEqual(kept.map((line) => Number(line.quantity) / 10_000));
  expect(products.map((line) => Number(line.discount))).toEqual(kept.map((line) => Number(line.discount)));
});

/** Presses a tool above the lines, by keys. */
async function tool(page: Page, name: RegExp): Promise<void> {
  await page.keyboard.press('Home');
  for (let press = 0; press < 8; press += 1) {
    const words = await page.evaluate(() => (document.activeElement?.closest('#grid-tools') ? document.activeElement.textContent : null)?.trim());
    if (words !== undefined && name.test(words)) return page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${name}`);
}

/** The sums in cents: each line's net rounded, each rate's tax computed once on the sum of its nets. */
function reckon(kept: Kept[]): { net: number; gross: number } {
  const half = (value: bigint, unit: bigint) => (value + unit / 2n) / unit;
  const bases = new Map<bigint, bigint>();
  for (const { quantity, price, discount, tax } of kept) {
    const net = half(quantity * price * (100n - discount), 1_000_000n);
    bases.set(tax, (bases.get(tax) ?? 0n) + net);
  }
  let [net, gross] = [0n, 0n];
  for (const [tax, base] of bases) {
    net += base;
    gross += base + half(base * tax, 1_000n);
  }
  return { net: Number(net), gross: Number(gross) };
}

const inCents = (amount: string): number => Math.round(Number(amount) * 100);
