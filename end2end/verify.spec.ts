// Anybody checks a signed document on the public page: the file stays with the reader, and one changed byte is another file.
import type { Page } from '@playwright/test';
import { createHash, randomUUID } from 'node:crypto';
import type { Desk } from './desk.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { changed } from './paper.ts';

interface Signed {
  /** Its number. */
  number: string;
  /** The address of the customer's page. */
  page: string;
  pdf: Buffer;
}

/** A quotation that is accepted, with its signed PDF. */
async function signed(desk: Desk): Promise<Signed> {
  const quote = await desk.sent({ lines: 2 });
  const shown = await desk.request.get(quote.url);
  const [page, html] = [shown.url(), await shown.text()];
  const hidden = (name: string) => html.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? '';
  const answer = await desk.request.post(`${page}/accept`, {
    form: {
      version: hidden('version'),
      content_sha256: hidden('content_sha256'),
      key: randomUUID(),
      name: 'Päivi Mäkelä',
      role: '',
      purchase_order: '',
      method: 'typed',
      typed: 'Päivi Mäkelä',
      strokes: '',
      consent: 'yes',
    },
    headers: { origin: desk.url },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  // It is drawn a moment later.
  let pdf = Buffer.alloc(0);
  await expect
    .poll(async () => {
      const file = await desk.request.get(`${page}/pdf?signed=1`);
      pdf = file.ok() ? await file.body() : pdf;
      return file.status();
    }, { timeout: 20_000 })
    .toBe(200);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  return { number: quote.number, page, pdf };
}

/** All that the page sends from now on: method, address, body. */
function sending(page: Page): { method: string; url: string; body: string }[] {
  const sent: { method: string; url: string; body: string }[] = [];
  page.on('request', (request) => sent.push({ method: request.method(), url: request.url(), body: request.postData() ?? '' }));
  return sent;
}

async function choose(page: Page, name: string, buffer: Buffer, mimeType = 'application/pdf'): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Valitse tiedosto' }).press('Enter');
  await (await chooser).setFiles({ name, mimeType, buffer });
}

test('the signed PDF is confirmed, one with a byte changed is not, and no file leaves the browser', async ({ browse, desk, server }) => {
  const { number, page: address, pdf } = await signed(desk);
  const page = await browse({ locale: 'fi-FI' });
  const sent = sending(page);
  await page.goto(`${server.url}/verify`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tarkista allekirjoitettu asiakirja');

  await choose(page, 'tarjous.pdf', pdf);
  const verdict = page.getByRole('heading', { level: 1 });
  await expect(verdict).toHaveText('Asiakirja on aito');
  await expect(page.locator('#document')).toContainText(number);
  await expect(page.locator('#checks')).toContainText('Leima pitää');
  await expectAccessible(page);

  // One byte, in the middle; then the file as it was, dropped.
  await choose(page, 'tarjous.pdf', changed(pdf));
  await expect(verdict).toHaveText('Tiedostoa ei tunneta täällä, tai sitä on muutettu');
  await expect(page.locator('#document')).toBeHidden();
  await expectAccessible(page);
  const transfer = await page.evaluateHandle((base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], 'pudotettu.pdf', { type: 'application/pdf' }));
    return transfer;
  }, pdf.toString('base64'));
  await page.dispatchEvent('#drop', 'drop', { dataTransfer: transfer });
  await expect(verdict).toHaveText('Asiakirja on aito');
  await expect(page.locator('#checks')).toContainText('pudotettu.pdf');

  await choose(page, 'kuva.png', Buffer.from('no document at all'), 'image/png');
  await expect(verdict).toHaveText('Tämä ei ole allekirjoitettu PDF');

  // The evidence is known as well.
  const evidence = await (await desk.request.get(`${address}/evidence`)).body();
  await choose(page, 'todisteet.json', evidence, 'application/json');
  await expect(verdict).toHaveText('Asiakirja on aito');

  // What went out: pages, and digests. No body, and nothing longer than a digest.
  const digests = sent.filter(({ url }) => url.includes('/verify/'));
  const asked = [pdf, changed(pdf), pdf, evidence].map((bytes) => `${server.url}/verify/${createHash('sha256').update(bytes).digest('hex')}`);
  expect(digests.map(({ url }) => url)).toEqual(asked);
  for (const { method, url, body } of sent) {
    expect(method, url).toBe('GET');
    expect(body, url).toBe('');
    expect(url.length, url).toBeLessThan(200);
  }
});

test('the customer’s page leads to the check, which says what the link is about', async ({ browse, desk }) => {
  const { number, page: address } = await signed(desk);
  const other = await signed(desk);
  const page = await browse({ locale: 'fi-FI', storageState: await desk.request.storageState() });
  await page.goto(address);
  await page.getByRole('link', { name: 'Tarkista tämä asiakirja' }).click();
  await expect(page).toHaveURL(/\/verify\?sha256=[0-9a-f]{64}/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tällä tiivisteellä säilytetään täällä allekirjoitettua asiakirjaa');
  await expect(page.locator('#document')).toContainText(number);
  await choose(page, 'toinen.pdf', other.pdf);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Asiakirja on aito');
  await expect(page.locator('#another')).toBeVisible();
});

test('without scripts a hash that was computed elsewhere is looked up', async ({ browse, desk, server, forgive }) => {
  forgive(/status of 422/);
  const { number, pdf } = await signed(desk);
  const page = await browse({ javaScriptEnabled: false, locale: 'fi-FI' });
  await page.goto(`${server.url}/verify`);
  await expect(page.locator('#plain')).toBeVisible();
  await expect(page.locator('#drop')).toBeHidden();
  const field = page.getByLabel('Tiedostosi SHA-256');
  await field.fill('not a hash');
  await page.getByRole('button', { name: 'Hae', exact: true }).click();
  await expect(page.locator('#e-sha256')).toBeVisible();
  await expect(field).toHaveValue('not a hash');
  await field.fill(createHash('sha256').update(pdf).digest('hex').toUpperCase());
  await page.getByRole('button', { name: 'Hae', exact: true }).click();
  await expect(page.locator('#document')).toContainText(number);
});

test('an administrator takes a new key into use, and the old seal still holds', async ({ browse, desk, server }) => {
  const before = await signed(desk);
  const keys = await desk.call<{ keys: { number: number; retired: unknown }[] }>('settings/seal-keys');
  const version = keys.keys[0]?.number ?? 0;
  expect(await desk.call<number>('settings/rotate-seal-key', { command: { key: randomUUID(), version } })).toBe(version + 1);
  const after = await signed(desk);
  const page = await browse({ locale: 'fi-FI' });
  await page.goto(`${server.url}/verify`);
  const shown = new Set<string>();
  for (const { pdf } of [before, after]) {
    await choose(page, 'tarjous.pdf', pdf);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Asiakirja on aito');
    shown.add(await page.locator('[data-fact=key]').innerText());
  }
  expect(shown.size).toBe(2);
});
