// Two sellers work on one quotation: what they change in different places is kept, the same place is asked about.
import { cell, lines, saved, write } from './editor.ts';
import { cents } from './desk.ts';
import { expect, open, test } from './fixtures.ts';

test('two sellers on one quotation lose no keystroke', async ({ staff: anna, browse, session, desk, server, forgive }) => {
  forgive(/status of 409/);
  const quote = await desk.draft({ lines: [{ name: 'Pumppu' }, { name: 'Putki' }, { name: 'Työ' }] });
  const berta = await browse({ storageState: session });
  for (const page of [anna, berta]) await open(page, `${server.url}/quotations/${quote.id}`);

  // Berta is in the middle of a word while Anna's changes are stored.
  await cell(berta, 1, 'name').click();
  await berta.keyboard.press('End');
  await berta.keyboard.type(' 22 mm, ku');
  await write(anna, 0, 'quantity', '7');
  await write(anna, 1, 'unit_price', '12');
  await cell(anna, 2, 'name').focus();
  await anna.keyboard.press('Delete');
  await saved(anna);
  await berta.keyboard.type('pari');
  await berta.keyboard.press('Tab');
  await saved(berta);
  await expect(cell(berta, 0, 'quantity')).toHaveText('7');
  await expect(cell(berta, 1, 'unit_price')).toHaveText('12,00');
  await expect(lines(berta)).toHaveCount(2);
  await expect(cell(anna, 1, 'name')).toContainText('Putki 22 mm, kupari');
  await expect(lines(anna)).toHaveCount(2);
  const stored = await desk.read(quote.id);
  expect(stored.lines.map((line) => [line.name, Number(line.quantity), Number(line.unit_price)])).toEqual([
    ['Pumppu', 7, 1234.56],
    ['Putki 22 mm, kupari', 2, 12],
  ]);

  // The same cell: nothing is overwritten, Berta chooses.
  await cell(berta, 0, 'quantity').click();
  await berta.keyboard.type('8');
  await write(anna, 0, 'quantity', '9');
  await saved(anna);
  await berta.keyboard.press('Tab');
  const banner = berta.getByRole('alert').filter({ hasText: 'Keep mine' });
  await expect(banner).toBeVisible();
  // Both sums say what they are made of before one of them is chosen.
  const account = berta.locator('#why-figure');
  for (const which of ['theirs', 'mine']) {
    const figure = banner.locator(`#why-${which}`);
    const sum = cents(await figure.innerText());
    await figure.click();
    await expect(account).toContainText('1. Pumppu');
    await expect(account).toContainText('One line, the same in both');
    expect(cents(await account.locator('.kv .sum').last().innerText())).toEqual(sum);
    await berta.keyboard.press('Escape');
    await expect(account).toBeHidden();
    await expect(figure).toBeFocused();
  }
  await expect(cell(berta, 0, 'quantity')).toHaveText('8');
});
