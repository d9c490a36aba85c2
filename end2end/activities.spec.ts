// The next step of an opportunity: planned by keyboard, moved, done with how it went, and seen on the home page; a type of
// the company's own, and a plan that is started by hand and by a stage.
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

  // By keys: to the row, and it is done.
  const link = week.getByRole('link', { name: 'Ring the headmaster' });
  for (let steps = 0; steps < 60 && !(await link.evaluate((link) => link === document.activeElement)); steps += 1) {
    await page.keyboard.press('j');
  }
  await expect(link).toBeFocused();
  await page.keyboard.press('k');
  await page.keyboard.press('j');
  await expect(link).toBeFocused();
  await page.keyboard.press('d');
  const done = page.getByRole('dialog', { name: 'Done' });
  await done.getByLabel('How did it go').fill('Come on Friday');
  await done.getByRole('button', { name: 'Done, plan the next' }).click();
  await expect(plan).toBeVisible();
  await expect(plan.getByLabel('What is to be done')).toHaveValue('Call');
  await plan.getByRole('button', { name: 'Save' }).click();
  await expect(plan).toBeHidden();

  // On a phone what can be done is a menu.
  await page.setViewportSize({ width: 390, height: 844 });
  const call = week.getByRole('listitem').filter({ hasText: 'Roof of the school' });
  await call.getByRole('button', { name: 'More: Call' }).click();
  await page.getByRole('menuitem', { name: 'Cancel activity' }).click();
  await expect(page.getByText('Cancelled: Call')).toBeVisible();
});

test('a type has the next one planned, and a plan is started by hand, taken back, and started by a stage', async ({ staff: page, server, desk }) => {
  await open(page, `${server.url}/settings/activity-types`);
  await page.getByRole('button', { name: 'New type' }).click();
  const type = page.getByRole('dialog', { name: 'New type' });
  await type.locator('#type-name').fill('Site survey');
  await type.locator('#type-chain').selectOption('trigger');
  await type.locator('#type-next').selectOption({ label: 'E-mail' });
  await expectAccessible(page);
  await type.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('row', { name: /Site survey/ })).toContainText('E-mail');

  await open(page, `${server.url}/settings/activity-plans`);
  await page.getByRole('button', { name: 'New plan' }).click();
  const plan = page.getByRole('dialog', { name: 'New plan' });
  await plan.locator('#plan-name').fill('Survey first');
  await plan.getByRole('button', { name: 'Add step' }).click();
  const step = plan.getByRole('group', { name: 'Step 1' });
  await step.getByLabel('Type', { exact: true }).selectOption({ label: 'Site survey' });
  await step.getByLabel('Days', { exact: true }).fill('2');
  await plan.getByLabel('Qualified').check();
  await expectAccessible(page);
  await plan.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('row', { name: /Survey first/ })).toContainText('Qualified');

  const id = await desk.call<string>('crm/create', {
    command: { key: randomUUID(), title: 'Roof of the barn', party: null, contact_name: '', email: '', phone: '', expected: '0', expected_close: null, stage: null },
  });
  await open(page, `${server.url}/opportunities/${id}`);
  const planned = page.getByRole('region', { name: 'To do', exact: true });
  await page.getByRole('button', { name: 'Start a plan' }).click();
  const start = page.getByRole('dialog', { name: 'Start a plan' });
  await expect(start.getByRole('listitem')).toContainText('Site survey');
  await expectAccessible(page);
  await start.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(planned).toContainText('Site survey');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(planned).toContainText('Nothing is planned.');

  // Moved by mistake: the way back takes the plan along; moved for good, it is started.
  const stages = page.getByRole('list', { name: 'Stage' });
  await stages.getByRole('button', { name: 'Qualified' }).click();
  await expect(planned.getByRole('listitem')).toHaveCount(1);
  await page.locator('.toasts').getByRole('button', { name: 'Undo' }).last().click();
  await expect(planned).toContainText('Nothing is planned.');
  await stages.getByRole('button', { name: 'Qualified' }).click();
  await expect(planned.getByRole('listitem')).toHaveCount(1);
  await planned.getByRole('button', { name: 'Done: Site survey' }).click();
  const done = page.getByRole('dialog', { name: 'Done' });
  await expect(done).toContainText('Planned by itself afterwards: E-mail');
  await done.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(planned.getByRole('button', { name: 'Done: E-mail' })).toBeVisible();

  // For what is chosen in the list it is started and taken back as well.
  await open(page, `${server.url}/opportunities?search=roof%20of%20the%20barn`);
  await page.getByLabel('Choose all rows shown').check();
  await page.getByRole('button', { name: 'Start a plan' }).click();
  await page.getByRole('menuitem', { name: 'Survey first' }).click();
  await expect(page.locator('.toasts')).toContainText('Plan started on one opportunity');
  await page.locator('.toasts').getByRole('button', { name: 'Undo' }).last().click();
  await expect(page.locator('.toasts')).toContainText('Taken back');
});
