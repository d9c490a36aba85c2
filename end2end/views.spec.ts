// The same opportunities as board and as list: filtered on one, looked at on the other.
import { randomUUID } from 'node:crypto';
import type { Desk } from './desk.ts';
import { expect, expectAccessible, open, test } from './fixtures.ts';

/** An opportunity that closes on a day. */
async function closing(desk: Desk, title: string, day: string | null): Promise<string> {
  return desk.call<string>('crm/create', {
    command: { key: randomUUID(), title, party: null, contact_name: 'Liisa', email: '', phone: '', expected: '1000', expected_close: day, stage: null },
  });
}

test('what the board is filtered by goes along to the list and back', async ({ staff: page, server, desk }) => {
  await closing(desk, 'Kelohonka early', '2031-03-04');
  await closing(desk, 'Kelohonka late', '2031-09-04');
  await closing(desk, 'Kelohonka some day', null);
  await open(page, `${server.url}/pipeline`);
  await page.getByLabel('Search the board').fill('kelohonka');
  await expect(page.locator('.deal')).toHaveCount(3);
  await page.getByLabel('Closes before').fill('2031-05-01');
  await page.getByLabel('Closes before').press('Enter');
  await expect(page.locator('.deal')).toHaveCount(1);
  await expect(page.locator('.deal')).toContainText('Kelohonka early');
  await expect(page).toHaveURL(/before=2031-05-01/);
  await expectAccessible(page);

  const views = page.getByRole('navigation', { name: 'Views' });
  await expect(views.getByRole('link', { name: 'Board' })).toHaveAttribute('aria-current', 'page');
  await views.getByRole('link', { name: 'List' }).press('Enter');
  await expect(page.getByRole('row', { name: /Kelohonka early/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Kelohonka late/ })).toHaveCount(0);
  await expect(page.getByLabel('Search the list')).toHaveValue('kelohonka');
  await expectAccessible(page);

  await page.getByLabel('Next step', { exact: true }).selectOption({ label: 'Next step late' });
  await expect(page.getByRole('row', { name: /Kelohonka/ })).toHaveCount(0);
  await views.getByRole('link', { name: 'Board' }).click();
  await expect(page).toHaveURL(/\/pipeline\?.*step=late/);
  await expect(page.getByText('No opportunity matches what you search for.')).toBeVisible();
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(`${server.url}/pipeline`);
});

test('an address that makes no sense filters nothing', async ({ staff: page, server, desk }) => {
  await closing(desk, 'Vaskihelmi', null);
  for (const path of ['pipeline', 'opportunities']) {
    const nonsense = 'team=%3Cscript%3E&owner=1%20OR%201&stage=-&before=2026-02-30&step=%27--&state=gone&sort=--&mine=yes';
    await open(page, `${server.url}/${path}?${nonsense}&search=vaskihelmi`);
    await expect(page.getByRole('link', { name: /Vaskihelmi/ })).toBeVisible();
  }
});

test('the same opportunities as figures: a table by keyboard, a list behind a cell, a graph, and a target against it', async ({ staff: page, server, desk }) => {
  await closing(desk, 'Saarni one', '2031-03-04');
  await closing(desk, 'Saarni two', '2031-04-04');
  await open(page, `${server.url}/pipeline?search=saarni`);
  const views = page.getByRole('navigation', { name: 'Views' });
  await views.getByRole('link', { name: 'Pivot' }).click();
  await page.getByLabel('Rows', { exact: true }).selectOption({ label: 'Expected close' });
  await expect(page).toHaveURL(/rows=close/);
  const table = page.getByRole('table', { name: 'Pivot table: Expected revenue' });
  await expect(table.getByRole('row', { name: /March 2031/ })).toContainText(/1.000/);
  await expect(table.getByRole('row', { name: /All together/ })).toContainText(/2.000/);
  await page.getByLabel('Rows', { exact: true }).selectOption({ label: 'Owner' });
  await expectAccessible(page);
  // From the last total by arrows to the first row, and from there into the list.
  const total = table.getByRole('link', { name: /^All together, All together: / });
  await total.focus();
  await page.keyboard.press('ArrowUp');
  await expect(table.locator('tbody a:focus')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/opportunities\?.*search=saarni/);
  await expect(page.getByRole('row', { name: /Saarni (one|two)/ })).toHaveCount(2);
  await views.getByRole('link', { name: 'Graph' }).click();
  await expect(page.locator('svg.picture rect')).not.toHaveCount(0);
  await expectAccessible(page);

  await open(page, `${server.url}/targets`);
  await page.locator('tbody th button').last().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('A sum for the whole year').fill('1200');
  await drawer.getByRole('button', { name: 'Share over the months' }).click();
  await expect(drawer.getByLabel('March', { exact: true })).toHaveValue(/^100/);
  await expectAccessible(page);
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('tbody tr').last().locator('td').last()).toContainText(/1.200/);
});
