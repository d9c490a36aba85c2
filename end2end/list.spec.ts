// The list of opportunities: filtered, sorted, changed in place, and many at once with the way back.
import { randomUUID } from 'node:crypto';
import { expect, expectAccessible, open, test } from './fixtures.ts';

test('rows are filtered, sorted, changed in place, and many at once', async ({ staff: page, server, desk }) => {
  for (const [title, expected] of [['Rautalammi one', '300'], ['Rautalammi two', '100'], ['Rautalammi three', '200']]) {
    await desk.call<string>('crm/create', {
      command: { key: randomUUID(), title, party: null, contact_name: 'Liisa', email: '', phone: '', expected, expected_close: null, stage: null },
    });
  }
  await open(page, `${server.url}/opportunities`);
  await page.getByLabel('Search the list').fill('rautalammi');
  const rows = page.locator('tbody tr');
  await expect(rows).toHaveCount(3);
  await expect(page).toHaveURL(/search=rautalammi/);

  await page.getByRole('columnheader', { name: /Expected/ }).first().getByRole('button').click();
  await expect(page).toHaveURL(/sort=-?expected/);
  const order = async () => (await rows.locator('th a').allTextContents()).map((title) => title.replace('Rautalammi ', ''));
  await expect.poll(order).toEqual(page.url().includes('sort=-') ? ['one', 'three', 'two'] : ['two', 'three', 'one']);

  const two = rows.filter({ hasText: 'Rautalammi two' });
  await two.locator('td.c-end button.cell').click();
  await two.getByRole('textbox').fill('900');
  await two.getByRole('textbox').press('Enter');
  await expect(two.locator('td.c-end')).toContainText('900');
  await expectAccessible(page);

  await page.getByLabel('Choose all rows shown').check();
  const chosen = page.getByRole('group', { name: '3 chosen' });
  await chosen.getByRole('button', { name: 'Lost…' }).click();
  const why = page.getByRole('dialog', { name: 'Mark as lost' });
  await why.getByRole('button', { name: 'Mark as lost' }).click();
  await expect(rows).toHaveCount(0);
  // The notice of the changed figure stands there still: the last one is of those that were lost.
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(rows).toHaveCount(3);
  await expectAccessible(page);
});
