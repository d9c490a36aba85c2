// A stranger's form on a WordPress site and a stranger's mail each find their seller; the mail becomes an opportunity that
// is worked on, moved on the board, met about, offered, signed on a telephone, and won.
import { randomUUID } from 'node:crypto';
import { draw, phone } from './customer.ts';
import { cell, saved, send } from './editor.ts';
import { enter, expect, expectAccessible, open, test } from './fixtures.ts';
import { startImapServer } from './imapserver.ts';

test('from a WordPress form and a mail to a signed order that wins the opportunity', async ({ serve, browse, request, playwright }, info) => {
  test.setTimeout(180_000);
  const imap = await startImapServer();
  try {
    const server = await serve();
    const staff = await browse({ permissions: ['clipboard-read', 'clipboard-write'] });
    await enter(staff, server);

    await test.step('a team takes what is about saunas', async () => {
      await open(staff, `${server.url}/settings/teams`);
      await staff.getByRole('button', { name: 'New team' }).first().click();
      const drawer = staff.getByRole('dialog', { name: 'New team' });
      await drawer.locator('#team-name').fill('Saunas');
      await drawer.locator('#team-rule-field-words').fill('sauna, löyly');
      await drawer.locator('#team-add').selectOption({ label: 'Aino Lehtonen' });
      await drawer.locator('[id^=member-][id$=-capacity]').fill('300');
      await drawer.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(staff.getByRole('row', { name: /Saunas/ })).toContainText('By rules');
    });

    await test.step('the form of a WordPress site', async () => {
      await open(staff, `${server.url}/settings/intake`);
      await staff.getByRole('button', { name: 'New web form' }).first().click();
      await staff.locator('#web-form-name').fill('WordPress');
      await staff.getByRole('button', { name: 'Save', exact: true }).click();
      await staff.getByRole('button', { name: 'WordPress' }).click();
      const address = new URL(new URL(await staff.locator('#web-form-post').inputValue()).pathname, server.url).href;
      await staff.keyboard.press('Escape');
      // As integrations/wordpress posts it, and once more, as a browser that was not answered does.
      const data = { name: 'Veera Virta', company: 'Virran Saunamökit', email: 'veera@virta.example', phone: '040 555 0188', message: 'Haluamme saunan rantaan.', _gotcha: '', referrer: 'https://virta.example/yhteys?utm_source=lehti' };
      const headers = { 'idempotency-key': randomUUID() };
      const post = async () => (await request.post(address, { data, headers })).json();
      expect(await post()).toMatchObject({ verdict: 'made' });
      expect(await post()).toMatchObject({ verdict: 'repeated' });
      await open(staff, `${server.url}/opportunities?search=Virran`);
      await staff.getByRole('row', { name: /Virran Saunamökit/ }).getByRole('link').first().click();
      await expect(staff.getByRole('heading', { name: 'Virran Saunamökit' }).first()).toBeVisible();
      await expect(staff.getByText('Haluamme saunan rantaan.').first()).toBeVisible();
      await expect(staff.getByRole('region', { name: 'Owned by Aino Lehtonen because' })).toContainText('Team Saunas takes it.');
    });

    await test.step('a mail in the mailbox', async () => {
      await imap.deliver('first', [
        'From: =?utf-8?q?P=C3=A4ivi_M=C3=A4kel=C3=A4?= <paivi@makela.example>',
        'To: myynti@havulampo.example',
        'Subject: =?utf-8?q?Sauna_pihaan?=',
        `Message-ID: <${randomUUID()}@makela.example>`,
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: 8bit',
        '',
        'Hei! Mitä maksaisi sauna kahdelle?',
        '',
      ]);
      await open(staff, `${server.url}/settings/mailboxes`);
      await staff.getByRole('button', { name: 'New mailbox' }).first().click();
      await staff.locator('#mailbox-name').fill('Sales');
      await staff.locator('#mailbox-host').fill('127.0.0.1');
      await staff.locator('#mailbox-encryption').selectOption('none');
      await staff.locator('#mailbox-port').fill(String(imap.port));
      await staff.locator('#mailbox-user').fill(imap.user);
      await staff.locator('#mailbox-password').fill(imap.password);
      await staff.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(staff.getByRole('dialog')).toHaveCount(0);
      // The worker reads it by itself.
      await expect
        .poll(async () => {
          await open(staff, `${server.url}/opportunities?search=sauna+pihaan`);
          return staff.getByRole('link', { name: /Sauna pihaan/ }).count();
        }, { timeout: 100_000, intervals: [2_000] })
        .toBe(1);
      await staff.getByRole('link', { name: /Sauna pihaan/ }).click();
      await expect(staff.getByRole('heading', { name: 'Sauna pihaan' }).first()).toBeVisible();
      await expect(staff.getByText('Mitä maksaisi sauna kahdelle?').first()).toBeVisible();
      await expect(staff.getByRole('region', { name: 'Owned by Aino Lehtonen because' })).toContainText('Team Saunas takes it.');
      await staff.screenshot({ path: info.outputPath('lead.png'), fullPage: true });
    });
    const deal = new URL(staff.url()).pathname;

    await test.step('a next step is planned and done, and the one after it is a meeting with an invitation', async () => {
      await staff.getByRole('button', { name: 'Plan activity' }).click();
      const plan = staff.getByRole('dialog', { name: 'Plan activity' });
      await plan.getByLabel('What is to be done').fill('Ring Päivi');
      await plan.getByLabel('By', { exact: true }).fill('+0d');
      await plan.getByRole('button', { name: 'Save' }).click();
      await expect(plan).toBeHidden();
      await expect(staff.getByRole('region', { name: 'Next step' })).toContainText('Ring Päivi');
      await open(staff, `${server.url}/`);
      await staff.getByRole('region', { name: 'To do today' }).getByRole('button', { name: 'Done: Ring Päivi' }).click();
      const done = staff.getByRole('dialog', { name: 'Done' });
      await done.getByLabel('How did it go').fill('Wants it before midsummer');
      await done.getByRole('button', { name: 'Done', exact: true }).click();
      await expect(done).toBeHidden();
      await open(staff, server.url + deal);
      await expect(staff.getByText('Wants it before midsummer').first()).toBeVisible();
      await staff.getByRole('button', { name: 'Plan activity' }).click();
      await plan.getByLabel('Type', { exact: true }).selectOption({ label: 'Meeting' });
      await plan.locator('#activity-due').fill('+7d');
      await plan.locator('#meeting-starts').fill('14.00');
      await plan.locator('#meeting-starts').press('Tab');
      await plan.locator('#meeting-known').selectOption({ label: 'Päivi Mäkelä' });
      await plan.getByLabel('Send invitations').check();
      await plan.getByRole('button', { name: 'Save' }).click();
      await expect(plan).toBeHidden();
      await expect(staff.locator('.activity').filter({ hasText: 'Päivi Mäkelä' })).toContainText('No answer');
    });

    await test.step('the answer of her calendar comes by mail', async () => {
      const desk = await playwright.request.newContext({ storageState: await staff.context().storageState() });
      const read = await desk.post(`${server.url}/api/crm/read`, { data: { id: deal.split('/').pop() }, headers: { origin: server.url } });
      const { activities } = (await read.json()) as { activities: { id: string; meeting?: object }[] };
      const meeting = activities.find((one) => one.meeting)?.id;
      await desk.dispose();
      await imap.deliver('answer', [
        'From: =?utf-8?q?P=C3=A4ivi_M=C3=A4kel=C3=A4?= <paivi@makela.example>',
        'To: myynti@havulampo.example',
        'Subject: Accepted: Meeting',
        `Message-ID: <${randomUUID()}@makela.example>`,
        'MIME-Version: 1.0',
        'Content-Type: multipart/alternative; boundary=two',
        '',
        '--two',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'Päivi has accepted.',
        '--two',
        'Content-Type: text/calendar; method=REPLY; charset=utf-8',
        '',
        ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'METHOD:REPLY', 'BEGIN:VEVENT', `UID:${meeting}`, 'SEQUENCE:0'],
        ...['ATTENDEE;PARTSTAT=ACCEPTED:mailto:paivi@makela.example', 'END:VEVENT', 'END:VCALENDAR'],
        '--two--',
        '',
      ]);
      // A mailbox whose password is typed again is read at once, not when its turn comes.
      await open(staff, `${server.url}/settings/mailboxes`);
      await staff.getByRole('button', { name: 'Sales', exact: true }).click();
      await staff.locator('#mailbox-password').fill(imap.password);
      await staff.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(staff.getByRole('dialog')).toHaveCount(0);
      // The mail is read while the page is drawn: opened again, it says what came in between.
      await expect(async () => {
        await open(staff, server.url + deal);
        await expect(staff.locator('.activity').filter({ hasText: 'Päivi Mäkelä' })).toContainText('Accepted', { timeout: 5_000 });
      }).toPass({ timeout: 40_000 });
    });

    await test.step('it moves on the board, by mouse and by keyboard', async () => {
      await open(staff, `${server.url}/pipeline?search=sauna+pihaan`);
      const card = staff.locator('.deal').filter({ hasText: 'Sauna pihaan' });
      await expect(card).toHaveCount(1);
      await expect(staff.getByRole('region', { name: 'New' })).toContainText('Sauna pihaan');
      await card.dragTo(staff.getByRole('region', { name: 'Qualified' }).locator('header'));
      await expect(staff.getByRole('region', { name: 'Qualified' })).toContainText('Sauna pihaan');
      await staff.screenshot({ path: info.outputPath('board.png') });
      await staff.getByRole('link', { name: 'Sauna pihaan' }).press('Shift+ArrowRight');
      await expect(staff.getByRole('region', { name: 'Qualified' })).not.toContainText('Sauna pihaan');
      await expectAccessible(staff);
      await open(staff, server.url + deal);
      await expect(staff.getByRole('list', { name: 'Stage' }).locator('[aria-current]')).not.toContainText('Qualified');
    });

    const link = await test.step('it is offered to a new customer', async () => {
      await staff.getByRole('button', { name: 'New quotation' }).first().click();
      await staff.waitForURL(/\/quotations\/[\w-]+$/);
      await expect(staff.locator('header.top h1')).toHaveText(/^T-/);
      await staff.locator('body').press('/');
      await expect(cell(staff, 0, 'name').locator('input')).toBeFocused();
      await staff.keyboard.type('lämpö');
      await expect(staff.getByRole('listbox').getByRole('option').first()).toBeVisible();
      await staff.keyboard.press('Enter');
      await expect(cell(staff, 0, 'quantity').locator('input')).toBeFocused();
      await staff.keyboard.type('2');
      await staff.keyboard.press('Enter');
      await saved(staff);
      return send(staff, { name: 'Päivi Mäkelä', email: 'paivi@makela.example' });
    });

    await test.step('the customer signs with a finger', async () => {
      const customer = await browse(phone);
      await customer.goto(link);
      await customer.locator('#bar [data-open], #decide [data-open]').filter({ visible: true }).first().tap();
      await customer.locator('#f-name').fill('Päivi Mäkelä');
      await customer.locator('#tab-drawn').tap();
      await draw(customer);
      await customer.locator('#f-consent').check();
      await customer.locator('#sign-dialog').getByRole('button', { name: 'Allekirjoita ja hyväksy' }).tap();
      await expect(customer.getByRole('heading', { level: 1 })).toContainText('Kiitos, Päivi Mäkelä.');
    });

    await test.step('which wins the opportunity', async () => {
      await open(staff, `${server.url}${deal}`);
      await expect(staff.getByText('Won', { exact: true }).first()).toBeVisible();
      await staff.screenshot({ path: info.outputPath('won.png'), fullPage: true });
      await open(staff, `${server.url}/opportunities?state=won&search=sauna+pihaan`);
      await expect(staff.getByRole('link', { name: /Sauna pihaan/ })).toHaveCount(1);
      await open(staff, `${server.url}/pipeline?search=sauna+pihaan`);
      await expect(staff.locator('.deal')).toHaveCount(0);
      await open(staff, `${server.url}/`);
      // Who signs has also read it, and that may be told later.
      await expect(staff.locator('.moved li').filter({ hasText: 'Accepted' }).first()).toContainText('Päivi Mäkelä');
    });
  } finally {
    await imap.stop();
  }
});
