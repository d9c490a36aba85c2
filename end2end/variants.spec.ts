// Variants: attributes typed on the product's page, a price of one's own, the choice when it comes onto a line.
import { expect, test } from './fixtures.ts';
import { cell, saved } from './editor.ts';
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';

const alive = (page: Page) => page.locator('body[data-hydrated]').waitFor();

test('a product is chosen by its attributes, and the line has what was chosen', async ({ staff: page, desk, server }, info) => {
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
  const [tax] = await desk.call<{ id: string }[]>('products/taxes');
  const product = await desk.call<string>('products/create', {
    command: {
      key: randomUUID(),
      fields: { code: 'TA-1', name: 'Työtakki', description: '', kind: 'goods', unit: 'kpl', unit_price: '100', cost: '40', tax: tax!.id, active: true },
    },
  });

  // Two attributes; the variants of the first one are made ahead.
  await page.goto(`${server.url}/products/${product}`);
  await alive(page);
  const attribute = async (at: number, name: string, values: [string, string][]) => {
    await page.getByRole('button', { name: 'Attribute', exact: true }).click();
    const card = page.locator('#product-attributes .card').nth(at);
    await card.getByLabel('Attribute', { exact: true }).fill(name);
    for (const [place, [value, extra]] of values.entries()) {
      await card.getByLabel('Value', { exact: true }).nth(place).fill(value);
      await card.getByLabel('Extra price', { exact: true }).nth(place).fill(extra);
    }
    await card.getByLabel('Extra price', { exact: true }).last().press('Tab');
    return card;
  };
  await attribute(0, 'Koko', [['M', ''], ['XL', '8']]);
  await expect(page.getByRole('row', { name: /^XL/ })).toHaveCount(1);
  const print = await attribute(1, 'Painatus', [['ei', ''], ['logo', '3']]);
  await print.getByLabel('Variants are made').selectOption('never');
  await expect(page.getByRole('row', { name: /^XL/ })).toHaveCount(1);
  // What a value is called in the customer's language.
  await print.getByText('In other languages').click();
  await print.getByRole('group', { name: 'logo' }).getByLabel('Value, Swedish').fill('märke');
  await print.getByRole('group', { name: 'logo' }).getByLabel('Value, Swedish').press('Tab');
  await page.getByLabel('M, Code').fill('TA-1-M');
  await page.getByLabel('M, Own price').fill('90');
  await page.getByLabel('M, Own price').press('Tab');
  await shot('product');
  await page.reload();
  await alive(page);
  await expect(page.getByLabel('M, Own price')).toHaveValue('90');
  await page.locator('#product-attributes').getByText('In other languages').last().click();
  await expect(page.getByRole('group', { name: 'logo' }).getByLabel('Value, Swedish')).toHaveValue('märke');

  // On a line one chooses; the price is shown before it is taken.
  const quote = await desk.draft({ lines: 1 });
  await page.goto(`${server.url}/quotations/${quote.id}`);
  await alive(page);
  await page.getByRole('button', { name: /^Product/ }).click();
  await page.locator('table.grid input[role=combobox]').fill('Työtakki');
  await page.getByRole('option', { name: /Työtakki/ }).filter({ hasNotText: 'Create' }).click();
  const dialog = page.getByRole('dialog', { name: 'Choose the variant' });
  await expect(dialog).toContainText('90,00');
  await dialog.getByLabel('Koko').selectOption({ label: 'XL (+8,00 €)' });
  await dialog.getByLabel('Painatus').selectOption({ label: 'logo (+3,00 €)' });
  await expect(dialog).toContainText('111,00');
  // The figures of the options can be asked in the list below: what a value adds, and what one costs with it.
  await dialog.getByRole('button', { name: /^Why these prices\? Koko$/ }).click();
  const extras = dialog.locator('#choice-0-extras');
  await expect(extras.getByRole('button')).toHaveText(['0,00 €', '+8,00 €']);
  await extras.getByRole('button', { name: '+8,00 €' }).click();
  await expect(extras.locator('.asked')).toContainText('111,00');
  await extras.getByRole('button', { name: '0,00 €', exact: true }).click();
  await expect(extras.locator('.asked').first()).toContainText('93,00');
  await dialog.getByRole('button', { name: '111,00 €' }).click();
  await expect(dialog.locator('#why-variant')).toContainText('+11,00');
  await shot('choice');
  await dialog.getByRole('button', { name: 'Put on the line' }).click();
  await expect(cell(page, 1, 'name')).toContainText('Työtakki (XL, logo)');
  await expect(cell(page, 1, 'unit_price')).toContainText('111,00');
  await saved(page);

  // Chosen anew from the line's drawer.
  await cell(page, 1, 'name').press('Shift+Enter');
  await page.getByRole('button', { name: 'Choose another variant' }).click();
  await dialog.getByLabel('Koko').selectOption({ label: 'M' });
  await expect(dialog).toContainText('93,00');
  await dialog.getByRole('button', { name: 'Put on the line' }).click();
  await expect(cell(page, 1, 'unit_price')).toContainText('93,00');
  await saved(page);
  await page.reload();
  await expect(cell(page, 1, 'name')).toContainText('Työtakki (M, logo)');

  // A rule for one variant alone.
  await page.goto(`${server.url}/settings/price-lists/new`);
  await alive(page);
  await page.getByLabel('Name', { exact: true }).fill('Takit');
  await page.getByRole('button', { name: 'Rule', exact: true }).click();
  await page.locator('label', { hasText: /^Product$/ }).first().click();
  await page.locator('#rule-product').fill('Työtakki');
  await page.getByRole('option', { name: /Työtakki/ }).filter({ hasNotText: 'Create' }).click();
  await page.locator('#rule-variant').selectOption({ label: 'XL' });
  await page.locator('#rule-percent').fill('50');
  await page.getByRole('button', { name: 'Save price list' }).click();
  await expect(page).toHaveURL(/price-lists\/[0-9a-f-]{36}$/);
  await expect(page.locator('#rule-variant')).toHaveValue(/.+/);
});
