// The form for a new opportunity comes with a part of the program of its own: it opens from the board and from home.
import { expect, open, test } from './fixtures.ts';

test('an opportunity is made from the board, and its form opens from the home page too', async ({ staff: page, server }) => {
  const dialog = page.getByRole('dialog', { name: 'New opportunity' });
  await open(page, `${server.url}/pipeline`);
  await page.getByRole('button', { name: 'New opportunity' }).first().click();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'New opportunity' }).first().click();
  await expect(dialog.getByLabel('What is it about')).toBeFocused();
  await page.keyboard.type('Roof of the library');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/opportunities\/[\w-]{30,}$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Roof of the library');

  await open(page, `${server.url}/`);
  await page.getByRole('link', { name: 'New opportunity' }).click();
  await expect(dialog).toBeVisible();
});
