// A quotation is kept as a template, gets Swedish words, and begins another one for a Swedish-speaking customer.
import { lines, saved } from './editor.ts';
import { alive, expect, expectAccessible, open, test } from './fixtures.ts';

test('a quotation kept as a template begins the next one in the customer’s language', async ({ staff: page, desk, server, forgive }, info) => {
  forgive(/status of 422/);
  const quote = await desk.draft({ title: 'Lämpöpumppupaketti', lines: 2, fields: { introduction: 'Kiitos mielenkiinnosta.' } });
  await open(page, `${server.url}/quotations/${quote.id}`);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Save as template' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as template' });
  await dialog.getByLabel('Name').fill('Pumppu');
  await dialog.getByRole('button', { name: 'Save template' }).click();
  await expect(dialog).toBeHidden();

  await open(page, `${server.url}/settings/templates`);
  await page.screenshot({ path: info.outputPath('list.png') });
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Pumppu' }).click();
  await page.getByLabel('Days a quotation is valid').fill('soon');
  await page.getByRole('button', { name: 'Save template' }).click();
  await expect(page.locator('#template-days')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Days a quotation is valid').fill('10');
  await page.getByLabel('Chosen for new quotations').check();
  await page.getByText('Swedish', { exact: true }).click();
  await expect(page.getByLabel('Opening text')).toHaveAttribute('placeholder', 'Kiitos mielenkiinnosta.');
  await page.getByLabel('Opening text').fill('Tack för intresset.');
  await page.getByLabel('Product 1').fill('Luftvattenvärmepump');
  for (const scheme of ['light', 'dark'] as const) {
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: info.outputPath(`template-${width}-${scheme}.png`), fullPage: true });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
  }
  await page.setViewportSize({ width: 1440, height: 1000 });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save template' }).click();
  await expect(page.getByText('The template is saved')).toBeVisible();

  const { party } = await desk.read((await desk.draft({ language: 'sv', party: 'Svenska Ab', lines: 0 })).id) as unknown as { party: { name: string } };
  await open(page, `${server.url}/quotations`);
  await page.getByRole('button', { name: 'New quotation' }).click();
  await page.locator('#new-customer').fill(party.name);
  await page.getByRole('option', { name: party.name }).filter({ hasNotText: 'Create' }).click();
  await expect(page.locator('#new-template option:checked')).toHaveText('Pumppu');
  await page.screenshot({ path: info.outputPath('new.png') });
  await page.getByRole('button', { name: 'Create quotation' }).click();
  await page.waitForURL(/\/quotations\/[\w-]{30,}$/);
  await alive(page);
  await expect(lines(page)).toHaveCount(2);
  await expect(lines(page).first()).toContainText('Luftvattenvärmepump');
  await expect(lines(page).nth(1)).toContainText('Ilma-vesilämpöpumppu 2');
  await expect(page.locator('#head-introduction')).toHaveValue('Tack för intresset.');
  await expect(page.locator('#head-title')).toHaveValue('Lämpöpumppupaketti');
  await saved(page);

  // A draft that is there already takes it too: what would change is told first, and all of it is taken back at once.
  const draft = await desk.draft({ title: 'Oma otsikko', lines: 1 });
  await open(page, `${server.url}/quotations/${draft.id}`);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Apply template…' }).click();
  const applying = page.locator('#apply-template');
  await applying.locator('#apply-which').selectOption({ label: 'Pumppu' });
  await expect(applying).toContainText('2 lines are added');
  await expect(applying.getByLabel('Title')).not.toBeChecked();
  await page.screenshot({ path: info.outputPath('apply.png') });
  await expectAccessible(page);
  await applying.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(lines(page)).toHaveCount(3);
  await expect(page.locator('#head-title')).toHaveValue('Oma otsikko');
  await expect(page.locator('#head-introduction')).toHaveValue('Kiitos mielenkiinnosta.');
  await saved(page);
  await page.locator('.toasts').getByRole('button', { name: 'Undo' }).click();
  await expect(lines(page)).toHaveCount(1);
  await expect(page.locator('#head-introduction')).toHaveValue('');
  await saved(page);
});
