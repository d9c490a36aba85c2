// One sale from an empty data folder to the signed order, seen from both sides.
import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { draw, phone, readOn } from './customer.ts';
import { cents } from './desk.ts';
import { cell, lines, saved, send, totals, write } from './editor.ts';
import { alive, enter, expect, open, test } from './fixtures.ts';
import { textOf } from './paper.ts';
import { tarjous, type Server } from './server.ts';

const dataSet = fileURLToPath(new URL('../testdata/crm-sales', import.meta.url));

test('the first sale', async ({ serve, browse }) => {
  test.setTimeout(180_000);
  const server = await serve({ args: ['serve'] });
  await sell(server, await browse({ permissions: ['clipboard-read', 'clipboard-write'] }), await browse(phone));
});

async function sell(server: Server, staff: Page, customer: Page): Promise<void> {
  const deal = await test.step('an empty company signs in and imports its deals', () => begin(server, staff));
  await test.step('the quotation is written', () => compose(staff, deal));
  const written = await totals(staff);
  const first = await test.step('version 1 is sent', () => sendFirst(server, staff));
  await test.step('the customer reads in three languages and asks', () => ask(customer, first, written.gross));
  await test.step('the seller sees the question at once and answers', () => answer(staff, customer));
  const second = await test.step('version 2 takes the place of version 1', () => improve(staff, customer));
  await test.step('the customer signs with a finger', () => sign(customer, second.url, second.total));
  await test.step('the seller sees the order at once', () => order(server, staff, customer, second.total));
}

