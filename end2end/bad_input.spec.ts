// What must be refused is refused with a sentence that helps, and nothing typed is lost.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { cell, lines, saved, totals, write } from './editor.ts';
import { expect, open, test } from './fixtures.ts';
import { program } from './server.ts';

const english = { locale: 'en-GB' };
const script = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'>&amp;';

test('a wrong, a revoked and a renewed link', async ({ browse, desk, server, staff, forgive }) => {
  forgive(/status of (401|404|410)/);
  const quote = await desk.sent();
  const page = await browse(english);
  for (const wrong of [`${quote.url}x`, `${server.url}/o/short`, `${server.url}/q/AbcDef123`]) {
    const answer = await page.goto(wrong);
    expect(answer?.status(), wrong).toBeGreaterThanOrEqual(400);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      /^(This link does not open a quotation|Open the link from your e-mail again)$/,
    );
    await expect(page.locator('main')).toContainText(/ask the sender|personal link/);
  }
  await page.goto(quote.url);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lämpöpumppu asennettuna');

  // The seller makes a new link; the old one says that it no longer works, the new one opens.
  await open(staff, `${server.url}/quotations/${quote.id}`);
  await staff.getByRole('button', { name: 'Make a new link' }).click();
  const renewed = await staff.locator('#renewed-link').inputValue();
  await staff.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A newer link has taken the place of this one');
  await page.goto(renewed);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lämpöpumppu asennettuna');
  await staff.getByRole('button', { name: 'Revoke' }).click();
  await expect(staff.getByText('The link no longer works').first()).toBeVisible();
  await page.goto(renewed);
  await expect(page.getByRole('link', { name: /^Write to / })).toHaveAttribute('href', /^mailto:/);
});

test('a second signature, a stale version and an empty one', async ({ browse, desk, forgive }) => {
  forgive(/status of 422/);
  const quote = await desk.sent({ language: 'en' });
  const page = await browse(english);
  await page.goto(quote.url);

  // Posted past the script, with nothing in it: each sentence at its field.
  await page.evaluate(() => document.querySelector<HTMLFormElement>('#sign-form')?.submit());
  await expect(page.getByRole('alert')).toContainText('2 things need your attention.');
  await expect(page.locator('#e-typed')).toContainText('Draw your signature on the pad, or type your name instead.');
  await expect(page.locator('#e-consent')).toContainText('Tick the box');

  // A comment longer than allowed, past the field's own limit.
  await page.locator('#f-body').evaluate((field: HTMLTextAreaElement) => {
    field.removeAttribute('maxlength');
    field.value = 'ä'.repeat(2_001);
  });
  await page.getByRole('button', { name: 'Send the message' }).click();
  await expect(page.locator('#e-body')).toContainText('At most 2,000 characters; there are 2,001.');
  expect((await page.locator('#f-body').inputValue()).length).toBe(2_001);

  // A signature of one point is none.
  await page.goto(quote.url);
  await sign(page, 'Anna Ek', (form) => {
    (form.elements.namedItem('method') as HTMLInputElement).value = 'drawn';
    (form.elements.namedItem('strokes') as HTMLInputElement).value = '[[0,0,0]]';
  });
  await expect(page.locator('#e-typed')).toBeVisible();
  await expect(page.locator('#f-name')).toHaveValue('Anna Ek');

  // Version 2 is sent while the customer still looks at version 1 in two tabs.
  await page.goto(quote.url);
  const second = await page.context().newPage();
  await second.goto(quote.url);
  const now = await desk.read(quote.id);
  await desk.save(now, { fields: { ...now.fields, title: 'A better offer' } });
  await desk.send(quote.id);
  await sign(page, 'Anna Ek');
  await expect(page.getByRole('alert')).toContainText('You read version 1, but version 2 is valid now.');
  expect((await desk.read(quote.id)).state).toBe('sent');
  await page.locator('.notices').getByRole('link', { name: 'Open version 2' }).click();
  await expect(page.locator('#sign-form')).toHaveCount(1);
  await second.reload();
  await sign(page, 'Anna Ek');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Thank you, Anna Ek.');
  // The other tab signs too: it gets the winner's answer, and there is one order.
  const order = (await desk.read(quote.id)).order;
  await sign(second, 'Bo Berg');
  await expect(second.locator('body')).toContainText(order?.number ?? 'no order');
  await expect(second.locator('body')).toContainText(/Thank you, Anna Ek|already been accepted/);
  expect((await desk.read(quote.id)).order).toEqual(order);
});

