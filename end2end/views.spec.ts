// The same opportunities as board and as list: filtered on one, looked at on the other.
import { randomUUID } from 'node:crypto';
import type { Desk } from './desk.ts';
import { expect, expectAccessible, open, test } from './fixtures.ts';

/** An opportunity that closes on a day. */
async function closing(desk: Desk, title: string, day: string | null): Promise<string> {
  return desk.call<string>('crm/create', {
    command: { key: randomUUID(), title, party: null, contact_name: 'Liisa', email: '', phone: '', expected: '1000', expected_close: day, stage: null },
  });
}

test('what the board is filtered by goes along to the list and back', async ({ staff: page, server, desk }) => {
  await closing(desk, 'Kelohonka early', '2031-03-04');
  await closing(desk, 'Kelohonka late', '2031-09-04');
  await closing(desk, 'Kelohonka some day', null);
  await open(page, `${server.url}/pipeline`);
  await page.getByLabel('Search the board').fill('kelohonka');
  await expect(page.locator('.deal')).toHaveCount(3);
  await page.getByLabel('Closes before').fill('2031-05-01');
  await page.getByLabel('Closes before').press('Enter');
  await expect(page.locator('.deal')).toHaveCount(1);
  await expect(page.locator('.deal')).toContainText('Kelohonka early');
  await expect(page).toHaveURL(/before=2031-05-01/);
  await expectAccessible(page);

  const views = page.getByRole('navigation', { name: 'Views' });
  await expect(views.getByRole('link', { name: 'Board' })).toHaveAttribute('aria-current', 'page');
  await views.getByRole('link', { name: 'List' }).press('Enter');
  await expect(page.getByRole('row', { name: /Kelohonka early/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Kelohonka late/ })).toHaveCount(0);
  await expect(page.getByLabel('Search the list')).toHaveValue('kelohonka');
  await expectAccessible(page);

  await page.getByLabel('Next step', { exact: true }).selectOption({ label: 'Next step late' });
  await expect(page.getByRole('row', { name: /Kelohonka/ })).toHaveCount(0);
  await views.getByRole('link', { name: 'Board' }).click();
  await expect(page).toHaveURL(/\/pipeline\?.*step=late/);
  await expect(page.getByText('No opportunity matches what you search for.')).toBeVisible();
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(`${server.url}/pipeline`);
});

test('an address that makes no sense filters nothing', async ({ staff: page, server, desk }) => {
  await closing(desk, 'Vaskihelmi', null);
  for (const path of ['pipeline', 'opportunities']) {
    const nonsense = 'team=%3Cscript%3E&owner=1%20OR%201&stage=-&before=2026-02-30&step=%27--&state=gone&sort=--&mine=yes';
    await open(page, `${server.url}/${path}?${nonsense}&search=vaskihelmi`);
    await expect(page.getByRole('link', { name: /Vaskihelmi/ })).toBeVisible();
  }
});

test('a view is saved, shows what it names, and the board is grouped by people', async ({ staff: page, server, desk }) => {
  await closing(desk, 'Revontuli one', '2031-03-04');
  await closing(desk, 'Revontuli two', null);
  await open(page, `${server.url}/opportunities?search=revontuli`);
  await page.getByRole('button', { name: 'Save and arrange views' }).click();
  const form = page.getByRole('dialog', { name: 'Saved views' });
  await form.getByLabel('Name').fill('Northern lights');
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  const tabs = page.getByRole('navigation', { name: 'Saved', exact: true });
  await expect(tabs.getByRole('link', { name: 'Northern lights' })).toHaveAttribute('aria-current', 'page');
  // What it finds is counted beside its name.
  await expect(tabs.getByRole('link', { name: 'Northern lights' })).toHaveText('Northern lights 2');
  await tabs.getByRole('link', { name: 'All' }).click();
  await expect(page).toHaveURL(`${server.url}/opportunities`);
  await tabs.getByRole('link', { name: 'Northern lights' }).click();
  await expect(page.getByRole('row', { name: /Revontuli/ })).toHaveCount(2);
  await expectAccessible(page);

  // Peek, and on to the next by key; the page then knows its place in the list.
  await page.getByRole('link', { name: 'Revontuli two' }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('complementary', { name: 'Peek at Revontuli two' })).toBeVisible();
  await page.keyboard.press('j');
  const peek = page.getByRole('complementary', { name: 'Peek at Revontuli one' });
  await expect(peek).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(peek).toHaveCount(0);
  await page.getByRole('link', { name: 'Revontuli two' }).click();
  await expect(page.getByText('1 of 2', { exact: true })).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.getByRole('heading', { level: 1, name: 'Revontuli one' })).toBeVisible();
  await expect(page.getByText('2 of 2', { exact: true })).toBeVisible();

  await open(page, `${server.url}/pipeline?search=revontuli`);
  await page.getByLabel('Group by').selectOption({ label: 'Closing month' });
  await expect(page).toHaveURL(/group=close/);
  const none = page.getByRole('region', { name: 'No closing day' });
  await expect(none.locator('.deal')).toHaveCount(1);
  await expectAccessible(page);
});

