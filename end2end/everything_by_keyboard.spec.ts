// No pointer at all: a quotation of ten lines is made, written and sent with keys.
import type { Page } from '@playwright/test';
import { cell, lines, saved, sentLink, totals } from './editor.ts';
import { alive, expect, open, test } from './fixtures.ts';

test.skip(({ engine }) => engine === 'postgres', 'keys are the same on both engines');

test('everything by keyboard', async ({ staff, server, desk }) => {
  await open(staff, `${server.url}/quotations`);
  const { keyboard } = staff;
  await tabTo(staff, /New quotation/);
  await keyboard.press('Enter');
  // The dialog opens with the customer chosen next; a name that is not there becomes a new customer.
  await expect(staff.getByRole('dialog', { name: 'New quotation' })).toBeVisible();
  await expect(staff.locator('#new-customer')).toBeFocused();
  await keyboard.type('Näppäin Oy');
  await expect(staff.getByRole('option', { name: 'Create “Näppäin Oy”' })).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await tabTo(staff, 'new-title');
  await keyboard.type('Kymmenen riviä');
  await keyboard.press('Enter');
  await staff.waitForURL(/\/quotations\/[\w-]{30,}$/);
  await alive(staff);
  await expect(staff.locator('header.top h1')).toHaveText(/^T-/);

  await keyboard.press('/');
  for (let line = 0; line < 10; line += 1) {
    await expect(cell(staff, line, 'name').locator('input')).toBeFocused();
    await keyboard.type(`Rivi ${line + 1}`);
    // What is typed freely is no product: Tab takes it as it stands.
    await keyboard.press('Tab');
    await keyboard.type(`${line + 1}`);
    await keyboard.press('Tab');
    await keyboard.type('h');
    await keyboard.press('Tab');
    await keyboard.type('10,5*2');
    await keyboard.press('Tab');
    await keyboard.type('10');
    await keyboard.press('Tab');
    // At the tax; after the last cell comes a new line, but not after the tenth.
    if (line < 9) await keyboard.press('Tab');
  }
  await expect(lines(staff)).toHaveCount(10);
  // Moved, deleted and taken back without leaving the grid.
  await keyboard.press('Control+Home');
  await keyboard.press('Home');
  await keyboard.press('Alt+ArrowDown');
  await expect(cell(staff, 1, 'name')).toContainText('Rivi 1');
  await expect(cell(staff, 1, 'name')).toBeFocused();
  await keyboard.press('Delete');
  await expect(lines(staff)).toHaveCount(9);
  await keyboard.press('Control+z');
  await expect(lines(staff)).toHaveCount(10);
  await saved(staff);
  // 21.00 × (1 + … + 10), less 10 %.
  expect((await totals(staff)).net).toBe(103_950);

  // On through the last line, an empty one that goes by itself, the texts and the notes, to the button that sends.
  await keyboard.press('Control+End');
  await keyboard.press('End');
  await tabTo(staff, /^Send version 1/);
  await expect(lines(staff)).toHaveCount(10);
  await keyboard.press('Enter');
  await expect(staff.locator('#send-name')).toBeFocused();
  await keyboard.type('Kaisa Näppäin');
  await keyboard.press('Tab');
  await keyboard.type('kaisa@nappain.example');
  await keyboard.press('Enter');
  const url = await sentLink(staff);
  expect(url).toContain(`${server.url}/o/`);
  const id = staff.url().split('/').pop() ?? '';
  expect((await desk.read(id)).state).toBe('sent');
});

/** Presses Tab until the focus is where it should be: an id or a name. */
async function tabTo(page: Page, goal: string | RegExp): Promise<void> {
  for (let press = 0; press < 60; press += 1) {
    const [id, words] = await page.evaluate(() => {
      const at = document.activeElement === document.body ? null : document.activeElement;
      return [at?.id ?? '', (at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim()] as const;
    });
    if (typeof goal === 'string' ? id === goal : goal.test(words)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${goal}`);
}
