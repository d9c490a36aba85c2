// The palette by keyboard alone: a record is found and opened, a page too, an action done, and the focus goes back.
import { randomUUID } from 'node:crypto';
import { expect, expectAccessible, open, test } from './fixtures.ts';

test('records, pages and actions are found and opened by keyboard', async ({ staff: page, server, desk }) => {
  const { id, number } = await desk.draft({ party: 'Palettikoe Oy', lines: 1 });
  const field = page.getByRole('combobox', { name: 'Search for a record, a page or an action' });
  // Esc gives the focus back to where it was.
  await open(page, `${server.url}/pipeline`);
  const link = page.getByRole('link', { name: 'Customers' }).first();
  await link.focus();
  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
  await expect(link).toBeFocused();

  // A page.
  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await page.keyboard.type('>products');
  await expect(page.getByRole('dialog').getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${server.url}/products`);

  // Actions only; a new quotation for a customer who is chosen in the same field.
  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await page.keyboard.type('>new quotation for');
  await expect(page.getByRole('dialog').getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  const whom = page.getByRole('combobox', { name: 'For which customer?' });
  await expect(whom).toBeFocused();
  await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/quotations\/[\w-]{30,}$/);

  // A record by its number.
  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await page.keyboard.type(number);
  const found = page.getByRole('dialog').getByRole('option', { name: number });
  await expect(found).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${server.url}/quotations/${id}`);
});

test('an opportunity is moved, planned and lost without being opened', async ({ staff: page, server, desk }) => {
  const title = `Kelosauna ${randomUUID().slice(0, 8)}`;
  await desk.call<string>('crm/create', {
    command: { key: randomUUID(), title, party: null, contact_name: 'Liisa', email: '', phone: '', expected: '1000', expected_close: null, stage: null },
  });
  await open(page, `${server.url}/products`);
  const field = page.getByRole('combobox', { name: 'Search for a record, a page or an action' });
  const options = page.getByRole('dialog').getByRole('option');
  const find = async () => {
    await page.keyboard.press('Control+k');
    await expect(field).toBeFocused();
    await page.keyboard.type(title);
    await expect(options.first()).toContainText(title);
  };
  await find();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('combobox', { name: 'What is to be done with it?' })).toBeFocused();
  await expect(options).toHaveCount(5);
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'To which stage?' })).toBeFocused();
  await page.keyboard.type('qual');
  await expect(options).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/: moved to Qual/)).toBeVisible();

  await find();
  await page.keyboard.press('Tab');
  await page.keyboard.type('plan');
  await expect(options).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'What is to be done?' })).toBeFocused();
  await expect(options.first()).toBeVisible();
  await page.keyboard.type('Ask for drawings');
  await page.keyboard.press('Enter');
  await expect(page.getByText(`${title}: planned`)).toBeVisible();

  // A reason in one's own words; what was done is taken back.
  await find();
  await page.keyboard.press('Tab');
  await page.keyboard.type('lost');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Why was it lost' })).toBeFocused();
  await expect(options.first()).toBeVisible();
  await page.keyboard.type('Built it himself');
  await page.keyboard.press('Enter');
  await expect(page.getByText(`${title}: lost`)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await find();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Ask for drawings').first()).toBeVisible();
});

test('single keys are listed by ?, and switched off they do nothing', async ({ staff: page, server }) => {
  await open(page, `${server.url}/pipeline`);
  const list = page.getByRole('dialog', { name: 'Keys on the keyboard' });
  await page.keyboard.press('?');
  await expect(list).toBeVisible();
  await expect(list).toContainText('Why this price');
  await list.getByRole('switch', { name: 'Single keys act' }).click();
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await page.keyboard.press('?');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search for a record, a page or an action' })).toBeFocused();
  await expect(list).toBeHidden();

  // The list is still found, and the switch is as it was left.
  await page.keyboard.type('>keys on');
  await page.keyboard.press('Enter');
  const single = list.getByRole('switch', { name: 'Single keys act' });
  await expect(single).not.toBeChecked();
  await single.click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(list).toBeVisible();
});
