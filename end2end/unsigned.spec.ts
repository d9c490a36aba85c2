// Without a demand for a signature: said in the editor, accepted by name and consent, told by the thanks.
import { saved } from './editor.ts';
import { alive, expect, open, test } from './fixtures.ts';

test('a quotation that demands no signature is accepted by name and consent alone', async ({ staff: page, desk, server, browser }, info) => {
  const { id } = await desk.draft({});
  await open(page, `${server.url}/quotations/${id}`);
  await page.locator('#head-acceptance').click();
  await expect(page.locator('#head-unsigned')).toHaveValue('false');
  await page.locator('#head-unsigned').selectOption('true');
  await saved(page);
  await page.screenshot({ path: info.outputPath('editor.png'), fullPage: true });
  await alive(page);

  const url = await desk.send(id);
  const other = await browser.newContext();
  const reader = await other.newPage();
  await reader.goto(url);
  await reader.locator('a[href="#accept"]').first().click();
  await expect(reader.locator('#f-typed')).toHaveCount(0);
  await expect(reader.locator('#pad')).toHaveCount(0);
  await reader.screenshot({ path: info.outputPath('accepting.png'), fullPage: true });
  await reader.locator('#f-name').fill('Päivi Mäkelä');
  await reader.locator('#f-consent').check();
  await reader.locator('#sign-form button.primary').click();
  await expect(reader.locator('dl.cert')).toContainText('Hyväksytty ilman allekirjoitusta');
  await reader.screenshot({ path: info.outputPath('accepted.png'), fullPage: true });
  await other.close();
});
