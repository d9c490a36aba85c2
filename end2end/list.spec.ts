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

test('what recurs is given on the record, shown by the month on card and lane, and changed in place', async ({ staff: page, server, desk, forgive }) => {
  forgive(/422/);
  const id = await desk.call<string>('crm/create', {
    command: { key: randomUUID(), title: 'Kerimäki service', party: null, contact_name: '', email: '', phone: '', expected: '1', expected_close: null, stage: null },
  });
  await open(page, `${server.url}/opportunities/${id}`);
  const facts = page.locator('dl.props');
  await facts.getByLabel('Recurring revenue').fill('1200');
  await facts.getByLabel('Recurring revenue').press('Tab');
  // None, a month, a quarter, a year.
  await facts.getByLabel('Plan', { exact: true }).selectOption({ index: 3 });
  await expect(facts).toContainText('Each month');
  await expectAccessible(page);

  await open(page, `${server.url}/pipeline?search=kerimaki`);
  const lane = page.locator('.lane').filter({ hasText: 'Kerimäki service' });
  await expect(lane.locator('.deal')).toContainText(/\+ .*100.*\/month/);
  await expect(lane.locator('.sums')).toContainText(/100.*\/month.*weighted/);
  await expect(page.locator('header.top')).toContainText(/1 open.*\+ .*100.*\/month/);

  await open(page, `${server.url}/opportunities?search=kerimaki`);
  const row = page.locator('tbody tr');
  await expect(row).toHaveCount(1);
  await row.getByRole('button', { name: /Recurring revenue/ }).click();
  await row.getByRole('textbox').fill('-6');
  await row.getByRole('textbox').press('Enter');
  await expect(row.getByRole('textbox')).toHaveValue(/6/);
  await expect(row.getByRole('alert').first()).toBeVisible();
  await row.getByRole('textbox').fill('600');
  await row.getByRole('textbox').press('Enter');
  await expect(row).toContainText(/50.*\/month/);
  await expectAccessible(page);

  await open(page, `${server.url}/settings/recurring-plans`);
  await page.getByRole('button', { name: 'New plan' }).click();
  const drawer = page.getByRole('dialog', { name: 'New plan' });
  await drawer.getByLabel('Name').fill('Half a year');
  await drawer.getByLabel('Months').fill('0');
  await drawer.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(drawer.locator('#recurring-months-error')).toBeVisible();
  await drawer.getByLabel('Months').fill('6');
  await drawer.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Half a year' }).click();
  const half = page.getByRole('dialog', { name: 'Half a year' });
  await half.getByRole('button', { name: 'Remove', exact: true }).click();
  await half.getByRole('button', { name: 'Remove for good' }).click();
  await expect(page.getByRole('button', { name: 'Half a year' })).toHaveCount(0);
  await expectAccessible(page);
});
