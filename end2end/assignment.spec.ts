// Teams by rules: a team is made, what comes in goes to its member with the reason beside it, what waits is given with one
// press and taken back, and the rules are tried on the last days.
import { expect, expectAccessible, open, test } from './fixtures.ts';

test('a team takes what its rule says, says why, gives what waits, and takes it back', async ({ staff: page, server, request, desk, forgive }, info) => {
  forgive(/422/);
  const post = async (form: string, subject: string) => {
    const data = { email: `${subject.replaceAll(' ', '.').toLowerCase()}@greenhouse.example`, name: 'Gunnar Ek', subject };
    expect(await (await request.post(form, { data })).json()).toMatchObject({ verdict: 'made' });
  };
  await open(page, `${server.url}/settings/intake`);
  await page.getByRole('button', { name: 'New web form' }).first().click();
  await page.locator('#web-form-name').fill('Greenhouses');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Greenhouses' }).click();
  const form = new URL(new URL(await page.locator('#web-form-post').inputValue()).pathname, server.url).href;
  await page.keyboard.press('Escape');
  // It comes before any rule does, and waits.
  await post(form, 'Greenhouse that waits');

  const { people } = await desk.call<{ people: { id: string; name: string }[] }>('teams/list');
  const somebody = people[0]!;
  await open(page, `${server.url}/settings/teams`);
  await page.getByRole('button', { name: 'New team' }).first().click();
  const drawer = page.getByRole('dialog', { name: 'New team' });
  await drawer.locator('#team-rule-field-words').fill('greenhouse, glass');
  await expect(drawer.getByText('In words: title or customer’s name has “greenhouse” or “glass”.')).toBeVisible();
  await drawer.locator('#team-add').selectOption(somebody.id);
  await drawer.locator(`#member-${somebody.id}-capacity`).fill('14');
  await expect(drawer.getByText('That is none a day: 15 make one.')).toBeVisible();
  // Without a name it is refused at its field, and what was typed stays.
  await drawer.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(drawer.locator('#team-name-error')).toBeVisible();
  await expect(drawer.locator('#team-rule-field-words')).toHaveValue('greenhouse, glass');
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('team.png'), fullPage: true });
  await drawer.locator('#team-name').fill('Glass and green');
  await drawer.locator(`#member-${somebody.id}-capacity`).fill('90');
  await drawer.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('row', { name: /Glass and green/ })).toContainText('By rules');
  await expectAccessible(page);

  // On arrival, with the reason on the record.
  await post(form, 'Greenhouse by the sea');
  await open(page, `${server.url}/opportunities?search=Greenhouse`);
  await page.getByRole('link', { name: 'Greenhouse by the sea' }).click();
  const why = page.getByRole('region', { name: `Owned by ${somebody.name} because` });
  await expect(why).toContainText('Team Glass and green takes it. Its rule: title or customer’s name has “greenhouse” or “glass”.');
  await expect(why).toContainText(`Next in turn was ${somebody.name}: number 1 of 90 in 30 days.`);
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('record.png'), fullPage: true });

  // The one that waits: seen, given, taken back.
  await open(page, `${server.url}/assignment`);
  const row = page.getByRole('row', { name: /Greenhouse that waits/ });
  await expect(row).toContainText(somebody.name);
  await page.getByRole('button', { name: 'Try the rules' }).click();
  await expect(page.getByRole('heading', { name: /Glass and green · takes 2/ })).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('assignment.png'), fullPage: true });
  await page.getByRole('button', { name: /^Give / }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toContainText(somebody.name);
});
