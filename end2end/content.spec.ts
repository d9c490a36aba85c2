// A seller writes what stands above the lines, with a picture; the customer reads it in the language of the page.
import { readFileSync } from 'node:fs';
import { alive, expect, expectAccessible, open, test } from './fixtures.ts';

const house = readFileSync(new URL('../testdata/pictures/house.png', import.meta.url));

test('texts and pictures above the lines reach the customer as they were previewed', async ({ staff: page, desk, server, browser, forgive }, info) => {
  forgive(/status of 422/);
  const quote = await desk.draft({ title: 'Lämpöpumppu', lines: [{ description: 'Ulkoyksikkö ja ohjain' }] });
  await open(page, `${server.url}/quotations/${quote.id}`);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Page content' }).click();
  await page.waitForURL(/\/content$/);
  await alive(page);
  await page.getByRole('button', { name: 'Picture', exact: true }).click();
  const first = page.locator('.block-form').first();
  await first.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
  await expect(first.getByRole('alert')).toContainText('no JPEG, PNG or WebP');
  await first.locator('input[type=file]').setInputFiles({ name: 'house.png', mimeType: 'image/png', buffer: house });
  await expect(first.locator('img')).toBeVisible();
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  const second = page.locator('.block-form').nth(1);
  await second.getByLabel('Text').fill('**Hiljainen** ja [edullinen](https://havu.example)');
  await expect(page.locator('.block-preview strong')).toHaveText('Hiljainen');
  await page.getByRole('button', { name: 'Link card' }).click();
  const third = page.locator('.block-form').nth(2);
  await third.getByLabel('Address').fill('javascript:alert(1)');
  await page.getByRole('button', { name: 'Save content' }).click();
  await expect(third.locator('[id^=address-]').first()).toHaveAttribute('aria-invalid', 'true');
  await third.getByLabel('Remove').click();
  await third.waitFor({ state: 'detached' });
  for (const scheme of ['light', 'dark'] as const) {
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 1000 });
      await page.screenshot({ path: info.outputPath(`write-${width}-${scheme}.png`), fullPage: true });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
  }
  await page.setViewportSize({ width: 1440, height: 1000 });
  await expectAccessible(page);
  await second.focus();
  await second.getByLabel('Text').press('Alt+ArrowUp');
  await expect(page.locator('.block-form').first()).toContainText('Text 1');
  await page.getByLabel('Move down').first().click();
  await page.getByRole('button', { name: 'Save content' }).click();
  await expect(page.getByText('The content is saved')).toBeVisible();

  // The check before sending misses the description.
  await open(page, `${server.url}/quotations/${quote.id}`);
  await expect(page.locator('.preflight')).toContainText('A picture has no description in Finnish');
  await page.locator('.preflight').getByRole('link', { name: 'Write' }).click();
  await page.waitForURL(/\/content\?lang=fi$/);
  await alive(page);
  await page.getByLabel('Description').fill('Höyläämö talvella');
  await page.getByRole('button', { name: 'Save content' }).click();
  await expect(page.getByText('The content is saved')).toBeVisible();

  const customer = await browser.newPage({ locale: 'fi-FI' });
  await customer.goto(await desk.send(quote.id));
  const cover = customer.getByRole('img', { name: 'Höyläämö talvella' });
  await expect(cover).toBeVisible();
  expect(await cover.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true);
  await expect(customer.getByRole('link', { name: 'edullinen' })).toHaveAttribute('rel', /noopener/);
  await expectAccessible(customer);
  for (const scheme of ['light', 'dark'] as const) {
    for (const width of [1440, 390]) {
      await customer.emulateMedia({ colorScheme: scheme });
      await customer.setViewportSize({ width, height: 900 });
      await customer.screenshot({ path: info.outputPath(`page-${width}-${scheme}.png`), fullPage: true });
    }
  }
  await customer.close();
});

test('a product has its picture on its card, and is read in the reader’s language', async ({ staff, desk, server, browse }, info) => {
  const [tax] = await desk.call<{ id: string }[]>('products/taxes');
  const texts = [{ language: 'sv', name: 'Tyst pump', description: 'Tystgående.' }];
  const fields = { code: '', name: 'Hiljainen pumppu', description: 'Hiljainen.', kind: 'goods', unit: 'kpl', unit_price: '900', cost: '0', tax: tax?.id, active: true, facts: { texts } };
  const product = await desk.call<string>('products/create', { command: { key: crypto.randomUUID(), fields } });
  await open(staff, `${server.url}/products/${product}`);
  const part = staff.getByRole('region', { name: /^Picture/ });
  await part.locator('input[type=file]').setInputFiles({ name: 'house.png', mimeType: 'image/png', buffer: house });
  await expect(staff.getByText('Picture saved.').first()).toBeVisible();
  await part.getByLabel('What is seen on it, Finnish').fill('Pumppu seinällä');
  await part.getByLabel('What is seen on it, Finnish').press('Tab');
  await expect
    .poll(async () => (await desk.call<{ picture: { description: Record<string, string> } }>('products/read', { id: product })).picture.description.fi)
    .toBe('Pumppu seinällä');
  await expectAccessible(staff);

  const { id } = await desk.draft({ lines: [{ product, name: 'Hiljainen pumppu', description: 'Hiljainen.', unit_price: '900' }] });
  const { version } = await desk.read(id);
  const cards = { id: crypto.randomUUID(), shows: { kind: 'products', heading: { fi: 'Laitteet' } } };
  await desk.call('content/save', { command: { id, version, blocks: [cards] } });
  const customer = await browse({ locale: 'fi-FI' });
  await customer.goto(await desk.send(id));
  const card = customer.locator('.product-cards > li');
  await expect(card.getByRole('img', { name: 'Pumppu seinällä' })).toBeVisible();
  await customer.getByRole('link', { name: 'SV', exact: true }).click();
  await expect(card).toContainText('Tyst pump');
  await expect(customer.locator('ul.lines')).toContainText('Tyst pump');
  await expect(customer.getByRole('heading', { level: 1 })).toHaveAttribute('lang', 'fi');
  for (const width of [1440, 390]) {
    await customer.setViewportSize({ width, height: 900 });
    await customer.screenshot({ path: info.outputPath(`card-${width}.png`), fullPage: true });
    await expectAccessible(customer);
  }
});
