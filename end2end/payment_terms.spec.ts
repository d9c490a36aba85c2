// Payment terms: made in the settings, chosen on a quotation, read by the customer with their amounts.
import { cents } from './desk.ts';
import { saved, totals } from './editor.ts';
import { alive, expect, open, test } from './fixtures.ts';

test('the settings make terms of three instalments and refuse what does not come to a whole', async ({ staff: page, server, forgive }, info) => {
  forgive(/status of 422/);
  await open(page, `${server.url}/settings/payment-terms`);
  await expect(page.getByRole('button', { name: '14 days net', exact: true })).toBeVisible();
  await page.screenshot({ path: info.outputPath('terms.png'), fullPage: true });
  await page.getByRole('button', { name: 'New terms' }).click();
  const form = page.locator('#terms-form');
  await form.getByRole('button', { name: 'Add an instalment' }).click();
  await form.getByLabel('Value').fill('130');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.locator('.error').first()).toBeVisible();
  await form.getByLabel('Value').fill('40');
  await form.getByLabel('Value').press('Tab');
  await expect(form.locator('#terms-example')).toContainText(/40.?% at once, the rest within 14 days/);
  expect(cents(await form.locator('#terms-example .kv').innerText())).toEqual(expect.arrayContaining([40_000, 60_000]));
  await page.screenshot({ path: info.outputPath('form.png') });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await expect(page.getByRole('row', { name: /40.?% at once/ })).toBeVisible();
  await alive(page);
});

test('a quotation says its terms and the customer reads what is due when', async ({ staff: page, desk, server, browser }, info) => {
  const { id } = await desk.draft({});
  await open(page, `${server.url}/quotations/${id}`);
  const option = page.locator('#head-terms option', { hasText: '30' }).filter({ hasText: ',' }).first();
  await page.locator('#head-terms').selectOption((await option.getAttribute('value'))!);
  await expect(page.locator('#schedule .kv')).toContainText('At once');
  await saved(page);
  const { gross } = await totals(page);
  const due = cents(await page.locator('#schedule .kv').innerText());
  expect(due.reduce((sum, amount) => sum + amount, 0)).toBe(gross);
  await page.screenshot({ path: info.outputPath('editor.png'), fullPage: true });

  const url = await desk.send(id);
  const other = await browser.newContext();
  const reader = await other.newPage();
  await reader.goto(url);
  expect(cents(await reader.locator('#instalments dl').innerText())).toEqual(due);
  await reader.screenshot({ path: info.outputPath('page.png'), fullPage: true });
  await other.close();

  await page.locator('#head-terms').selectOption('own');
  await page.locator('#head-terms-own').fill('As agreed');
  await page.locator('#head-terms-own').press('Tab');
  await saved(page);
  await expect(page.locator('#schedule')).toBeHidden();
});
