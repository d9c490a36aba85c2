// Every page, in every state that can be reached, is usable by everybody: no violation that axe knows, in light and
// dark, on a wide screen, a telephone and a very narrow one; and nothing is wider than the screen.
import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { post, type Desk } from './desk.ts';
import { alive, expect, open, test, violations } from './fixtures.ts';

const widths = [1440, 390, 320];

test.skip(({ engine }) => engine === 'postgres', 'pages are the same on both engines');
test.describe.configure({ timeout: 300_000 });

/** What was found in a journey, each fault once with the looks it was seen in. */
class Findings {
  #found = new Map<string, string[]>();

  #add(fault: string, look: string): void {
    this.#found.set(fault, [...(this.#found.get(fault) ?? []), look]);
  }

  /** Looks at the page as it stands in each size and light. */
  async everyLook(page: Page, what: string): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of widths) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: width > 500 ? 1000 : 844 });
        const look = `${what}, ${colorScheme}, ${width}`;
        for (const { id, help, where } of await violations(page)) {
          for (const place of where) this.#add(`${id}: ${help}: ${place}`, look);
        }
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wider > 0) this.#add(`the page is wider than the screen (by ${wider} at ${width})`, look);
      }
    }
    await page.setViewportSize({ width: 1440, height: 1000 });
  }

  expectNone(): void {
    const told = [...this.#found].map(([fault, looks]) => `${fault}\n    in ${looks.length}: ${looks.slice(0, 8).join('; ')}`);
    expect(told.join('\n'), 'faults').toBe('');
  }
}

/** Every page of the staff app, in parts so that two browsers look at them at once. */
const parts: [string, (desk: Desk, first: (list: string, kind: string) => Promise<string>) => Promise<string[]>][] = [
  ['pipeline', async (desk, first) => {
    const [one, other] = [await lead(desk), await lead(desk)];
    return [
      '/',
      '/pipeline',
      '/pipeline?step=late&before=2020-01-01',
      '/opportunities',
      '/opportunities?state=lost&search=nothing-like-this',
      await first('/pipeline', 'opportunities'),
      `/opportunities/${one}`,
      `/opportunities/${one}/merge/${other}`,
      '/activities',
      '/forecast',
      '/calendar',
      '/calendar?span=week&show=activities',
      '/pivot?then=source&state=all',
      '/graph?state=all&drawn=lines',
      '/graph?rows=closed&columns=none&state=won',
      '/targets',
      '/assignment',
      '/inbox',
      '/outbox',
      '/nowhere',
    ];
  }],
  ['quotations', async (desk) => {
    const { asked, accepted, draft } = await prepare(desk);
    return [
      '/quotations',
      '/quotations?search=nothing-like-this',
      `/quotations/${draft}`,
      `/quotations/${draft}/content`,
      `/quotations/${asked}`,
      `/quotations/${asked}/proposal`,
      `/quotations/${asked}/versions`,
      `/quotations/${accepted.id}`,
      '/quotations/00000000-0000-7000-8000-000000000000',
      '/orders',
      '/orders/statements',
      `/orders/${accepted.order?.id}`,
    ];
  }],
  ['customers and products', async (_, first) => [
    '/customers',
    '/customers/new',
    '/customers/duplicates',
    await first('/customers', 'customers'),
    '/products',
    '/products/new',
    await first('/products', 'products'),
    '/settings/units',
    '/settings/warehouses',
    '/settings/categories',
    '/settings/price-lists',
    '/settings/price-lists/new',
    await first('/settings/price-lists', 'settings/price-lists'),
    '/settings/taxes',
    '/settings/currencies',
    '/settings/delivery',
    '/settings/payment-terms',
  ]],
  ['settings', async () => [
    '/settings',
    '/settings/mail-texts',
    '/settings/import',
    '/settings/intake',
    '/settings/mailboxes',
    '/settings/tags',
    '/settings/recurring-plans',
    '/settings/templates',
    '/settings/stages',
    '/settings/custom-fields',
    '/settings/activity-types',
    '/settings/activity-plans',
    '/settings/teams',
    '/account',
    '/set-password',
  ]],
];

