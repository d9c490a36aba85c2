// The head of a quotation: each field says where it comes from; salesperson, invoice address and tags are kept.
import { randomUUID } from 'node:crypto';
import { cell, saved } from './editor.ts';
import { alive, expect, open, test } from './fixtures.ts';

test('fields say where they come from; invoice address and tags are kept, each tag once', async ({ staff: page, desk, server }, info) => {
  const { id } = await desk.draft({ party: 'Lähdekoe Oy', lines: 1 });
  await open(page, `${server.url}/quotations/${id}`);
  const contact = page.getByLabel('Contact person');
  const under = (label: string) => page.locator('.field', { has: page.getByLabel(label, { exact: true }) });
  await expect(under('Contact person')).toContainText('From the customer');
  await contact.fill('Somebody Else');
  await contact.press('Tab');
  await expect(under('Contact person')).toContainText('Written by hand');
  await saved(page);

  await page.getByRole('button', { name: 'Salesperson, invoice address, tags' }).click();
  const handled = page.getByRole('group', { name: 'Salesperson, invoice address, tags' });
  await handled.getByLabel('Invoice address').fill('PL 100');
  await handled.getByLabel('Town').fill('Helsinki');
  await handled.getByLabel('Tags, apart by commas').fill('Solar, key account, solar');
  await handled.getByLabel('Tags, apart by commas').press('Tab');
  await expect(under('Tags, apart by commas')).toContainText('Written by hand');
  await saved(page);
  await page.screenshot({ path: info.outputPath('head.png') });
  await page.reload();
  await alive(page);
  const fold = page.getByRole('button', { name: 'Salesperson, invoice address, tags' });
  await expect(fold.locator('..')).toContainText('Solar, key account');
  await expect(fold.locator('..')).not.toContainText('solar, ');
});

test('a draft is made one for a new customer from its head; what was written by hand stays', async ({ staff: page, desk, server }, info) => {
  const { id } = await desk.draft({ party: 'Väärä Oy', lines: 1, fields: { terms: 'Sovittu suullisesti.' } });
  await open(page, `${server.url}/quotations/${id}`);
  await expect(page.getByLabel('Contact person')).toHaveValue('Päivi Mäkelä');
  await page.getByRole('button', { name: 'Change customer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change customer' });
  const name = `Oikea Oy ${randomUUID().slice(0, 8)}`;
  await dialog.locator('#change-customer').fill(name);
  await dialog.getByRole('option', { name: `Create “${name}”` }).click();
  await page.screenshot({ path: info.outputPath('customer.png') });
  await dialog.getByRole('button', { name: 'Change customer' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.heads').getByRole('link', { name })).toBeVisible();
  await expect(page.getByLabel('Contact person')).toHaveValue('');
  await expect(page.locator('#head-other-terms')).toHaveValue('Sovittu suullisesti.');
  const quote = (await desk.read(id)) as unknown as { party: { name: string }; fields: { terms: string } };
  expect([quote.party.name, quote.fields.terms]).toEqual([name, 'Sovittu suullisesti.']);
  // Once a version is with the customer they stay the customer.
  await desk.send(id);
  await page.reload();
  await alive(page);
  await expect(page.getByRole('button', { name: 'Change customer' })).toBeHidden();
});

test('the delivery day is suggested from lead times, and a product is made out of what was typed', async ({ staff: page, desk, server }) => {
  const [tax] = await desk.call<{ id: string; percent: string }[]>('products/taxes');
  const fields = { code: '', name: 'Hidas pumppu', description: '', kind: 'goods', unit: 'kpl', unit_price: '100', tax: tax!.id, active: true, facts: { lead_days: 12 } };
  const product = await desk.call<string>('products/create', { command: { key: randomUUID(), fields } });
  const { id } = await desk.draft({ lines: [{ product, name: 'Hidas pumppu', unit_price: '100', quantity: '1' }] });
  await open(page, `${server.url}/quotations/${id}`);
  const suggested = page.locator('#delivery-suggested');
  await expect(suggested).toContainText('Lead time 12 days (1. Hidas pumppu)');
  await suggested.getByRole('button', { name: 'Take this day' }).click();
  await expect(suggested).toBeHidden();
  await expect(page.locator('.field', { has: page.locator('#head-delivery') })).toContainText('By the lead times of the products');

  await page.getByRole('button', { name: /^Product/ }).click();
  const name = `Uusi osa ${randomUUID().slice(0, 8)}`;
  await page.locator('table.grid input[role=combobox]').fill(name);
  await page.getByRole('option', { name: `Create product “${name}”` }).click();
  const dialog = page.getByRole('dialog', { name: 'New product' });
  await dialog.getByLabel('Unit price').fill('25');
  await dialog.getByRole('button', { name: 'Create product' }).click();
  await expect(dialog).toBeHidden();
  await expect(cell(page, 1, 'unit_price')).toContainText('25,00');
  await saved(page);
  const quote = await desk.read(id);
  expect(quote.lines[1]!.product).not.toBeNull();
});
