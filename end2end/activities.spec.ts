// The next step of an opportunity: planned by keyboard, moved, done with how it went, and seen on the home page.
import { randomUUID } from 'node:crypto';
import { expect, expectAccessible, open, test } from './fixtures.ts';

test('an activity is planned, moved to tomorrow, done, and the next one follows', async ({ staff: page, server, desk, forgive }) => {
  forgive(/status of 422/);
  const id = await desk.call<string>('crm/create', {
    command: { key: randomUUID(), title: 'Roof of the school', party: null, contact_name: 'Liisa', email: '', phone: '', expected: '0', expected_close: null, stage: null },
  });
  await open(page, `${server.url}/opportunities/${id}`);

  await page.getByRole('button', { name: 'Plan activity' }).press('Enter');
  const plan = page.getByRole('dialog', { name: 'Plan activity' });
  await plan.getByLabel('What is to be done').fill('');
  await plan.getByLabel('What is to be done').press('Enter');
  await expect(page.locator('#activity-summary')).toHaveAttribute('aria-invalid', 'true');
  await plan.getByLabel('What is to be done').fill('Ring the headmaster');
  await plan.getByLabel('By', { exact: true }).fill('+0d');
  await plan.getByLabel('What is to be done').press('Enter');
  await expect(plan).toBeHidden();
  const next = page.getByRole('region', { name: 'Next step' });
  await expect(next).toContainText('Ring the headmaster');
  await expectAccessible(page);

  await open(page, `${server.url}/`);
  const today = page.getByRole('region', { name: 'To do today' });
  await expect(today).toContainText('Roof of the school');
  await today.getByRole('button', { name: 'Move to tomorrow: Ring the headmaster' }).click();
  const week = page.getByRole('region', { name: 'To do within a week' });
  await expect(week).toContainText('Ring the headmaster');
  await expectAccessible(page);

  await week.getByRole('button', { name: 'Done: Ring the headmaster' }).click();
  const done = page.getByRole('dialog', { name: 'Done' });
  await done.getByLabel('How did it go').fill('Come on Friday');
  await done.getByRole('button', { name: 'Done, plan the next' }).click();
  await expect(plan).toBeVisible();
  await expect(plan.getByLabel('What is to be done')).toHaveValue('E-mail');
  await plan.getByRole('button', { name: 'Save' }).click();
  await expect(plan).toBeHidden();
});