for (const [part, paths] of parts) {
  test(`every page of the staff app is accessible: ${part}`, async ({ staff, server, desk, forgive }) => {
    forgive(/status of 404.*\/(nowhere|quotations\/0000)/);
    const findings = new Findings();
    const first = (list: string, kind: string) => idOf(staff, server.url + list, kind);
    for (const path of await paths(desk, first)) {
      await test.step(path, async () => {
        await open(staff, server.url + path);
        await findings.everyLook(staff, path);
      });
    }
    findings.expectNone();
  });
}

test('dialogs and menus of the staff app are accessible', async ({ staff, server, desk }) => {
  const findings = new Findings();
  const { id } = await desk.draft({ lines: 3 });
  const looks: [string, string, () => Promise<void>][] = [
    ['/quotations', 'new quotation', () => staff.getByRole('button', { name: 'New quotation' }).first().click()],
    [`/quotations/${id}`, 'send', () => staff.getByRole('button', { name: /^Send version/ }).click()],
    [`/quotations/${id}`, 'one line', () => staff.getByRole('button', { name: 'Open line 1' }).click()],
    [`/quotations/${id}`, 'an edited cell', () => staff.locator('[data-col=quantity]').first().click()],
    [`/quotations/${id}`, 'more', () => staff.getByRole('button', { name: 'More', exact: true }).first().click()],
    ['/', 'the palette', async () => {
      await staff.keyboard.press('Control+k');
      await staff.getByRole('combobox', { name: 'Search for a record, a page or an action' }).fill('new');
      await staff.getByRole('option', { name: 'New customer' }).waitFor();
    }],
    ['/', 'oneself', () => staff.locator('.rail button[popovertarget=you]').click()],
  ];
  for (const [path, what, show] of looks) {
    await test.step(what, async () => {
      await open(staff, server.url + path);
      await show();
      await findings.everyLook(staff, what);
    });
  }
  findings.expectNone();
});

test('pages before the door are accessible', async ({ browse, server, forgive }) => {
  const findings = new Findings();
  forgive(/status of 4\d\d/);
  const page = await browse();
  for (const path of ['/sign-in', '/sign-in?problem=sign_in_failed&email=a@b.example', '/sign-in/forgotten', '/sign-in/forgotten?sent=1', '/set-password?token=x', '/first/x']) {
    await page.goto(server.url + path);
    if (!path.startsWith('/first')) await alive(page);
    await findings.everyLook(page, path);
  }
  findings.expectNone();
});

test('every state of the customer’s page is accessible', async ({ browse, desk, server, forgive }) => {
  const findings = new Findings();
  forgive(/status of 4\d\d/);
  const page = await browse();
  const { asked, accepted, urls } = await prepare(desk);
  const look = async (what: string, url?: string) =>
    test.step(what, async () => {
      if (url) await page.goto(url, { waitUntil: 'networkidle' });
      await findings.everyLook(page, what);
    });
  await look('a question and its answer', urls.asked);
  const address = page.url();
  await look('asked about a line', `${address}?line=${asked}&done=comment`);
  await look('proposing', `${address}?propose=1`);
  await look('a choice', urls.choice);

  await page.goto(address, { waitUntil: 'networkidle' });
  await page.evaluate(() => document.querySelector<HTMLFormElement>('#sign-form')?.submit());
  await page.waitForURL(/\/accept$/);
  await look('sent back');

  await page.goto(address, { waitUntil: 'networkidle' });
  await page.locator('[data-open]').first().click();
  await look('signing by name');
  await page.locator('#tab-drawn').click();
  await look('signing by hand');

  const now = await desk.read(asked);
  await desk.save(now, { fields: { ...now.fields, title: 'Toinen versio' } });
  await desk.send(asked);
  await look('superseded', `${address}?version=1`);
  await look('two versions', address);
  await look('accepted', urls.accepted);
  expect(accepted.state).toBe('accepted');
  await look('declined', urls.declined);
  await look('cancelled', urls.cancelled);
  await look('checking a document', `${server.url}/verify`);
  await look('checking with no hash', `${server.url}/verify?sha256=wrong`);
  await look('the door of the customer’s own page', `${server.url}/my`);
  await look('a key to the customer’s own page', `${server.url}/my/th_nothing`);
  await look('checking an unknown hash', `${server.url}/verify?sha256=${'0'.repeat(64)}`);
  await look('a wrong link', `${server.url}/o/wrong`);
  await look('a forgotten visit', `${server.url}/q/AbcDef123`);
  await look('a revoked link', urls.revoked);
  findings.expectNone();
});

