// People in the settings: changed, switched off with their work handed on, let in again.
import { alive, enter, expect, expectAccessible, open, test } from './fixtures.ts';

test('somebody who leaves is switched off, and their work goes to a colleague', async ({ serve, browse, forgive }, info) => {
  forgive(/status of (401|403|422)/);
  const server = await serve();
  const page = await browse();
  await enter(page, server);
  await open(page, `${server.url}/settings`);
  const users = page.locator('#users');
  const row = users.getByRole('row', { name: /Jussi/ });

  // What somebody is called is changed in a drawer; what is wrong stands at its field.
  await row.getByRole('button', { name: 'Jussi Rantala' }).click();
  const drawer = page.getByRole('dialog', { name: 'Jussi Rantala' });
  await drawer.locator('#person-team').selectOption({ label: 'No team' });
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer.locator('#person-team')).toHaveAttribute('aria-invalid', 'true');
  await drawer.locator('#person-team').selectOption({ label: 'Tampere' });
  await drawer.locator('#person-name').fill('Jussi Rantanen');
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('person.png') });
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(row.getByRole('button', { name: 'Jussi Rantanen' })).toBeVisible();

  // Nobody switches themselves off.
  await users.getByRole('button', { name: 'Aino Lehtonen' }).click();
  const own = page.getByRole('dialog', { name: 'Aino Lehtonen' });
  await expect(own.getByText('Another administrator can switch you off')).toBeVisible();
  await expect(own.getByRole('button', { name: 'Switch off…' })).toHaveCount(0);
  await own.locator('#person-role').selectOption({ label: 'Sales manager' });
  await own.getByRole('button', { name: 'Save' }).click();
  await expect(own.getByText('The company needs an administrator who may sign in.')).toBeVisible();
  await page.keyboard.press('Escape');

  // The question tells what is left, and hands it on.
  await row.getByRole('button', { name: 'Jussi Rantanen' }).click();
  await page.getByRole('button', { name: 'Switch off…' }).click();
  const asked = page.getByRole('dialog', { name: 'Switch off Jussi Rantanen?' });
  await expect(asked.getByRole('link', { name: /open opportunit/ })).toBeVisible();
  await asked.locator('#hand-to').selectOption({ label: 'Aino Lehtonen' });
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('asked.png') });
  await asked.getByRole('button', { name: 'Switch off', exact: true }).click();
  await expect(page.getByText(/^Handed to Aino Lehtonen: \d+/)).toBeVisible();
  await expect(row).toContainText('Locked out');

  // Off, there is nothing left for them to do; nobody is offered them, and they are let in again.
  await row.getByRole('button', { name: 'Jussi Rantanen' }).click();
  await page.getByRole('button', { name: 'Hand on…' }).click();
  const left = page.getByRole('dialog', { name: 'Hand on what is Jussi Rantanen’s to do?' });
  await expect(left.getByText('Nothing is left for them to do.')).toBeVisible();
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: 'Jussi Rantanen' }).click();
  await page.getByRole('button', { name: 'Let in again' }).click();
  await expect(row).toContainText('Active');
  await alive(page);
});
