// After a sending the seller edits, and sees in words and figures what the next version changes.
import { randomUUID } from 'node:crypto';
import { cents } from './desk.ts';
import { cell, saved, write } from './editor.ts';
import { expect, expectAccessible, open, test } from './fixtures.ts';

test('what changed since the sent version stands in words and figures', async ({ staff: page, desk, server }, info) => {
  const quote = await desk.sent({ lines: [{ name: 'Pumppu', quantity: '1', unit_price: '1000' }, { name: 'Putki' }, { name: 'Työ' }] });
  await open(page, `${server.url}/quotations/${quote.id}`);
  await expect(page.locator('header .chip.diff')).toHaveCount(0);
  await write(page, 0, 'discount', '5');
  await saved(page);
  await cell(page, 1, 'name').focus();
  await page.keyboard.press('Delete');
  await saved(page);
  const chip = page.locator('header .chip.diff');
  await expect(chip).toContainText(/−2\s519,12\s€/);
  await page.screenshot({ path: info.outputPath('editor.png') });
  await chip.click();

  await expect(page.getByRole('heading', { name: 'What changed' })).toBeVisible();
  await expect(page.locator('.told')).toContainText(/^Version 2 costs 2\s519,12\s€ less\. One line was removed\. One line changed\. One line is as it was\./);
  const pump = page.getByRole('row', { name: /Pumppu/ });
  await expect(pump.locator('del')).toHaveText(/0\s%/);
  await expect(pump.locator('ins')).toHaveText(/5\s%/);
  await expect(pump).toContainText('−50,00');
  await expect(page.getByRole('row', { name: /Putki/ })).toContainText('Removed');
  await expectAccessible(page);
  for (const scheme of ['light', 'dark'] as const) {
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: info.outputPath(`versions-${width}-${scheme}.png`) });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });

  // A version with itself: nothing differs.
  await page.locator('#version-from').selectOption('2');
  await expect(page.locator('.told')).toHaveText('Nothing differs between these versions.');
  await page.getByRole('link', { name: 'Open the quotation' }).click();
  await expect(page.locator('table.grid')).toBeVisible();
});

test('the margin moves with the figures and its column can be put away', async ({ staff: page, desk, server }, info) => {
  const found = await desk.call<{ rows: { id: string; name: string; unit_price: string; tax: { id: string } }[] }>('products/list', { query: { search: 'Havu 16' } });
  const pump = found.rows[0]!;
  const line = { product: pump.id, name: pump.name, quantity: '1', unit_price: '9840', discount: '0', tax: pump.tax.id };
  const quote = await desk.draft({ lines: [line, { name: 'Työ', quantity: '1', unit_price: '160' }] });
  await open(page, `${server.url}/quotations/${quote.id}`);
  const panel = page.getByRole('region', { name: 'Margin' });
  // Bought at seven tenths: 6 888.00 of 10 000.00.
  await expect(panel).toContainText(/31,1\s%/);
  await expect(panel).toContainText(/3\s112,00\s€/);
  await expect(panel).toContainText('One line without a cost');
  const margin = page.locator('tr[data-line]').first().locator('.mar');
  await expect(margin).toHaveText(/30\s%/);
  await write(page, 0, 'discount', '10');
  await expect(margin).toHaveText(/22,2\s%/);
  await expectAccessible(page);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: info.outputPath(`margin-${scheme}.png`) });
  }
  await page.getByRole('button', { name: 'Margin' }).click();
  await expect(margin).toBeHidden();
  await page.reload();
  await page.locator('body[data-hydrated]').waitFor();
  await expect(page.getByRole('button', { name: 'Margin' })).toHaveAttribute('aria-pressed', 'false');
  await expect(margin).toBeHidden();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: info.outputPath('margin-390.png') });
});

test('every figure of a quotation can be asked why, and its account ends with it', async ({ staff: page, desk, server }) => {
  const section = { kind: 'section', id: randomUUID(), title: 'Pumput' };
  const { id } = await desk.draft({ lines: [section, {}, { discount: '10' }] });
  await open(page, `${server.url}/quotations/${id}`);
  await expect(page.locator('aside .kv .ask').first()).toBeVisible();
  const bare = 'td.net .c:not(:has(.ask)), td.mar .c:not(:empty):not(:has(.ask)), aside .kv > span:nth-child(even):not(:has(.ask))';
  await expect(page.locator(bare)).toHaveCount(0);
  const asks = page.locator('td.net .ask, aside .kv .ask');
  const account = page.locator('#why-figure');
  for (let at = 0; at < (await asks.count()); at += 1) {
    const figure = cents(await asks.nth(at).innerText());
    await asks.nth(at).click();
    await expect(account).toBeVisible();
    expect(cents(await account.locator('.kv .sum').last().innerText())).toEqual(figure);
    await page.keyboard.press('Escape');
    await expect(account).toBeHidden();
  }
});
