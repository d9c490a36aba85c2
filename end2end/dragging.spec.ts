// Lines are dragged by their number: with the mouse, put back by Escape, taken back as one step; a section takes along
// what is below it.
import type { Page } from '@playwright/test';
import { lines, saved } from './editor.ts';
import { expect, open, test } from './fixtures.ts';

test.skip(({ engine }) => engine === 'postgres', 'the grid is the same on both engines');

const names = async (page: Page): Promise<string[]> => {
  const all = await lines(page).locator('[data-col=name]').allInnerTexts();
  return all.map((name) => name.split('\n')[0]!.trim());
};

/** Drags a line by its number to the lower or the upper half of another. */
async function drag(page: Page, from: number, to: number, half: 'upper' | 'lower', drop = true): Promise<void> {
  // In the middle of the window: near its edges the page would move along.
  await lines(page).nth(from).evaluate((line) => line.scrollIntoView({ block: 'center' }));
  const start = (await lines(page).nth(from).locator('td.nr').boundingBox())!;
  const end = (await lines(page).nth(to).boundingBox())!;
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2 + 8, { steps: 2 });
  await page.mouse.move(start.x + start.width / 2, end.y + end.height * (half === 'upper' ? 0.25 : 0.75), { steps: 6 });
  if (drop) await page.mouse.up();
}

for (const width of [1440, 390]) {
  test(`lines are dragged at ${width} pixels`, async ({ staff: page, desk, server }, info) => {
    await page.setViewportSize({ width, height: 900 });
    const { id } = await desk.draft({ lines: [{ name: 'Pumppu' }, { name: 'Putki' }, { name: 'Asennus' }] });
    await open(page, `${server.url}/quotations/${id}`);
    const before = await names(page);
    expect(before).toEqual(['Pumppu', 'Putki', 'Asennus']);

    await drag(page, 0, before.length - 1, 'lower', false);
    await expect(page.locator('tr[data-drop]')).toHaveCount(1);
    await page.screenshot({ path: info.outputPath('dragging.png') });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect(page.locator('tr[data-drop], tr[data-held]')).toHaveCount(0);
    expect(await names(page)).toEqual(before);

    await drag(page, 0, before.length - 1, 'lower');
    const moved = [...before.slice(1), before[0]!];
    await expect.poll(() => names(page)).toEqual(moved);
    await saved(page);
    await page.keyboard.press('Control+z');
    await expect.poll(() => names(page)).toEqual(before);

    // A section that is still empty goes over lines that are there; then they go with it.
    await page.getByRole('button', { name: 'Section' }).click();
    await page.keyboard.type('Laitteet');
    await page.keyboard.press('Enter');
    await drag(page, 3, 1, 'upper');
    await expect.poll(() => names(page)).toEqual(['Pumppu', 'Laitteet', 'Putki', 'Asennus']);
    await page.getByRole('button', { name: 'Section' }).click();
    await page.keyboard.type('Työt');
    await page.keyboard.press('Enter');
    await drag(page, 1, 4, 'lower');
    await expect.poll(() => names(page)).toEqual(['Pumppu', 'Työt', 'Laitteet', 'Putki', 'Asennus']);
    await saved(page);
  });
}
