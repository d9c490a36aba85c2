// What is to be done next stands on the cards and in the bars of the board; the chance of winning is learned from what
// ended, says why, and can be set by hand.
import { randomUUID } from 'node:crypto';
import { Desk } from './desk.ts';
import { enter, expect, expectAccessible, open, test } from './fixtures.ts';

/** A day so many days from now, as the server writes days. */
const day = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);

async function made(desk: Desk, title: string): Promise<string> {
  const command = { key: randomUUID(), title, party: null, contact_name: '', email: '', phone: '', expected: '1000', expected_close: null, stage: null };
  return desk.call<string>('crm/create', { command });
}

/** One that came from a source and ended. */
async function ended(desk: Desk, source: string, state: 'won' | 'lost'): Promise<void> {
  const id = await made(desk, `${source} ${state}`);
  const fields = { title: `${source} ${state}`, party: null, contact_name: '', email: '', phone: '', expected: '1000', recurring: { amount: '0', plan: null }, expected_close: null, priority: 0, owner: null };
  const version = await desk.call<number>('crm/edit', { command: { id, version: 1, ...fields, source } });
  await desk.call('crm/close', { command: { id, version, state, reason: state === 'lost' ? 'Price' : '' } });
}

test('cards say what is to be done next, and the board shows those that are late or have nothing', async ({ staff: page, server, desk }) => {
  const [late, idle] = [await made(desk, 'Chimney of the brewery'), await made(desk, 'Cellar of the brewery')];
  const fields = { kind: 'call', summary: 'Ring the brewer', note: '', due_on: day(-4), user: null };
  await desk.call('activities/schedule', { command: { key: randomUUID(), opportunity: late, fields } });
  await open(page, `${server.url}/pipeline?search=brewery`);
  await expect(page.locator(`#card-${late}`)).toContainText(/Ring the brewer, \d days late/);
  await expect(page.locator(`#card-${idle}`)).toContainText('No next step');
  await expect(page.getByText('Next steps: 0 planned, 0 today, 1 late, 1 without')).toBeAttached();
  await expectAccessible(page);

  await page.getByLabel('Next step', { exact: true }).selectOption({ label: 'Next step late' });
  await expect(page).toHaveURL(/step=late/);
  await expect(page.locator(`#card-${idle}`)).toHaveCount(0);
  await expect(page.locator(`#card-${late}`)).toBeVisible();
  await page.getByLabel('Next step', { exact: true }).selectOption({ label: 'No next step' });
  await expect(page.locator(`#card-${idle}`)).toBeVisible();
  await expect(page.locator(`#card-${late}`)).toHaveCount(0);

  await open(page, `${server.url}/opportunities/${late}`);
  await expect(page.getByRole('list', { name: 'How it stands' })).toContainText(/Next step \d days late/);
});

test('a chance is learned from what ended, says why, is set by hand, and computed again', async ({ serve, browse }) => {
  const server = await serve();
  const page = await browse();
  await enter(page, server);
  const desk = new Desk(server.url, page.request);
  const id = await made(desk, 'Roof of the mill');
  await open(page, `${server.url}/opportunities/${id}`);
  const chance = page.getByRole('region', { name: 'Chance of winning' });
  await expect(chance).toContainText(/Not enough history: \d+ of at least 20|Not enough history: \d+ have/);

  for (let count = 0; count < 12; count += 1) await ended(desk, 'Fair', 'won');
  for (let count = 0; count < 8; count += 1) await ended(desk, 'Web', 'lost');
  await page.getByLabel('Source', { exact: true }).fill('Fair');
  await page.getByLabel('Source', { exact: true }).press('Tab');
  await expect(chance).toContainText(/1[23] of 2[01] that ended were won/);
  await expect(chance).toContainText('12 of 12 from the source Fair were won');
  await expectAccessible(page);

  await chance.getByLabel('Set by hand').fill('35');
  await chance.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(chance).toContainText('Set by hand; computed it would be');
  await expect(chance.locator('.figure')).toHaveText(/^35/);

  await open(page, `${server.url}/settings`);
  await page.getByRole('button', { name: 'Compute chances again' }).click();
  await expect(page.getByText(/\d+ looked at/)).toBeVisible();
  await open(page, `${server.url}/opportunities/${id}`);
  await expect(chance.locator('.figure')).toHaveText(/^35/);
  await chance.getByRole('button', { name: 'Back to the computed one' }).click();
  await expect(chance).toContainText(/1[23] of 2[01] that ended were won/);
  await expect(chance.locator('.figure')).not.toHaveText(/^35/);
});