test('a team has stages and fields of its own, and nothing moves into them that is not its', async ({ staff: page, server, desk, forgive }, info) => {
  forgive(/422/);
  const fields = { name: 'Sauna builders', position: 90, assigns: false, turn: 'rotation', rule: {}, members: [] };
  const team = await desk.call<{ id: string }>('teams/save', { command: { key: randomUUID(), id: null, version: 0, fields } });
  const owner = await desk.call<string>('settings/add-user', {
    command: { key: randomUUID(), name: 'Öhman Sauna', email: 'ohman@sauna.example', role: 'seller', team: team.id },
  });
  const [ours, others] = [await closing(desk, 'Löyly of the team', null), await closing(desk, 'Löyly of nobody', null)];
  const { id, version, title, contact_name, email, phone, expected, expected_close, priority, source } =
    await desk.call<Record<string, unknown> & { expected: { value: string } }>('crm/read', { id: ours });
  await desk.call('crm/edit', {
    command: { id, version, title, party: null, contact_name, email, phone, expected: expected.value, recurring: { amount: '0', plan: null }, expected_close, priority, source, owner },
  });

  await open(page, `${server.url}/settings/stages`);
  await page.getByRole('button', { name: 'New stage' }).click();
  const stage = page.getByRole('dialog', { name: 'New stage' });
  await stage.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(stage.locator('#stage-name-error')).toBeVisible();
  await stage.locator('#stage-name').fill('Stove chosen');
  await stage.locator('#stage-chance').fill('35');
  await stage.locator('#stage-team').selectOption(team.id);
  await stage.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('row', { name: /Stove chosen/ })).toContainText('Sauna builders');
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('stages.png'), fullPage: true });

  await open(page, `${server.url}/settings/custom-fields`);
  await page.getByRole('button', { name: 'New field' }).click();
  const field = page.getByRole('dialog', { name: 'New field' });
  await field.locator('#custom-name').fill('Stove');
  await field.locator('#custom-team').selectOption(team.id);
  await field.locator('#custom-kind').selectOption('one');
  await field.locator('#choice-0').fill('Wood');
  await field.locator('#choice-1').fill('Electric');
  await field.locator('#custom-required').selectOption({ label: 'Stove chosen' });
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('field.png'), fullPage: true });
  await field.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('row', { name: /Stove/ })).toContainText('One of several');
  const extras = ['Benches', 'Lights'].map((name) => ({ id: null, name, retired: false }));
  await desk.call('custom/save', {
    command: {
      key: randomUUID(), id: null, version: 0,
      fields: { team: team.id, name: 'Extras', kind: 'several', choices: extras, required: null, on_card: false, retired: false },
    },
  });

  // The stage asks for the field first; filled in, it lets it pass.
  await open(page, `${server.url}/opportunities/${ours}`);
  await page.getByRole('button', { name: 'Stove chosen', exact: true }).click();
  await expect(page.getByText('Fill in first: Stove.')).toBeVisible();
  await page.getByLabel('Stove', { exact: true }).selectOption({ label: 'Wood' });
  await expect(page.locator('.timeline, [aria-labelledby=timeline]').getByText('Wood').first()).toBeVisible();
  await page.getByRole('button', { name: 'Stove chosen', exact: true }).click();
  await expect(page.locator('.stages [aria-current=step]')).toContainText('Stove chosen');
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('own-fields.png'), fullPage: true });

  // On the team's board the lane stands, and others are refused with the reason.
  await open(page, `${server.url}/pipeline?team=${team.id}`);
  await expect(page.getByRole('region', { name: 'Stove chosen' })).toContainText('Löyly of the team');
  await page.locator('select[name=has]').selectOption({ label: 'Stove: Electric' });
  await expect(page.locator('.deal')).toHaveCount(0);
  await open(page, `${server.url}/pipeline?search=l%C3%B6yly`);
  await page.getByRole('button', { name: 'Move Löyly of nobody' }).click();
  await page.getByRole('menuitem', { name: /Stove chosen/ }).click();
  await expect(page.locator(`#card-${others}`)).toContainText('belongs to another team');

  // In the list it is a column for whoever wants it.
  await open(page, `${server.url}/opportunities?team=${team.id}`);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitem', { name: 'Show Stove' }).click();
  await expect(page.getByRole('columnheader', { name: 'Stove' })).toBeVisible();
  await expect(page.getByRole('row', { name: /Löyly of the team/ })).toContainText('Wood');
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Stove of Löyly of the team/ }).click();
  await page.locator('#cell').selectOption({ label: 'Electric' });
  await expect(page.getByRole('button', { name: /^Stove of Löyly of the team: Electric/ })).toBeVisible();
  // Several values are ticked and kept by keyboard alone; Escape keeps what was there.
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitem', { name: 'Show Extras' }).click();
  const extra = (words: string) => page.getByRole('button', { name: `Extras of Löyly of the team: ${words}. Change` });
  await extra('–').press('Enter');
  await expect(page.getByLabel('Benches')).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(extra('Benches, Lights')).toBeVisible();
  await extra('Benches, Lights').press('Enter');
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await expect(extra('Benches, Lights')).toBeVisible();

  // The stage goes; what stood in it moves to the one that is chosen.
  await open(page, `${server.url}/settings/stages`);
  await page.getByRole('button', { name: 'Stove chosen', exact: true }).click();
  const out = page.getByRole('dialog', { name: 'Stove chosen' });
  await out.getByRole('button', { name: 'Take out of use' }).click();
  await expect(out.locator('#stage-to-error')).toBeVisible();
  await out.locator('#stage-to').selectOption({ index: 1 });
  await out.getByRole('button', { name: 'Take out of use' }).click();
  await expect(page.getByRole('row', { name: /Stove chosen/ })).toContainText('Out of use');
  await open(page, `${server.url}/opportunities/${ours}`);
  await expect(page.getByText('took its stage out of use').first()).toBeVisible();
});