test('a script in every text field is shown as text to everybody', async ({ browse, desk, server, staff }) => {
  const quote = await desk.sent({
    party: `Oy ${script}`,
    language: 'en',
    title: `T ${script}`,
    lines: [{ name: `N ${script}`, description: `D ${script}`, unit: '<b>' }],
    fields: { introduction: `I ${script}`, terms: `E ${script}`, payment_terms: `P ${script}`, contact_name: `C ${script}`, customer_reference: `R ${script}` },
  });
  const page = await browse(english);
  await page.goto(quote.url, { waitUntil: 'networkidle' });
  for (const mark of ['T', 'N', 'D', 'I', 'E', 'P', 'R']) {
    await expect(page.locator('main')).toContainText(`${mark} ${script}`);
  }
  await page.locator('#f-body').fill(`M ${script}`);
  await page.getByRole('button', { name: 'Send the message' }).click();
  await expect(page.locator('main')).toContainText(`M ${script}`);
  // The remark of a form that comes back stands in it as it was typed.
  await page.locator('#f-remark').fill(`K ${script}`);

  await open(staff, `${server.url}/quotations/${quote.id}`);
  const shown = staff.locator('#main');
  for (const mark of ['N', 'D', 'M']) await expect(shown).toContainText(`${mark} ${script}`);
  await expect(staff.getByLabel('Opening text')).toHaveValue(`I ${script}`);
  for (const path of ['/', '/quotations', '/customers', '/outbox']) {
    await open(staff, server.url + path);
    await expect(staff.locator('#main')).toBeVisible();
  }
  await sign(page, `S ${script}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`S ${script}`);
  await open(staff, `${server.url}/orders/${(await desk.read(quote.id)).order?.id}`);
  await expect(shown).toContainText(`S ${script}`);
  // `browse` listens for dialogs and refused scripts: none may have come.
  await expect(page.locator('script[src], main img')).toHaveCount(0);
});

test('a figure that cannot be is told at its cell and the rest is saved', async ({ desk, server, staff }) => {
  const quote = await desk.draft({ lines: 2 });
  await open(staff, `${server.url}/quotations/${quote.id}`);
  for (const [typed, told] of [
    ['-1', /Quantity: /],
    ['99999999999', /Quantity: /],
    ['kaksi', /Quantity: Type a figure/],
  ] as const) {
    await write(staff, 0, 'quantity', typed);
    await expect(cell(staff, 0, 'quantity')).toHaveAttribute('aria-invalid', 'true');
    await expect(staff.locator('tr.problem')).toHaveText(told);
    await expect(cell(staff, 0, 'quantity')).toHaveText(typed);
  }
  await write(staff, 1, 'name', 'Muu rivi');
  await saved(staff, /^1 field to correct, rest saved/);
  const now = await desk.read(quote.id);
  expect(now.lines.map((line) => [line['name'], Number(line['quantity'])])).toEqual([
    ['Ilma-vesilämpöpumppu 1', 2],
    ['Muu rivi', 2],
  ]);
  await write(staff, 0, 'quantity', '4');
  await saved(staff);
  await expect(staff.locator('tr.problem')).toHaveCount(0);
  expect(Number((await desk.read(quote.id)).lines[0]?.['quantity'])).toBe(4);
});

test('two sellers edit the same cell and neither loses a word', async ({ browse, session, desk, server, forgive }) => {
  forgive(/status of 409/);
  const quote = await desk.draft({ lines: 2 });
  const [one, two] = [await browse({ storageState: session }), await browse({ storageState: session })];
  for (const page of [one, two]) await open(page, `${server.url}/quotations/${quote.id}`);
  // The second is in the middle of typing when the first one's change arrives; what is saved meanwhile comes after it.
  let first = () => {};
  const written = new Promise<void>((resolve) => (first = resolve));
  await two.route('**/api/quotes/save', async (route) => {
    await written;
    await route.continue();
  });
  await cell(two, 0, 'name').click();
  await cell(two, 0, 'name').locator('input').fill('Toisen sanat');
  await write(one, 0, 'name', 'Ensimmäisen sanat');
  await saved(one);
  first();
  await cell(two, 0, 'name').locator('input').press('Tab');
  const conflict = two.getByText(/Someone else saved this quotation at/);
  await expect(conflict).toBeVisible();
  await expect(cell(two, 0, 'name')).toContainText('Toisen sanat');
  expect((await desk.read(quote.id)).lines[0]?.['name']).toBe('Ensimmäisen sanat');
  await two.getByRole('button', { name: 'Keep mine, save over' }).click();
  await expect(conflict).toHaveCount(0);
  await saved(two);
  expect((await desk.read(quote.id)).lines[0]?.['name']).toBe('Toisen sanat');
  await expect(lines(one).nth(0)).toContainText('Toisen sanat');
  expect(await totals(one)).toEqual(await totals(two));
});

test('the command line says what to do about a taken port and a missing directory', async ({ server, engine }) => {
  test.skip(engine === 'postgres', 'the same on both engines');
  const run = async (env: Record<string, string>, args: string[]) => {
    const failed = await promisify(execFile)(program, args, { env: { ...server.env, ...env } }).then(
      () => ({ code: 0, stderr: '' }),
      (error: { code: number; stderr: string }) => error,
    );
    expect(failed.code).toBe(1);
    return failed.stderr;
  };
  const elsewhere = await mkdtemp(join(tmpdir(), 'tarjous-end2end-'));
  try {
    expect(await run({ TARJOUS_DATA: elsewhere }, ['serve'])).toMatch(/Port \d+ is taken by another program[^]*TARJOUS_LISTEN/);
    await writeFile(join(elsewhere, 'file'), '');
    expect(await run({ TARJOUS_DATA: join(elsewhere, 'file', 'data') }, ['serve'])).toMatch(
      /The data directory .*file\/data cannot be made:[^]*TARJOUS_DATA or --data/,
    );
    expect(await run({}, ['import', 'crm-sales', join(elsewhere, 'nowhere')])).toMatch(/nowhere/);
  } finally {
    await rm(elsewhere, { recursive: true });
  }
});

/** Fills the form and posts it, with the fields changed as asked. */
async function sign(page: Page, name: string, change?: (form: HTMLFormElement) => void): Promise<void> {
  await page.locator('#f-name').fill(name);
  await page.locator('#f-typed').fill(name);
  await page.locator('#f-consent').check();
  if (change) {
    await page.locator('#sign-form').evaluate(change as (form: HTMLElement | SVGElement) => void);
    await page.evaluate(() => document.querySelector<HTMLFormElement>('#sign-form')?.submit());
  } else {
    await page.locator('#sign-form').getByRole('button', { name: /^Sign and accept/ }).click();
  }
  await alivePortal(page);
}

const alivePortal = (page: Page) => page.waitForLoadState('load');
