// A deposit on acceptance: demanded in the editor, read by the customer before accepting.
import { saved } from './editor.ts';
import { alive, expect, open, test } from './fixtures.ts';

test('the settings take an account, a quotation demands a share, the customer reads it', async ({ staff: page, desk, server, browser }, info) => {
  await open(page, `${server.url}/settings`);
  await page.getByLabel('Bank account (IBAN)').fill('FI37 1590 3000 0007 77');
  await page.getByLabel('Bank account (IBAN)').press('Tab');
  await expect(page.getByText('The account number does not check')).toBeVisible();
  await page.getByLabel('Bank account (IBAN)').fill('FI37 1590 3000 0007 76');
  const kept = page.waitForResponse((answer) => answer.url().includes('/api/') && answer.ok());
  await page.getByLabel('Bank account (IBAN)').press('Tab');
  await kept;

  const { id } = await desk.draft({});
  await open(page, `${server.url}/quotations/${id}`);
  await page.locator('#head-deposit').selectOption('percent');
  await expect(page.locator('#head-deposit-value')).toHaveValue('30');
  await expect(page.locator('#head-deposit-days')).toHaveValue('7');
  await saved(page);
  await page.screenshot({ path: info.outputPath('editor.png'), fullPage: true });
  await alive(page);

  const url = await desk.send(id);
  const other = await browser.newContext();
  const reader = await other.newPage();
  await reader.goto(url);
  await expect(reader.locator('dl.facts')).toContainText('30');
  await reader.screenshot({ path: info.outputPath('page.png'), fullPage: true });
  await other.close();
});
