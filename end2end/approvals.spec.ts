// A discount beyond the seller's limit: held back, asked for, approved by the manager, sent by the seller.
import { randomUUID } from 'node:crypto';
import { saved, write } from './editor.ts';
import { expect, open, test } from './fixtures.ts';
import { Desk } from './desk.ts';

test('a discount beyond the limit waits for approval, and goes out once it is there', async ({ serve, browse, playwright, forgive }, info) => {
  forgive(/status of 422/);
  const server = await serve();
  const manager = await browse();
  const [first] = await server.printed(/\/first\/[\w-]+/);
  await manager.goto(server.url + first);
  await manager.getByRole('button', { name: 'Sign in' }).click();
  await manager.waitForURL(`${server.url}/`);
  await open(manager, `${server.url}/settings`);
  await manager.locator('#limit-line_discount').fill('10');
  await manager.getByRole('button', { name: 'Save limits' }).click();
  await expect(manager.getByText('Limits saved')).toBeVisible();
  await manager.locator('#limits').screenshot({ path: info.outputPath('limits.png') });

  // A seller comes in by the mailed invitation.
  const request = await playwright.request.newContext({ storageState: await manager.context().storageState() });
  const desk = new Desk(server.url, request);
  await desk.call('settings/add-user', { command: { key: randomUUID(), name: 'Ville Virta', email: 'ville@havulampo.example', role: 'seller', team: null } });
  await manager.goto(`${server.url}/outbox`);
  await manager.locator('.mails a').filter({ hasText: 'ville@' }).first().click();
  const link = (await manager.locator('.raw').innerText()).match(/http\S+\/set-password\?token=[\w-]+/)?.[0] ?? '';
  const seller = await browse();
  await seller.goto(link);
  await seller.getByLabel('New password', { exact: true }).fill('viisi sanaa joita ei arvaa kukaan');
  await seller.getByRole('button', { name: 'Set password', exact: true }).click();
  await seller.waitForURL(`${server.url}/`);
  const own = new Desk(server.url, await playwright.request.newContext({ storageState: await seller.context().storageState() }));
  const { id } = await own.draft({ lines: 2 });

  await open(seller, `${server.url}/quotations/${id}`);
  await write(seller, 0, 'discount', '15');
  // New colleagues read the company's language.
  await saved(seller, /^Tallennettu /);
  const panel = seller.getByRole('region', { name: 'Hyväksyntä' });
  await expect(panel).toContainText(/alennus 15\s%, raja 10\s%/);
  await expect(seller.getByRole('button', { name: /^Lähetä versio/ })).toBeDisabled();
  await panel.getByLabel('Perustelu päättäjälle').fill('An old customer');
  await panel.getByRole('button', { name: 'Pyydä hyväksyntää' }).click();
  await expect(panel).toContainText('Ville Virta pyysi hyväksyntää');
  await seller.screenshot({ path: info.outputPath('asked.png'), fullPage: true });

  // The manager finds it under its tab, and decides where the reasons stand.
  await open(manager, `${server.url}/quotations`);
  await manager.getByRole('link', { name: 'To approve' }).click();
  await manager.getByRole('row').filter({ hasText: 'Mäkelän Tila' }).getByRole('link').first().click();
  await manager.waitForURL(`${server.url}/quotations/${id}`);
  const decision = manager.getByRole('region', { name: 'Approval' });
  await expect(decision).toContainText('An old customer');
  await decision.getByRole('button', { name: 'Refuse' }).click();
  await expect(decision.locator('#approval-answer-error')).toBeVisible();
  await manager.screenshot({ path: info.outputPath('decide.png'), fullPage: true });
  await decision.getByRole('button', { name: 'Approve' }).click();
  await expect(decision).toContainText('Approved by');

  // The seller's page hears of it without reloading.
  await expect(panel).toContainText('Aino Lehtonen hyväksyi');
  await expect(seller.getByRole('button', { name: /^Lähetä versio/ })).toBeEnabled();
  await write(seller, 0, 'discount', '16');
  await saved(seller, /^Tallennettu /);
  await expect(seller.getByRole('button', { name: /^Lähetä versio/ })).toBeDisabled();
  await request.dispose();
});
