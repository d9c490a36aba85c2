// Warehouses: made in the settings, chosen on a quotation with where it came from.
import { saved } from './editor.ts';
import { alive, expect, open, test } from './fixtures.ts';

test('a warehouse is made in the settings and stands on the next quotation', async ({ staff: page, desk, server, forgive }, info) => {
  forgive(/status of 422/);
  await open(page, `${server.url}/settings/warehouses`);
  await page.getByRole('button', { name: 'New warehouse' }).click();
  const form = page.getByRole('dialog', { name: 'New warehouse' });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.locator('#warehouse-name')).toHaveAttribute('aria-invalid', 'true');
  await form.locator('#warehouse-name').fill('Vantaa');
  await form.locator('#warehouse-street').fill('Varastotie 1');
  await form.getByLabel('New quotations are delivered from it').check();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /Vantaa/ })).toContainText('Usual');
  await page.screenshot({ path: info.outputPath('settings.png'), fullPage: true });
  await alive(page);

  const { id } = await desk.draft({});
  await open(page, `${server.url}/quotations/${id}`);
  await expect(page.locator('#head-warehouse option:checked')).toHaveText('Vantaa');
  await page.locator('#head-warehouse').selectOption('');
  await saved(page);
  await page.screenshot({ path: info.outputPath('editor.png'), fullPage: true });
});