test('the same opportunities as figures: a table by keyboard, a list behind a cell, a graph, and a target against it', async ({ staff: page, server, desk }) => {
  await closing(desk, 'Saarni one', '2031-03-04');
  await closing(desk, 'Saarni two', '2031-04-04');
  await open(page, `${server.url}/pipeline?search=saarni`);
  const views = page.getByRole('navigation', { name: 'Views' });
  await views.getByRole('link', { name: 'Pivot' }).click();
  await page.getByLabel('Rows', { exact: true }).selectOption({ label: 'Expected closing' });
  await expect(page).toHaveURL(/rows=close/);
  const table = page.getByRole('table', { name: 'Pivot table: Expected revenue' });
  await expect(table.getByRole('row', { name: /March 2031/ })).toContainText(/1.000/);
  await expect(table.locator('tfoot tr')).toContainText(/2.000/);
  await page.getByLabel('Rows', { exact: true }).selectOption({ label: 'Owner' });
  await expectAccessible(page);
  // From the last total by arrows to the first row, and from there into the list.
  const total = table.getByRole('link', { name: /^All together, All together: / });
  await total.focus();
  await page.keyboard.press('ArrowUp');
  await expect(table.locator('tbody a:focus')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/opportunities\?.*search=saarni/);
  await expect(page.getByRole('row', { name: /Saarni (one|two)/ })).toHaveCount(2);
  await views.getByRole('link', { name: 'Graph' }).click();
  await expect(page.locator('svg.picture rect')).not.toHaveCount(0);
  await expectAccessible(page);

  await open(page, `${server.url}/targets`);
  await page.locator('tbody th button').last().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('A sum for the whole year').fill('1200');
  await drawer.getByRole('button', { name: 'Share over the months' }).click();
  await expect(drawer.getByLabel('March', { exact: true })).toHaveValue(/^100/);
  await expectAccessible(page);
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('tbody tr').last().locator('td').last()).toContainText(/1.200/);
});