/** Where an opportunity of the data set is. */
async function begin(server: Server, staff: Page): Promise<string> {
  await enter(staff, server);
  await alive(staff);
  await expect(staff.getByText(/^Good (morning|afternoon|evening), Administrator/)).toBeVisible();
  // The command works on the data of the running server.
  const { stdout } = await tarjous(server, ['import', 'crm-sales', dataSet]);
  expect(stdout).toMatch(/opportunities\s+8800\s+8800\s+0/);
  expect(stdout).toContain('"GTXPro" on 1480 rows');
  const again = await tarjous(server, ['import', 'crm-sales', dataSet]);
  expect(again.stdout).toMatch(/opportunities\s+8800\s+0\s+8800/);
  await staff.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Pipeline' }).click();
  await staff.getByLabel('Search the board').fill('Cancity');
  const card = staff.locator('.deal').filter({ has: staff.locator('.org', { hasText: 'Cancity' }) }).first();
  await card.getByRole('link').click();
  await staff.waitForURL(/\/opportunities\//);
  return new URL(staff.url()).pathname;
}

async function compose(staff: Page, deal: string): Promise<void> {
  await expect(staff.getByRole('heading', { level: 1 })).toBeVisible();
  await staff.getByRole('button', { name: 'New quotation' }).first().click();
  await staff.waitForURL(/\/quotations\/[\w-]+$/);
  expect(deal).toMatch(/^\/opportunities\//);
  await staff.getByLabel('Language of the quotation').selectOption({ label: 'Finnish' });
  await staff.getByLabel('Opening text').fill('Kiitos käynnistä.\n\nTässä tarjouksemme.');

  await staff.getByLabel('Opening text').blur();
  // From the keyboard: a slash begins a line, what is typed finds the product, Enter takes it.
  await staff.locator('body').press('/');
  await expect(cell(staff, 0, 'name').locator('input')).toBeFocused();
  await staff.keyboard.type('gtx pro');
  await expect(staff.getByRole('option', { name: /^GTX Pro/ })).toBeVisible();
  await staff.keyboard.press('Enter');
  // The quantity is chosen next; the total moves with each key.
  const quantity = cell(staff, 0, 'quantity').locator('input');
  await expect(quantity).toBeFocused();
  const net = staff.locator('aside .kv .sum').nth(1);
  const price = cents(await net.innerText())[0] ?? NaN;
  expect(price).toBeGreaterThan(0);
  await staff.keyboard.type('3');
  await expect.poll(async () => cents(await net.innerText())[0]).toBe(3 * price);
  await staff.keyboard.type('*12,5');
  await expect.poll(async () => cents(await net.innerText())[0]).toBe((375 * price) / 10);
  await staff.keyboard.press('Tab');
  await expect(cell(staff, 0, 'quantity')).toHaveText('37,5');
  await write(staff, 0, 'unit_price', '99,999');
  await write(staff, 0, 'discount', '7,5');

  await staff.getByRole('button', { name: 'Section' }).click();
  await expect(cell(staff, 1, 'name').locator('input')).toBeFocused();
  await staff.keyboard.type('Asennus');
  await staff.keyboard.press('Enter');
  await staff.getByRole('button', { name: 'Product', exact: false }).first().click();
  await expect(cell(staff, 2, 'name').locator('input')).toBeFocused();
  await staff.keyboard.type('MG Special');
  await expect(staff.getByRole('option', { name: /^MG Special/ })).toBeVisible();
  await staff.keyboard.press('Enter');
  await staff.keyboard.type('3');
  await staff.keyboard.press('Enter');
  await staff.getByRole('button', { name: 'Note', exact: true }).click();
  await expect(cell(staff, 3, 'name').locator('input')).toBeFocused();
  await staff.keyboard.type('Asennus kahden viikon kuluessa tilauksesta.');
  await staff.keyboard.press('Enter');
  await expect(lines(staff)).toHaveCount(4);
  await saved(staff);

  // What the browser computed is what the server stored: 37.5 × 99.999 less 7.5 %, and 3 × 55.
  await expect.poll(async () => (await totals(staff)).net).toBe(346_872 + 16_500);
  await saved(staff);
  const shown = await totals(staff);
  await staff.reload();
  await alive(staff);
  expect(await totals(staff)).toEqual(shown);
}

async function sendFirst(server: Server, staff: Page): Promise<string> {
  const url = await send(staff, { name: 'Päivi Mäkelä', email: 'paivi@makela.example' });
  expect(url).toMatch(new RegExp(`^${server.url}/o/[\\w-]{40,}$`));
  await staff.getByRole('button', { name: 'Copy link' }).click();
  await expect(staff.getByText('Copied.')).toBeVisible();
  expect(await staff.evaluate(() => navigator.clipboard.readText())).toBe(url);
  // The mail waits, readable, with the link in it.
  const editor = staff.url();
  await staff.getByRole('link', { name: 'See the outbox' }).click();
  await staff.waitForURL(/\/outbox/);
  await expect(staff.getByText('No mail server is set up.')).toBeVisible();
  await expect(staff.locator('.raw')).toContainText('paivi@makela.example');
  await expect(staff.locator('.raw')).toContainText(url);
  await open(staff, editor);
  await expect(staff.locator('header.top')).toContainText('Sent');
  return url;
}

async function ask(customer: Page, url: string, gross: number): Promise<void> {
  await customer.goto(url);
  await expect(customer).toHaveURL(/\/q\/\w+$/);
  const page = customer.url();
  for (const [lang, words] of [
    ['fi', 'Hyväksy tarjous'],
    ['sv', 'Godkänn offerten'],
    ['en', 'Accept quotation'],
    ['fi', 'Hyväksy tarjous'],
  ] as const) {
    if ((await customer.locator('html').getAttribute('lang')) !== lang) {
      await customer.locator(`.masthead a[hreflang=${lang}]`).tap();
    }
    await expect(customer.locator('html')).toHaveAttribute('lang', lang);
    await expect(customer.locator('[data-open]').filter({ hasText: words }).first()).toBeVisible();
    expect(cents(await customer.locator('.totals').innerText())).toContain(gross);
  }
  await readOn(customer);
  await customer.locator('[data-ask]').first().tap();
  await expect(customer.locator('#f-body')).toBeFocused();
  await customer.locator('#f-body').fill('Saako tämän ennen joulua?');
  await customer.getByRole('button', { name: 'Lähetä viesti' }).tap();
  await expect(customer.getByRole('status')).toContainText('Viestisi on lähetetty.');
  await expect(customer.locator('.lines .talk')).toContainText('Saako tämän ennen joulua?');
  expect(customer.url()).toContain(page);
}

async function answer(staff: Page, customer: Page): Promise<void> {
  const comments = staff.getByRole('region', { name: 'Questions and answers' });
  await expect(comments).toContainText('Saako tämän ennen joulua?');
  await expect(comments).toContainText('GTX Pro');
  const timeline = staff.getByRole('region', { name: 'Timeline' });
  await expect(timeline).toContainText('read quotation');
  await expect(timeline).toContainText('asked about quotation');
  await comments.getByRole('button', { name: 'Answer', exact: true }).click();
  await staff.locator('#answer').fill('Kyllä, viikolla 50.');
  await staff.getByRole('button', { name: 'Send answer' }).click();
  await expect(comments).toContainText('Kyllä, viikolla 50.');
  await customer.reload();
  await expect(customer.locator('.lines .talk')).toContainText('Kyllä, viikolla 50.');
}

async function improve(staff: Page, customer: Page): Promise<{ url: string; total: number }> {
  await write(staff, 0, 'discount', '10');
  await saved(staff);
  await expect(staff.getByText('The customer sees version 1 until you send.')).toBeVisible();
  const { gross: total, net } = await totals(staff);
  expect(net).toBe(337_497 + 16_500);
  const url = await send(staff, { name: 'Päivi Mäkelä', email: 'paivi@makela.example' });
  await staff.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  // The earlier link leads to the new version; the old one is kept and says that it is superseded.
  await customer.goto(customer.url().replace(/[?#].*/, ''));
  await expect(customer.locator('.facts')).toContainText('2');
  await customer.locator('#versions a').tap();
  await expect(customer.getByText('Tästä on uudempi versio.')).toBeVisible();
  await expect(customer.locator('#sign-form')).toHaveCount(0);
  await customer.locator('.notices').getByRole('link', { name: 'Avaa versio 2' }).tap();
  await expect(customer.locator('#sign-form')).toHaveCount(1);
  return { url, total };
}

async function sign(customer: Page, url: string, total: number): Promise<void> {
  await customer.goto(url);
  expect(cents(await customer.locator('.totals').innerText())).toContain(total);
  await customer.locator('#bar [data-open], #decide [data-open]').filter({ visible: true }).first().tap();
  const dialog = customer.locator('#sign-dialog');
  await expect(dialog).toBeVisible();
  await expect(customer.locator('#f-name')).toHaveValue('Päivi Mäkelä');
  await customer.locator('#f-role').fill('Toimitusjohtaja');
  await customer.locator('#f-purchase_order').fill('PO-77');
  await customer.locator('#tab-drawn').tap();
  // A stroke can be taken back.
  await draw(customer);
  const ink = customer.locator('#pad path');
  const length = async () => (await ink.getAttribute('d'))?.length ?? 0;
  const whole = await length();
  await customer.locator('#undo').tap();
  await expect.poll(length).toBeLessThan(whole);
  expect(await length()).toBeGreaterThan(0);
  await customer.locator('#clear').tap();
  await expect(customer.locator('#undo')).toBeDisabled();
  // Without ink and consent nothing goes out, and what is missing is said.
  await dialog.getByRole('button', { name: 'Allekirjoita ja hyväksy' }).tap();
  await expect(customer.locator('#e-typed')).toBeVisible();
  await expect(customer.locator('#e-consent')).toBeVisible();
  await draw(customer);
  await customer.locator('#f-consent').check();
  await dialog.getByRole('button', { name: 'Allekirjoita ja hyväksy' }).tap();
  await expect(customer.getByRole('heading', { level: 1 })).toHaveText('Kiitos, Päivi Mäkelä. Tilaus on vahvistettu.');
  await expect(customer.locator('svg.ink path')).toHaveAttribute('d', /M/);
}

async function order(server: Server, staff: Page, customer: Page, total: number): Promise<void> {
  const banner = staff.getByText('The customer has accepted this quotation.');
  await expect(banner).toBeVisible();
  const timeline = staff.getByRole('region', { name: 'Timeline' });
  await expect(timeline).toContainText('accepted quotation');
  await expect(timeline).toContainText('Signed document filed');
  const link = staff.getByRole('link', { name: /^Open order / });
  const number = (await link.innerText()).replace('Open order ', '').trim();
  await link.click();
  await staff.waitForURL(/\/orders\//);
  await expect(staff.getByRole('heading', { level: 1 })).toHaveText(number);
  await expect(staff.locator('aside')).toContainText('Päivi Mäkelä, Toimitusjohtaja');
  await expect(staff.locator('.heads')).toContainText('PO-77');
  expect((await totals(staff)).gross).toBe(total);
  await expect(staff.locator('td.net .c:not(:has(.ask)), aside .kv > span:nth-child(even):not(:has(.ask))')).toHaveCount(0);
  await staff.locator('#why-gross').click();
  expect(cents(await staff.locator('#why-figure .kv .sum').last().innerText())).toEqual([total]);
  await staff.keyboard.press('Escape');

  const download = staff.waitForEvent('download');
  await staff.getByRole('link', { name: 'Signed PDF' }).click();
  const signed = await textOf(await readFile(await (await download).path()));
  expect(signed).toContain('Päivi Mäkelä');
  expect(signed).toContain('Allekirjoitustodistus');
  expect(signed).toContain('PO-77');
  expect(cents(signed)).toContain(total);

  await customer.reload();
  await expect(customer.locator('.of')).toContainText(number);
  expect(cents(await customer.locator('.totals').innerText())).toContain(total);
  const href = await customer.locator('.files a[href*=signed]').getAttribute('href');
  const theirs = await (await customer.request.get(server.url + href)).body();
  expect(await textOf(theirs)).toBe(signed);
  // Both were told by mail, with the document attached.
  await open(staff, `${server.url}/outbox`);
  await expect(staff.locator('.mails')).toContainText('paivi@makela.example');
  const { stdout } = await tarjous(server, ['verify']);
  expect(stdout).not.toMatch(/wrong|broken|differs/i);
}
