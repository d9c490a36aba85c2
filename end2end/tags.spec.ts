// Tags, the matrix of activities and the calendar feed: a word is made while typing, found by in the list, kept in the
// settings; what is planned stands in the matrix and in the calendar, whose address can be made anew and turned off.
import { randomUUID } from 'node:crypto';
import type { Desk } from './desk.ts';
import { expect, expectAccessible, open, test } from './fixtures.ts';

async function opportunity(desk: Desk, title: string): Promise<string> {
  return desk.call<string>('crm/create', {
    command: {
      key: randomUUID(), title, party: null, contact_name: '', email: '', phone: '', expected: '1000',
      expected_close: null, stage: null,
    },
  });
}

test('a typed word becomes a tag, on the record, in the list, for many at once, and in the settings', async ({ staff: page, server, desk, forgive }, info) => {
  forgive(/422/);
  const id = await opportunity(desk, 'Tagged roof');
  await opportunity(desk, 'Tagged sauna');
  await open(page, `${server.url}/opportunities/${id}`);
  const field = page.getByRole('combobox', { name: 'Tags' });
  await field.fill('Framework deal');
  await page.getByRole('option', { name: /Make the tag “Framework deal”/ }).click();
  await expect(page.getByRole('button', { name: 'Remove the tag Framework deal' })).toBeVisible();
  await expect(field).toHaveValue('');
  // Too long is refused in words, with what was typed.
  await field.fill('x'.repeat(60));
  await page.getByRole('option', { name: /Make the tag/ }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'x'.repeat(60) })).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('record.png'), fullPage: true });

  // Many at once, and back.
  await open(page, `${server.url}/opportunities?search=Tagged`);
  await page.getByRole('checkbox', { name: 'Choose all rows shown' }).check();
  await page.getByRole('button', { name: 'Add tag', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Framework deal' }).click();
  await expect(page.getByRole('row', { name: /Tagged sauna/ })).toContainText('Framework deal');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('row', { name: /Tagged sauna/ })).not.toContainText('Framework deal');
  await page.locator('select[name=tag]').selectOption({ label: 'Framework deal' });
  await expect(page).toHaveURL(/tag=/);
  await expect(page.getByRole('row', { name: /Tagged roof/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Tagged sauna/ })).toHaveCount(0);
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('list.png'), fullPage: true });

  // Renamed and tinted for everybody.
  await open(page, `${server.url}/settings/tags`);
  await page.getByRole('button', { name: 'Framework deal' }).click();
  const drawer = page.getByRole('dialog', { name: 'Framework deal' });
  await drawer.locator('#tag-name').fill('');
  await drawer.locator('#tag-name').press('Enter');
  await expect(drawer.locator('#tag-name-error')).toBeVisible();
  await drawer.locator('#tag-name').fill('Framework');
  await drawer.locator('#tag-tint').selectOption('clay');
  await expectAccessible(page);
  await drawer.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('row', { name: /Framework/ })).toContainText('Clay');
  await page.screenshot({ path: info.outputPath('settings.png'), fullPage: true });
  await open(page, `${server.url}/opportunities/${id}`);
  await page.getByRole('button', { name: 'Remove the tag Framework' }).click();
  await expect(page.getByRole('button', { name: 'Remove the tag Framework' })).toHaveCount(0);
});

test('what is planned stands in the matrix and in the calendar, until its address is turned off', async ({ staff: page, server, request, desk }, info) => {
  const id = await opportunity(desk, 'Matrix roof');
  const due = new Date(Date.now() - 5 * 86_400_000).toISOString().slice(0, 10);
  await desk.call('activities/schedule', {
    command: { key: randomUUID(), opportunity: id, fields: { kind: 'call', summary: 'Ask, and listen', note: '', due_on: due, user: null } },
  });
  await open(page, `${server.url}/activities?view=matrix&mine=1`);
  const row = page.getByRole('row', { name: /Matrix roof/ });
  await expect(row.getByRole('link', { name: /Ask, and listen/ })).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('matrix.png'), fullPage: true });
  await page.locator('select[name=whose]').selectOption({ label: 'All' });
  await expect(page).not.toHaveURL(/mine=1/);
  await expect(page.getByRole('row', { name: /Matrix roof/ })).toBeVisible();

  await open(page, `${server.url}/account`);
  await page.getByRole('button', { name: 'Make an address' }).click();
  const address = page.locator('#calendar-address');
  await expect(address).toHaveValue(/\/calendar\/tc_.+\.ics$/);
  await expectAccessible(page);
  const feed = new URL(new URL(await address.inputValue()).pathname, server.url).href;
  const read = async () => request.get(feed);
  const first = await read();
  expect(first.headers()['content-type']).toContain('text/calendar');
  expect((await first.text()).replaceAll('\r\n ', '')).toContain('Ask\\, and listen');
  await page.getByRole('button', { name: 'Make a new address' }).click();
  await expect(address).not.toHaveValue(new RegExp(new URL(feed).pathname));
  expect((await read()).status()).toBe(404);
  await page.getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByText('The feed is off.')).toBeVisible();
  await page.screenshot({ path: info.outputPath('account.png'), fullPage: true });
});
