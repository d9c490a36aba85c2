// A quotation duplicated from the editor's menu.
import { lines, saved, totals, write } from './editor.ts';
import { expect, open, test } from './fixtures.ts';

test('a sent quotation is duplicated and the copy leads a life of its own', async ({ desk, server, staff }) => {
  const original = await desk.sent({ lines: [{ quantity: '3' }, { discount: '10' }], fields: { introduction: 'Kiitos käynnistä.' } });
  await open(staff, `${server.url}/quotations/${original.id}`);
  const before = await totals(staff);
  await staff.getByRole('button', { name: 'More' }).click();
  await staff.getByRole('menuitem', { name: 'Duplicate' }).click();
  await staff.waitForURL((url) => !url.pathname.endsWith(original.id));
  await expect(staff.getByText('This is the copy. It has a number of its own.')).toBeVisible();
  await expect(staff.getByRole('heading', { level: 1 })).not.toHaveText(original.number);
  await expect(lines(staff)).toHaveCount(2);
  expect(await totals(staff)).toEqual(before);
  await expect(staff.getByLabel('Opening text')).toHaveValue('Kiitos käynnistä.');
  await expect(staff.getByRole('region', { name: 'Timeline' })).toContainText('copied an earlier one');
  await write(staff, 0, 'quantity', '1');
  await saved(staff);
  expect((await desk.read(original.id)).totals).toEqual(original.totals);
});
