// A price list: a rule made in the settings makes the price in the editor, says why, and leaves hand-set prices alone.
import { expect, test } from './fixtures.ts';
import { cell, saved, write } from './editor.ts';

test('a rule makes the price, says why, and leaves a price set by hand', async ({ staff: page, desk, server }, info) => {

  // A list with one rule of its own, tried before it is saved.
  await page.goto(`${server.url}/settings/price-lists/new`);
  await page.locator('body[data-hydrated]').waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Campaign');
  await page.getByRole('button', { name: 'Rule', exact: true }).click();
  await page.locator('#rule-percent').fill('10');
  await page.locator('#example-product').fill('Havu 16');
  await page.getByRole('option', { name: /Havu 16/ }).filter({ hasNotText: 'Create' }).click();
  await expect(page.locator('#example')).toContainText('8 856,00');
  await page.screenshot({ path: info.outputPath('settings.png'), fullPage: true });
  await page.getByRole('button', { name: 'Save price list' }).click();
  await expect(page).toHaveURL(/price-lists\/[0-9a-f-]{36}$/);
  const list = page.url().split('/').pop()!;
  await page.goto(`${server.url}/settings/price-lists`);
  await expect(page.getByRole('link', { name: 'B2B 2026' })).toBeVisible();
  await page.screenshot({ path: info.outputPath('lists.png') });

  // In the editor the chosen product has the list's discount, and says why.
  const quote = await desk.draft({ lines: 1 });
  await page.goto(`${server.url}/quotations/${quote.id}`);
  await page.locator('body[data-hydrated]').waitFor();
  await page.locator('#head-price-list').selectOption(list);
  await saved(page);
  await page.getByRole('button', { name: /^Product/ }).click();
  await page.locator('table.grid input[role=combobox]').fill('Havu 16');
  // Before it is taken its price is asked from the keyboard.
  await expect(page.locator('#product-list [aria-selected=true]')).toContainText('Havu 16');
  await page.keyboard.press('Alt+Enter');
  await expect(page.locator('#why-offered')).toContainText('Campaign: rule for all products');
  await page.keyboard.press('Escape');
  await expect(page.locator('#why-offered')).toHaveCount(0);
  await page.getByRole('option', { name: /Havu 16/ }).filter({ hasNotText: 'Create' }).click();
  await page.keyboard.press('Tab');
  await expect(cell(page, 1, 'discount')).toHaveText('10');
  await cell(page, 1, 'unit_price').locator('button').click();
  const why = page.locator('#why-price');
  await expect(why).toContainText('Campaign: rule for all products');
  await expect(why).toContainText('8 856,00');
  await page.screenshot({ path: info.outputPath('why.png') });
  await page.keyboard.press('Escape');
  await expect(why).toBeHidden();
  await expect(cell(page, 1, 'unit_price')).toBeFocused();

  // A price typed by hand is marked and stays when the list changes.
  await page.keyboard.press('Enter');
  await page.keyboard.type('9000');
  await page.keyboard.press('Tab');
  await expect(cell(page, 1, 'unit_price').locator('.byhand')).toBeVisible();
  await write(page, 1, 'quantity', '5');
  await saved(page);
  await page.locator('#head-price-list').selectOption({ label: 'B2B 2026' });
  await saved(page);
  await page.reload();
  await expect(cell(page, 1, 'unit_price')).toContainText('9 000,00');
});

test('another list offers its prices and changes them when told to', async ({ staff: page, desk, server }, info) => {
  const found = await desk.call<{ rows: { id: string; name: string; unit_price: string; tax: { id: string } }[] }>('products/list', { query: { search: 'Havu 16' } });
  const pump = found.rows[0]!;
  const line = { product: pump.id, name: pump.name, quantity: '3', unit_price: '9840', discount: '0', tax: pump.tax.id };
  const quote = await desk.draft({ lines: [line] });
  await page.goto(`${server.url}/quotations/${quote.id}`);
  await page.locator('body[data-hydrated]').waitFor();
  await page.locator('#head-price-list').selectOption({ label: 'B2B 2026' });
  const offer = page.getByRole('dialog', { name: 'Update the prices?' });
  await expect(offer).toContainText('28 620,00');
  // What it would come to says which line moves, from which price to which, and by which rule.
  await offer.getByRole('button', { name: /28.620,00/ }).click();
  await expect(offer.locator('#why-update-prices')).toContainText(/9.840,00.* → 9.540,00.*B2B 2026/);
  await page.screenshot({ path: info.outputPath('offer.png') });
  await offer.getByRole('button', { name: 'Update prices' }).click();
  await expect(cell(page, 0, 'unit_price')).toContainText('9 540,00');
  // Under the threshold the automatic price follows.
  await write(page, 0, 'quantity', '2');
  await expect(cell(page, 0, 'unit_price')).toContainText('9 840,00');
  await saved(page);
});
