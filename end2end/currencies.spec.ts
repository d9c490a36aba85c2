// Another currency: taken in with its rate, a list in it, and a quotation that changes to it with everything on it.
import { cell, lines, saved } from './editor.ts';
import { expect, open, test } from './fixtures.ts';

test('a quotation changes to a list in another currency and back', async ({ staff: page, desk, server }, info) => {
  await open(page, `${server.url}/settings/currencies`);
  await page.getByRole('button', { name: 'New currency' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Fill this in', { exact: false }).first()).toBeVisible();
  await page.getByLabel('Code').fill('SEK');
  await page.locator('#rate-0').fill('11.25');
  await page.screenshot({ path: info.outputPath('currencies.png') });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('row', { name: /SEK/ })).toContainText('11,25');

  await open(page, `${server.url}/settings/price-lists/new`);
  await page.getByLabel('Name', { exact: true }).fill('Sverige');
  await page.getByLabel('Currency').selectOption('SEK');
  await page.getByLabel('For customers in').selectOption('SE');
  await page.getByRole('button', { name: 'Rule', exact: true }).click();
  await page.locator('#rule-percent').fill('10');
  await page.screenshot({ path: info.outputPath('list.png') });
  await page.getByRole('button', { name: 'Save price list' }).click();
  await expect(page).toHaveURL(/price-lists\/[0-9a-f-]{36}$/);
  const list = page.url().split('/').pop()!;
  await open(page, `${server.url}/settings/price-lists`);
  const row = page.getByRole('row', { name: /Sverige/ });
  await expect(row).toContainText('Sweden');
  await page.screenshot({ path: info.outputPath('lists.png') });
  // Other lists may stand above it.
  const place = async () => (await page.getByRole('row').allInnerTexts()).findIndex((text) => text.includes('Sverige'));
  const before = await place();
  await row.getByRole('button', { name: 'Move Sverige up' }).click();
  await expect.poll(place).toBe(before - 1);

  const quote = await desk.draft({ lines: [{ name: 'Työ', quantity: '2', unit_price: '100', price_by_hand: true }] });
  await open(page, `${server.url}/quotations/${quote.id}`);
  await page.getByRole('button', { name: 'Catalogue' }).click();
  const catalogue = page.getByRole('dialog', { name: 'Catalogue' });
  await catalogue.getByLabel('Search').fill('Havu 16');
  const pump = catalogue.getByRole('listitem').filter({ hasText: 'Havu 16' }).first();
  await pump.getByRole('button', { name: /^One more/ }).click();
  await pump.getByRole('button', { name: /^One more/ }).click();
  await expect(pump.locator('output')).toHaveText('2');
  // The price is asked why before it is on a line; afterwards the quantity says where it comes from.
  await pump.getByRole('button', { name: /€/ }).click();
  await expect(pump.locator('.asked')).toContainText('Public price');
  await pump.getByRole('button', { name: /€/ }).click();
  await expect(pump.locator('.asked')).toHaveCount(0);
  await page.screenshot({ path: info.outputPath('catalogue.png') });
  await page.keyboard.press('Escape');
  await expect(lines(page)).toHaveCount(2);
  await saved(page);
  await cell(page, 1, 'quantity').focus();
  await page.keyboard.press('Alt+Enter');
  await expect(page.locator('#why-figure')).toContainText('Counted in the catalogue');
  await page.keyboard.press('Escape');
  await expect(cell(page, 1, 'quantity')).toBeFocused();

  await page.locator('#head-price-list').selectOption(list);
  const dialog = page.getByRole('dialog', { name: 'Change the currency to SEK?' });
  await expect(dialog).toContainText('11,25');
  await page.screenshot({ path: info.outputPath('change.png') });
  await dialog.getByRole('button', { name: 'Change currency' }).click();
  await expect(cell(page, 0, 'unit_price')).toContainText('1 125,00');
  await expect(cell(page, 1, 'discount')).toHaveText('10');
  await expect(page.locator('aside')).toContainText('1 EUR = 11,25 SEK');
  await page.screenshot({ path: info.outputPath('in-sek.png') });

  await page.locator('#head-price-list').selectOption('');
  await page.getByRole('dialog', { name: 'Change the currency to EUR?' }).getByRole('button', { name: 'Change currency' }).click();
  await expect(cell(page, 0, 'unit_price')).toContainText('100,00');
  await expect(page.locator('aside')).not.toContainText('1 EUR =');
});
