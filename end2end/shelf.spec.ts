// The customer's own page: asked for by mail, opened once, with everything that was sent to that address. No script runs.
import { Desk } from './desk.ts';
import { enter, expect, expectAccessible, test } from './fixtures.ts';
import { startMailServer } from './mailserver.ts';
import { freePort } from './server.ts';

test('a customer finds everything that was sent to them, by a link that works once', async ({ serve, browse, forgive }) => {
  forgive(/status of 4\d\d/);
  const port = await freePort();
  const server = await serve({
    env: { TARJOUS_SMTP_HOST: '127.0.0.1', TARJOUS_SMTP_PORT: String(port), TARJOUS_SMTP_ENCRYPTION: 'none' },
  });
  const mails = await startMailServer(port);
  const address = 'paivi@makela.example';
  // The demo company's own mails may go out meanwhile.
  const received = async () => (await mails.received()).filter((mail) => mail.to.includes(address));
  try {
    const staff = await browse();
    await enter(staff, server);
    const desk = new Desk(server.url, staff.context().request);
    const [one, other] = [await desk.sent({ title: 'Lämpöpumppu' }), await desk.sent({ title: 'Aurinkopaneelit' })];
    await expect.poll(async () => (await received()).length).toBe(2);

    const page = await browse({ javaScriptEnabled: false, locale: 'en-GB' });
    await page.goto(`${server.url}/my?lang=en`);
    await page.getByLabel('E-mail address').fill('nobody');
    await page.getByRole('button', { name: 'Mail me the link' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByLabel('E-mail address')).toHaveValue('nobody');

    // The answer is the same for an address that nothing was sent to.
    const answer = async (email: string) => {
      await page.goto(`${server.url}/my?lang=en`);
      await page.getByLabel('E-mail address').fill(email);
      await page.getByRole('button', { name: 'Mail me the link' }).click();
      return page.locator('main').innerText();
    };
    expect(await answer('stranger@nowhere.example')).toBe(await answer(address));
    await expect.poll(async () => (await received()).length).toBe(3);
    const link = (await received()).map((mail) => mail.text.match(/http:\S+\/my\/[\w-]+/)?.[0]).find(Boolean) ?? '';

    // Opening it spends nothing: scanners open links.
    for (let time = 0; time < 3; time += 1) expect((await page.request.get(link)).status()).toBe(200);
    await page.goto(`${link}?lang=en`);
    await page.getByRole('button', { name: 'Open my page' }).click();
    await expect(page.getByRole('alert')).toContainText('Tick the box first.');
    await page.getByLabel('I asked for this link myself.').check();
    await page.getByRole('button', { name: 'Open my page' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your quotations and orders');
    await expect(page.locator('.files > li')).toHaveCount(2);
    await expect(page.locator('.files > li').filter({ hasText: one.number })).toContainText('Open');
    // The same shelf where scripts run, so that it can be looked over.
    const seen = await browse({ storageState: await page.context().storageState(), locale: 'en-GB' });
    await seen.goto(page.url());
    await expect(seen.locator('.files > li')).toHaveCount(2);
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1440, 390]) {
        await seen.emulateMedia({ colorScheme });
        await seen.setViewportSize({ width, height: 900 });
        await expectAccessible(seen);
      }
    }
    await page.getByLabel('Number, subject or seller').fill('aurinko');
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(page.locator('.files > li')).toHaveCount(1);
    await page.getByRole('link', { name: 'Aurinkopaneelit' }).click();
    await expect(page.locator('main')).toContainText(other.number);

    // Somebody else with the same link is too late; and without the shelf the page of a quotation stays closed.
    const late = await browse({ javaScriptEnabled: false });
    await late.goto(`${link}?lang=en`);
    await late.getByLabel('I asked for this link myself.').check();
    await late.getByRole('button', { name: 'Open my page' }).click();
    await expect(late.getByRole('heading', { level: 1 })).toHaveText('This link does not work any more');
    await late.goto(page.url());
    await expect(late.locator('main')).not.toContainText('Aurinkopaneelit');

    await page.goto(`${server.url}/my?lang=en`);
    await page.getByRole('button', { name: 'Close this page' }).click();
    await expect(page.getByLabel('E-mail address')).toBeVisible();
  } finally {
    await mails.stop();
  }
});

test('the pages before the shelf are accessible', async ({ browse, server }) => {
  const page = await browse();
  for (const path of ['/my?lang=en', '/my/th_nothing?lang=sv']) {
    await page.goto(server.url + path);
    await expectAccessible(page);
  }
});
