// Two opportunities that are the same: told while the second is typed, merged with every field in sight, taken apart again.
import { randomUUID } from 'node:crypto';
import { expect, expectAccessible, open, test } from './fixtures.ts';

const command = (title: string, more: object = {}) => ({
  command: { key: randomUUID(), title, party: null, contact_name: '', email: '', phone: '', expected: '0', expected_close: null, stage: null, ...more },
});

test('a double is seen while typing, merged by what one chooses, and taken apart again', async ({ staff: page, server, desk, forgive }, info) => {
  // Once merged there is nothing to compare any more.
  forgive(/status of 422 .*merge_preview/);
  const first = await desk.call<string>('crm/create', command('Sauna of the Virmas', { email: 'virma@sauna.example', contact_name: 'Veikko' }));
  await open(page, `${server.url}/pipeline`);
  await page.getByRole('button', { name: 'New opportunity' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New opportunity' });
  await dialog.locator('#new-email').fill('virma@sauna.example');
  await expect(dialog.getByText('Because: same e-mail address')).toBeVisible();
  await page.screenshot({ path: info.outputPath('typing.png'), fullPage: true });
  await dialog.getByRole('link', { name: 'Open it instead: Sauna of the Virmas' }).click();
  await expect(page).toHaveURL(new RegExp(first));

  const second = await desk.call<string>('crm/create', command('Virmas call back', { email: 'virma@sauna.example', phone: '040 765 4321' }));
  await open(page, `${server.url}/opportunities/${second}`);
  const doubles = page.getByRole('region', { name: 'Possible duplicates (1)' });
  await expect(doubles).toContainText('same e-mail address');
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('record.png'), fullPage: true });
  await doubles.getByRole('link', { name: 'Compare and merge: Sauna of the Virmas' }).click();
  await expect(page).toHaveURL(`${server.url}/opportunities/${first}/merge/${second}`);
  await expect(page.getByRole('radio', { name: /Phone: 040 765 4321/ })).toBeChecked();
  await page.getByRole('radio', { name: /: Virmas call back$/ }).check();
  await expect(page.locator('.mergeview ins')).toHaveText(['Virmas call back', '040 765 4321']);
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('merge.png'), fullPage: true });
  await page.getByRole('button', { name: 'Merge into one' }).click();
  await expect(page).toHaveURL(`${server.url}/opportunities/${first}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Virmas call back');

  // The merged one's page leads to the one that stayed.
  await open(page, `${server.url}/opportunities/${second}`);
  await expect(page).toHaveURL(`${server.url}/opportunities/${first}`);
  await expectAccessible(page);
  await page.getByRole('button', { name: /Take apart again/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sauna of the Virmas');
  await open(page, `${server.url}/opportunities/${second}`);
  await expect(page).toHaveURL(`${server.url}/opportunities/${second}`);
});

test('a customer who is known already is told while a new one is typed', async ({ staff: page, server, desk }) => {
  await desk.call('parties/create', { command: { key: randomUUID(), fields: { name: 'Rantasalmen Veneveistämö Oy', language: 'fi' } } });
  await open(page, `${server.url}/customers/new`);
  await page.locator('#party-name').fill('rantasalmen veneveistämö');
  await expect(page.getByText('Because: same company name').first()).toBeVisible();
  await expect(page.getByRole('link', { name: /^Open it instead: Rantasalmen/ }).first()).toBeVisible();
  await expectAccessible(page);
});

test('two rows of one customer are compared, merged by what one chooses, and taken apart again', async ({ staff: page, server, desk, forgive }, info) => {
  // Once merged there is nothing to compare any more.
  forgive(/status of 422 .*merge_preview/);
  const make = (fields: object) => desk.call<string>('parties/create', { command: { key: randomUUID(), fields: { language: 'fi', ...fields } } });
  const first = await make({ name: 'Säkylän Taimistot Oy', email: 'toimisto@sakylantaimi.example', phone: '02 555 0177' });
  const second = await make({ name: 'Säkylän Taimisto', email: 'leena@sakylantaimi.example', phone: '+358 2 5550177', contact_name: 'Leena Aro' });
  await open(page, `${server.url}/customers/${second}`);
  const doubles = page.getByRole('region', { name: 'Possible duplicates (1)' });
  await doubles.getByRole('link', { name: 'Compare and merge: Säkylän Taimistot Oy' }).click();
  await expect(page).toHaveURL(`${server.url}/customers/${first}/merge/${second}`);
  await expect(page.getByText('Because: same phone number')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Contact person: Leena Aro' })).toBeChecked();
  await page.getByRole('radio', { name: 'E-mail: leena@sakylantaimi.example' }).check();
  await expect(page.locator('.mergeview ins')).toHaveText(['Leena Aro', 'leena@sakylantaimi.example']);
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('customers.png'), fullPage: true });
  await page.getByRole('button', { name: 'Merge into one' }).click();
  await expect(page).toHaveURL(`${server.url}/customers/${first}`);

  // The merged one's page leads to the one that stayed.
  await open(page, `${server.url}/customers/${second}`);
  await expect(page).toHaveURL(`${server.url}/customers/${first}`);
  await page.getByRole('button', { name: /Take apart again/ }).click();
  await expect(page.getByRole('region', { name: 'Possible duplicates (1)' })).toBeVisible();
  await open(page, `${server.url}/customers/${first}/merge/${second}`);
  await page.getByRole('button', { name: 'Not the same' }).click();
  // To the next pair, or to the list of none.
  await expect(page).not.toHaveURL(`${server.url}/customers/${first}/merge/${second}`);
  await open(page, `${server.url}/customers/${first}`);
  await expect(page.getByRole('region', { name: 'Possible duplicates (1)' })).toBeHidden();
});
