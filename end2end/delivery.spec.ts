// Delivery and discount: a method made in the settings prices the goods of a quotation, says why, and asks before it changes.
import { expect, test } from './fixtures.ts';
import { cell, lines, saved, totals, write } from './editor.ts';

test('a delivery is chosen, says why, and is updated only when told to', async ({ staff: page, desk, server }, info) => {

  // A method with a rule by weight, tried before it is saved.
  await page.goto(`${server.url}/settings/delivery/new`);
  await page.locator('body[data-hydrated]').waitFor();
  await page.getByLabel('Name in Finnish').fill('Kuljetus');
  await page.getByLabel('Name in English').fill('Van');
  await page.getByText('By rules', { exact: true }).click();
  await page.getByRole('button', { name: 'Rule', exact: true }).click();
  await page.locator('#rule-value').fill('1000');
  await page.locator('#rule-base').fill('6');
  await page.locator('#rule-each').fill('1');
  await expect(page.locator('#example')).toContainText('190,00');
  await expect(page.locator('#example')).toContainText('by rule 1');
  await page.screenshot({ path: info.outputPath('settings.png'), fullPage: true });
  await page.getByRole('button', { name: 'Save delivery method' }).click();
  await expect(page).toHaveURL(/delivery\/[0-9a-f-]{36}$/);

  const found = await desk.call<{ rows: { id: string; name: string; tax: { id: string } }[] }>('products/list', { query: { search: 'Havu 16' } });
  const pump = found.rows[0]!;
  const line = { product: pump.id, name: pump.name, quantity: '1', unit_price: '9840', discount: '0', tax: pump.tax.id };
  const quote = await desk.draft({ lines: [line] });
  await page.goto(`${server.url}/quotations/${quote.id}`);
  await page.locator('body[data-hydrated]').waitFor();
  await expect(page.getByText('184\u00a0kg')).toBeVisible();
  await page.keyboard.press('t');
  const dialog = page.locator('#choose-delivery');
  await expect(dialog).toContainText('Pakettitoimitus');
  await expect(dialog).toContainText('heavier than 30');
  await page.screenshot({ path: info.outputPath('choose.png') });
  await dialog.getByRole('listitem').filter({ hasText: 'Kuljetus' }).getByRole('button', { name: 'Choose', exact: true }).click();
  await expect(lines(page)).toHaveCount(2);
  await expect(cell(page, 1, 'name')).toContainText('Kuljetus');
  await expect(cell(page, 1, 'unit_price')).toContainText('190,00');

  // Why it costs that.
  await cell(page, 1, 'unit_price').locator('button').click();
  await expect(page.locator('#why-price')).toContainText('Rule 1: Weight ≤ 1 000\u00a0kg');
  await page.screenshot({ path: info.outputPath('why.png') });
  await page.keyboard.press('Escape');

  // The goods become heavier: the line says so, and changes when told to.
  await write(page, 0, 'quantity', '2');
  await expect(page.locator('tr.moved')).toContainText('Delivery was 190,00 €, now 374,00 €');
  await expect(cell(page, 1, 'unit_price')).toContainText('190,00');
  await page.screenshot({ path: info.outputPath('moved.png') });
  await page.locator('tr.moved').getByRole('button', { name: 'Update' }).click();
  await expect(cell(page, 1, 'unit_price')).toContainText('374,00');
  await expect(page.locator('tr.moved')).toHaveCount(0);

  // A price set by hand is kept.
  await write(page, 1, 'unit_price', '300');
  await expect(page.locator('tr.moved')).toContainText('Kept by hand');
  await saved(page);
  await page.reload();
  await page.locator('body[data-hydrated]').waitFor();
  await expect(page.locator('tr.moved')).toContainText('Kept by hand');

  // The goods go somewhere else: the price is of another address, and is refreshed on demand.
  await page.locator('#head-more').click();
  await page.locator('#head-ship-postcode').fill('96100');
  await page.locator('#head-ship-postcode').press('Tab');
  await expect(page.locator('tr.moved')).toContainText('set by hand for another address');
  await expect(page.locator('.preflight')).toContainText('The delivery price is of another address');
  await expect(cell(page, 1, 'unit_price')).toContainText('300,00');
  await page.locator('tr.moved').getByRole('button', { name: 'Update' }).click();
  await expect(cell(page, 1, 'unit_price')).toContainText('374,00');
  await expect(page.locator('tr.moved')).toHaveCount(0);
});

test('a discount on the whole is made as lines, replaced, and told when it no longer fits', async ({ staff: page, desk, server }, info) => {
  const quote = await desk.draft({ lines: 2 });
  await page.goto(`${server.url}/quotations/${quote.id}`);
  await page.locator('body[data-hydrated]').waitFor();
  const before = await page.locator('aside .kv .sum').last().innerText();
  await page.getByRole('button', { name: /^Discount…/ }).click();
  const dialog = page.locator('#whole-discount');
  await dialog.locator('#whole-figure').fill('10');
  await expect(dialog).toContainText('−493,82');
  await expect(dialog).toContainText(before);
  await dialog.getByRole('button', { name: before }).click();
  await expect(dialog.locator('#why-whole')).toContainText('4 938,24');
  await page.screenshot({ path: info.outputPath('discount.png') });
  await dialog.getByRole('button', { name: 'Give the discount' }).click();
  await expect(lines(page)).toHaveCount(3);
  await expect(cell(page, 2, 'name')).toContainText('Alennus 10\u00a0%');
  await saved(page);
  const given = await totals(page);
  expect(given.net).toBe(493_824 - 49_382);

  // The lines under it move: it says so, and is brought along.
  await write(page, 0, 'quantity', '4');
  await expect(page.locator('tr.moved')).toContainText('10\u00a0% would now be −740,73');
  await page.screenshot({ path: info.outputPath('moved.png') });
  await page.locator('tr.moved').getByRole('button', { name: 'Update' }).click();
  await expect(page.locator('tr.moved')).toHaveCount(0);

  // Asked for anew it takes the old one's place.
  await page.locator('#tool-discount').getByRole('button').click();
  await dialog.getByText('Make the total', { exact: true }).click();
  await dialog.locator('#whole-figure').fill('8000');
  await dialog.getByRole('button', { name: 'Give the discount' }).click();
  await expect(lines(page)).toHaveCount(3);
  await saved(page);
  expect((await totals(page)).gross).toBe(800_000);
});