/** Quotations in the states that pages differ by. */
async function prepare(desk: Desk) {
  const draft = await desk.draft({ lines: 2 });
  const lines = [{}, { discount: '12.5', description: 'Pitkä selite\nkahdella rivillä' }, { quantity: '0.5', unit_price: '9999999.99' }];
  const fields = { introduction: 'Kiitos.\n\nTässä tarjous.', terms: 'Ehdot.', payment_terms: '14 pv', customer_reference: 'V-1' };
  const asked = await desk.sent({ lines, fields });
  await post(desk, asked.url, 'comment', { line: asked.lines[1]?.id ?? '', body: 'Onko varastossa?' });
  await desk.call('quotes/answer', {
    command: { key: crypto.randomUUID(), quote: asked.id, line: asked.lines[1]?.id, body: 'On.' },
  });
  await post(desk, asked.url, 'propose', { [`quantity.${asked.lines[0]?.id}`]: '3', [`out.${asked.lines[1]?.id}`]: '1', why: 'Vähempi riittää.' });
  const accepted = await desk.sent({ language: 'sv', lines });
  await post(desk, accepted.url, 'accept', { name: 'Anna Ek', role: 'VD', purchase_order: '7', consent: 'yes', method: 'typed', typed: 'Anna Ek', strokes: '' });
  const declined = await desk.sent({ language: 'en' });
  await post(desk, declined.url, 'decline', { reason: 'price', remark: 'Too much.' });
  const cancelled = await desk.sent();
  await desk.call('quotes/cancel', { command: { id: cancelled.id, version: cancelled.version } });
  const heading = (title: string, grouping: string) => ({ kind: 'section', id: randomUUID(), title, shape: { grouping } });
  const choice = await desk.sent({
    lines: [
      { name: 'Pumppu', quantity: '1', unit_price: '1000' },
      heading('Lisät', 'optional'),
      { name: 'Paneeli', quantity: '12', unit_price: '189', offer: { least: '8', most: '20' } },
      heading('Varaaja', 'choose_one'),
      { name: 'Varaaja 200 l', quantity: '1', unit_price: '900', description: 'Teräs\n- Ei vastusta' },
      { name: 'Varaaja 300 l', quantity: '1', unit_price: '1100', offer: { left_out: true, recommended: true } },
    ],
  });
  const revoked = await desk.sent();
  await desk.call('quotes/revoke-link', { link: revoked.links[0]?.id });
  return {
    draft: draft.id,
    asked: asked.id,
    accepted: await desk.read(accepted.id),
    urls: { choice: choice.url, asked: asked.url, accepted: accepted.url, declined: declined.url, cancelled: cancelled.url, revoked: revoked.url },
  };
}

/** One of two opportunities that may be the same. */
function lead(desk: Desk): Promise<string> {
  return desk.call('crm/create', {
    command: { key: crypto.randomUUID(), title: 'Same again', party: null, contact_name: '', email: 'same@again.example', phone: '', expected: '0', expected_close: null, stage: null },
  });
}

/** The first record that a list leads to. */
async function idOf(page: Page, list: string, kind: string): Promise<string> {
  await open(page, list);
  const links = await page.locator(`main a[href^="/${kind}/"]`).evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const found = links.find((href) => /\/[0-9a-f-]{36}$/.test(href));
  if (!found) throw new Error(`${list} leads to no record`);
  return found;
}
