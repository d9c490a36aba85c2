// Combos: choices typed on the product's page, chosen when one comes onto a quotation, kept together by every change,
// and shown to the customer under one heading.
import { expect, test } from './fixtures.ts';
import { cell, saved } from './editor.ts';
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';

const alive = (page: Page) => page.locator('body[data-hydrated]').waitFor();

test('a combo is chosen from the keyboard, follows its line and stays together', async ({ staff: page, desk, server }) => {
  const [tax] = await desk.call<{ id: string }[]>('products/taxes');
  const make = (name: string, price: string) =>
    desk.call<string>('products/create', {
      command: {
        key: randomUUID(),
        fields: { code: '', name, description: '', kind: 'goods', unit: 'kpl', unit_price: price, cost: '0', tax: tax!.id, active: true },
      },
    });
  const combo = await make('Kahvihetki', '10');
  await make('Suodatinkahvi', '100');
  await make('Vihreä tee', '120');
  await make('Korvapuusti', '100');
  await make('Juustokakku', '150');

  // Two choices on the product's form; the second one has an item that costs more.
  await page.goto(`${server.url}/products/${combo}`);
  await alive(page);
  const section = page.locator('#product-combo');
  const choice = async (at: number, items: string[]) => {
    await section.getByRole('button', { name: 'Choice', exact: true }).click();
    const card = section.getByRole('group', { name: `Choice ${at}` });
    for (const item of items) {
      await card.getByLabel('Add a product to choose from').fill(item);
      await page.getByRole('option', { name: new RegExp(item) }).click();
      await expect(card.getByLabel(`Extra price: ${item}`)).toBeVisible();
    }
    return card;
  };
  const drink = await choice(1, ['Suodatinkahvi', 'Vihreä tee']);
  await drink.getByLabel('Name in English').fill('Drink');
  await drink.getByLabel('Name in Finnish').fill('Juoma');
  await drink.getByLabel('Name in Finnish').press('Tab');
  const sweet = await choice(2, ['Korvapuusti', 'Juustokakku']);
  await sweet.getByLabel('Extra price: Juustokakku').fill('1');
  await sweet.getByLabel('Extra price: Juustokakku').press('Tab');
  await expect.poll(async () => {
    const view = await desk.call<{ fields: { facts: { combo: { items: unknown[] }[] } } }>('products/read', { id: combo });
    return view.fields.facts.combo.map((one) => one.items.length);
  }).toEqual([2, 2]);
  await page.reload();
  await alive(page);
  await expect(section.getByLabel('Extra price: Juustokakku')).toHaveValue(/^1/);

  // Onto a quotation: the least extra is chosen first; Enter takes it.
  const quote = await desk.draft({ lines: 1 });
  await page.goto(`${server.url}/quotations/${quote.id}`);
  await alive(page);
  await page.getByRole('button', { name: /^Product/ }).click();
  await page.locator('table.grid input[role=combobox]').fill('Kahvihetki');
  await page.getByRole('option', { name: /Kahvihetki/ }).first().waitFor();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: /Choose what is in it/ });
  await expect(dialog).toContainText('10,00');
  await dialog.locator('#combo-choice-1').selectOption({ label: 'Juustokakku (+1,00 €)' });
  await expect(dialog).toContainText('11,00');
  await dialog.getByRole('button', { name: /^11,00/ }).click();
  await expect(dialog.locator('#why-combo')).toContainText('Juustokakku (Extra price of the item 1,00');
  await dialog.getByRole('button', { name: /^Why these prices\?/ }).click();
  await dialog.locator('#combo-choice-1-extras').getByRole('button', { name: '+1,00' }).click();
  await expect(dialog.locator('#combo-choice-1-extras .asked .sum').last()).toContainText('6,00');
  await dialog.getByRole('button', { name: 'Put on the quotation' }).click();
  await expect(cell(page, 1, 'name')).toContainText('Kahvihetki');
  await expect(cell(page, 2, 'name')).toContainText('Suodatinkahvi');
  await expect(cell(page, 2, 'unit_price')).toContainText('5,00');
  await expect(cell(page, 3, 'unit_price')).toContainText('6,00');
  await saved(page);

  // Quantity and discount of the combo are those of its items; those are not typed into.
  await cell(page, 1, 'quantity').click();
  await page.keyboard.type('4');
  await page.keyboard.press('Enter');
  await expect(cell(page, 3, 'quantity')).toContainText('4');
  await cell(page, 2, 'quantity').click();
  await expect(page.getByText('Quantity, unit, price and discount of an item follow its combo.')).toBeVisible();
  await saved(page);

  // Moved as a whole, and back in one step; deleted as a whole, and back.
  await cell(page, 1, 'name').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(cell(page, 0, 'name')).toContainText('Kahvihetki');
  await expect(cell(page, 2, 'name')).toContainText('Juustokakku');
  await page.keyboard.press('Control+z');
  await expect(cell(page, 1, 'name')).toContainText('Kahvihetki');
  await expect(cell(page, 3, 'name')).toContainText('Juustokakku');
  await saved(page);

  // Chosen anew from the line's drawer.
  await cell(page, 1, 'name').focus();
  await page.keyboard.press('Shift+Enter');
  await page.getByRole('button', { name: 'Choose other items' }).click();
  await dialog.locator('#combo-choice-1').selectOption({ label: 'Korvapuusti' });
  await dialog.getByRole('button', { name: 'Put on the quotation' }).click();
  await expect(cell(page, 3, 'name')).toContainText('Korvapuusti');
  await expect(cell(page, 3, 'unit_price')).toContainText('5,00');
  await saved(page);
  await page.reload();
  await alive(page);
  await expect(cell(page, 1, 'name')).toContainText('Kahvihetki');
  await expect(cell(page, 3, 'name')).toContainText('Korvapuusti');
});
