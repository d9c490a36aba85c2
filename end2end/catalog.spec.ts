// The catalogue: units, categories and the facts of a product are set once, and make a line's price, unit and words.
import { expect, test } from './fixtures.ts';
import { cell, saved } from './editor.ts';
import type { Page } from '@playwright/test';

const alive = (page: Page) => page.locator('body[data-hydrated]').waitFor();

test('a category makes a price, an accessory is one key away, and a line changes its unit', async ({ staff: page, desk, server, forgive }, info) => {
  forgive(/422/);
  const shot = async (name: string) => {
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 1000 });
        await page.screenshot({ path: info.outputPath(`${name}-${width}-${scheme}.png`), fullPage: true });
      }
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1440, height: 1000 });
  };

  // A unit of its own: a pallet is 24 pieces.
  await page.goto(`${server.url}/settings/units`);
  await alive(page);
  await page.getByRole('button', { name: 'New unit' }).click();
  await page.getByLabel('Symbol, Finnish').fill('lava');
  await page.getByLabel('Symbol, English').fill('kg');
  await page.getByLabel('Counted in').selectOption({ label: 'pcs' });
  await page.getByLabel('One is so many').fill('24');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.locator('#unit-symbol-en-error')).toBeVisible();
  await page.getByLabel('Symbol, English').fill('pallet');
  await shot('units');
  // On a phone what is edited lies over the list.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByLabel('Symbol, Finnish')).toBeInViewport();
  await page.setViewportSize({ width: 1440, height: 1000 });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('row', { name: /pallet/ })).toContainText('24 pcs');

  // A category in another one.
  await page.goto(`${server.url}/settings/categories`);
  await alive(page);
  await page.getByRole('button', { name: 'New category' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Poistoilmalämpöpumput');
  await page.getByLabel('In category').selectOption({ label: 'Lämpöpumput' });
  await shot('categories');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Lämpöpumput / Poistoilmalämpöpumput' })).toBeVisible();

  // Tags are words, made as they are typed; a delivery method can ask for them.
  const tagged = await desk.call<{ rows: { id: string }[] }>('products/list', { query: { search: 'Havu 16' } });
  await page.goto(`${server.url}/products/${tagged.rows[0]!.id}`);
  await alive(page);
  await page.getByLabel('Tags').fill('Pitkä tavara, ulkoyksikkö');
  await page.getByLabel('Tags').press('Tab');
  await expect(page.locator('#product-timeline').locator('..')).toContainText('Pitkä tavara');
  await page.goto(`${server.url}/products`);
  await alive(page);
  await page.getByRole('combobox', { name: 'Tags' }).first().selectOption({ label: 'ulkoyksikkö' });
  await expect(page.getByRole('row', { name: /Havu 16/ })).toContainText('Pitkä tavara');
  await page.goto(`${server.url}/settings/delivery/new`);
  await alive(page);
  await page.locator('#method-only').selectOption({ label: 'Tag: ulkoyksikkö' });
  await expect(page.getByRole('button', { name: /Tag: ulkoyksikkö/ })).toBeVisible();

  // A rule for the category above is for the product, before it is saved and after.
  await page.goto(`${server.url}/settings/price-lists/new`);
  await alive(page);
  await page.getByLabel('Name', { exact: true }).fill('Pumput 2027');
  await page.getByRole('button', { name: 'Rule', exact: true }).click();
  await page.locator('label', { hasText: /^Category$/ }).click();
  await page.getByRole('button', { name: 'Save price list' }).click();
  await expect(page.locator('#rule-category-error')).toBeVisible();
  await page.locator('#rule-category').selectOption({ label: 'Lämpöpumput' });
  await page.locator('#rule-percent').fill('8');
  await page.locator('#example-product').fill('Havu 16');
  await page.getByRole('option', { name: /Havu 16/ }).filter({ hasNotText: 'Create' }).click();
  await expect(page.locator('#example')).toContainText('rule for category Lämpöpumput');
  await expect(page.locator('#example')).toContainText('9 052,80');
  await shot('rule');
  await page.getByRole('button', { name: 'Save price list' }).click();
  await expect(page).toHaveURL(/price-lists\/[0-9a-f-]{36}$/);
  const list = page.url().split('/').pop()!;

  // The product's page says so.
  const found = await desk.call<{ rows: { id: string }[] }>('products/list', { query: { search: 'Havu 16' } });
  await page.goto(`${server.url}/products/${found.rows[0]!.id}`);
  await alive(page);
  await expect(page.getByRole('row', { name: /Pumput 2027/ })).toContainText('9 052,80');
  await expect(page.getByLabel('Name, Swedish')).toHaveValue('Luft-vattenvärmepump Havu 16 kW');
  await shot('product');
  await page.goto(`${server.url}/products`);
  await alive(page);
  await page.getByLabel('Category').first().selectOption({ label: 'Lämpöpumput' });
  await expect(page.getByText('Maalämpöpumppu Juuri 20 kW')).toBeVisible();
  await expect(page.getByText('Puskurivaraaja 500 l')).toBeHidden();
  await shot('products');

  // In the editor the search names the list's price, and the line has it from the first moment.
  const quote = await desk.draft({ lines: 1, language: 'sv' });
  await page.goto(`${server.url}/quotations/${quote.id}`);
  await alive(page);
  await page.locator('#head-price-list').selectOption(list);
  await saved(page);
  await page.getByRole('button', { name: /^Product/ }).click();
  await page.locator('table.grid input[role=combobox]').fill('Havu 16');
  const option = page.getByRole('option', { name: /Havu 16/ }).filter({ hasNotText: 'Create' });
  await expect(option).toContainText('9 052,80');
  await expect(option).toContainText('Luft-vattenvärmepump');
  let asked = 0;
  page.on('request', (request) => void (asked += request.url().endsWith('/api/quotes/price') ? 1 : 0));
  await option.click();
  await expect(cell(page, 1, 'discount')).toHaveText('8');
  await expect(cell(page, 1, 'unit')).toHaveText('st');
  await expect(page.locator('#beside')).toContainText('Puskurivaraaja 500 l');
  await shot('beside');
  await page.keyboard.press('Control+Enter');
  await expect(cell(page, 2, 'name')).toContainText('Puskurivaraaja 500 l');
  await expect(cell(page, 1, 'quantity')).toBeFocused();
  await saved(page);
  expect(asked, 'nothing is asked again').toBe(0);

  // The accessory by the pallet: the price goes with the unit.
  await cell(page, 2, 'unit').click();
  await cell(page, 2, 'unit').locator('select').selectOption('lava');
  await page.keyboard.press('Tab');
  await expect(cell(page, 2, 'unit_price')).toContainText('35 760,00');
  await saved(page);
  await page.reload();
  await expect(cell(page, 2, 'unit')).toHaveText('lava');
  await expect(cell(page, 2, 'unit_price')).toContainText('35 760,00');
});
