// What lies ahead: a deal is moved from month to month by keys, by pointer and by its menu, and stands on its day in the
// calendar, where something is planned and moved.
import { randomUUID } from 'node:crypto';
import { expect, expectAccessible, open, test } from './fixtures.ts';

/** The 15th, so many months from now. */
function midOf(months: number): Date {
  // Lanes are months of the company's clock, wherever this runs.
  const [year, month] = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Helsinki' }).split('-').map(Number);
  return new Date(Date.UTC(year!, month! - 1 + months, 15));
}

/** As the heading of a lane has it. */
function named(day: Date): string {
  const month = day.toLocaleString('en', { month: 'long', timeZone: 'UTC' });
  return day.getUTCFullYear() === new Date().getFullYear() ? month : `${month} ${day.getUTCFullYear()}`;
}

const iso = (day: Date): string => day.toISOString().slice(0, 10);

test('a deal is moved between months and stands on its day in the calendar', async ({ staff: page, server, desk }) => {
  await desk.call<string>('crm/create', {
    command: { key: randomUUID(), title: 'Karhunkolo drying', party: null, contact_name: 'Liisa', email: '', phone: '', expected: '1000', expected_close: iso(midOf(1)), stage: null },
  });
  await open(page, `${server.url}/forecast?search=karhunkolo`);
  const lane = (months: number) => page.getByRole('region', { name: named(midOf(months)), exact: true });
  const card = page.getByRole('link', { name: 'Karhunkolo drying' });
  await expect(lane(1)).toContainText('Karhunkolo drying');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Three more months' }).click();
  await expect(page).toHaveURL(/search=karhunkolo&months=9/);
  await expect(lane(8)).toBeVisible();

  await card.press('Shift+ArrowRight');
  await expect(lane(2)).toContainText('Karhunkolo drying');
  await expect(card).toBeFocused();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(lane(1)).toContainText('Karhunkolo drying');

  await page.locator('.deal').dragTo(lane(3).locator('header'));
  await expect(lane(3)).toContainText('Karhunkolo drying');
  await expect(page.locator('.deal')).toContainText('15');

  await page.getByRole('button', { name: 'Move Karhunkolo drying' }).click();
  await page.getByRole('menuitem', { name: 'Another day…' }).click();
  const when = page.getByRole('dialog', { name: 'Move to another day' });
  await when.getByLabel('Day', { exact: true }).fill(iso(midOf(2)));
  await when.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(lane(2)).toContainText('Karhunkolo drying');

  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Calendar' }).click();
  await expect(page).toHaveURL(/\/calendar\?search=karhunkolo/);
  await open(page, `${server.url}/calendar?search=karhunkolo&day=${iso(midOf(2))}`);
  const day = (at: string) => page.locator('td', { has: page.locator(`[id="day-${at}"]`) });
  const [mid, next] = [iso(midOf(2)), iso(new Date(midOf(2).getTime() + 86_400_000))];
  await expect(day(mid)).toContainText('Karhunkolo drying');
  await expectAccessible(page);

  // Beside the days stands what nothing is planned for; a key plans it.
  const beside = page.getByRole('complementary', { name: 'Beside the calendar' });
  const plan = page.getByRole('dialog', { name: 'New activity' });
  await beside.getByRole('link', { name: 'Karhunkolo drying' }).press('t');
  await expect(plan.getByLabel('Opportunity')).toHaveValue(/Karhunkolo drying/);
  await plan.getByRole('button', { name: 'Cancel' }).click();
  await expect(plan).toBeHidden();

  await page.locator(`[id="day-${mid}"]`).press('Enter');
  await plan.getByLabel('Opportunity').fill('karhunkolo');
  await page.getByRole('option', { name: /Karhunkolo drying/ }).click();
  await plan.getByLabel('What is to be done').fill('Ring the miller');
  await plan.getByRole('button', { name: 'Save' }).click();
  await expect(plan).toBeHidden();
  await expect(day(mid)).toContainText('Ring the miller');
  await expect(beside.getByRole('link', { name: 'Karhunkolo drying' })).toHaveCount(0);
  await page.getByRole('link', { name: /Ring the miller/ }).press('Shift+ArrowRight');
  await expect(day(next)).toContainText('Ring the miller');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await page.reload();
  await expect(day(next)).toContainText('Ring the miller');

  // On a phone the head leaves the screen to the days, and nothing is scrolled sideways.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('button', { name: 'New activity' })).toBeVisible();
  expect((await page.locator('header.top').boundingBox())?.height).toBeLessThan(120);
  expect(await page.locator('.calview').evaluate((days) => days.scrollWidth - days.clientWidth)).toBe(0);
});
