// From a stranger's mail to a card on the board, and how a mailbox that cannot be reached is told.
import { expect, expectAccessible, open, test } from './fixtures.ts';

test('a posted mail becomes an opportunity, its answer joins it, and a wrong mail server gets a sentence', async ({ staff: page, server, desk, request, forgive }, info) => {
  forgive(/422/);
  await open(page, `${server.url}/settings/mailboxes`);
  await page.getByRole('button', { name: 'New mailbox' }).first().click();
  await page.locator('#mailbox-name').fill('Sales mail');
  // Nothing listens there: said before anything is kept, and what was typed stays.
  await page.locator('#mailbox-host').fill('127.0.0.1');
  await page.locator('#mailbox-port').fill('1');
  await page.locator('#mailbox-user').fill('sales');
  await page.getByRole('button', { name: 'Try the connection' }).click();
  await expect(page.locator('#mailbox-password-error')).toBeVisible();
  await page.locator('#mailbox-password').fill('secret');
  await page.getByRole('button', { name: 'Try the connection' }).click();
  await expect(page.getByText('The mail server cannot be reached.')).toBeVisible();
  await expect(page.locator('#mailbox-host')).toHaveValue('127.0.0.1');
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('mailbox.png'), fullPage: true });
  await page.getByText('Fetch mail from a mail server').click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Sales mail' }).click();
  const post = await page.locator('#mailbox-post').inputValue();
  await page.keyboard.press('Escape');

  const address = new URL(new URL(post).pathname, server.url).href;
  const send = async (mail: string[]) => (await request.post(address, { data: Buffer.from(mail.join('\r\n')), headers: { 'content-type': 'message/rfc822' } })).json();
  const first = ['From: Kaisa Lehto <kaisa@lehto.example>', 'Subject: A sauna stove', 'Message-ID: <k1@lehto.example>', 'Content-Type: text/plain; charset=utf-8', '', 'How much is the small one?'];
  expect(await send(first)).toMatchObject({ verdict: 'made' });
  expect(await send(first)).toMatchObject({ verdict: 'repeated' });
  const answer = ['From: Kaisa Lehto <kaisa@lehto.example>', 'Subject: Re: A sauna stove', 'Message-ID: <k2@lehto.example>', 'In-Reply-To: <k1@lehto.example>', '', 'And the larger one?', '', 'On Monday, Kaisa wrote:', '> How much is the small one?'];
  expect(await send(answer)).toMatchObject({ verdict: 'joined' });

  await open(page, `${server.url}/inbox?verdict=joined`);
  await page.getByRole('link', { name: /Re: A sauna stove/ }).first().click();
  await expect(page.getByRole('heading', { name: 'Re: A sauna stove' })).toBeVisible();
  await expect(page.getByText('And the larger one?').first()).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('inbox.png'), fullPage: true });
  await page.getByRole('link', { name: 'Open the opportunity' }).click();
  await expect(page.getByRole('heading', { name: 'A sauna stove' }).first()).toBeVisible();
  await expect(page.getByText('And the larger one?').first()).toBeVisible();

  // A meeting: the customer's calendar answers the invitation by mail, and the page says so by itself.
  await page.getByRole('button', { name: 'Plan activity' }).click();
  const plan = page.getByRole('dialog', { name: 'Plan activity' });
  await plan.getByLabel('Type', { exact: true }).selectOption({ label: 'Meeting' });
  await plan.locator('#activity-due').fill('+7d');
  await plan.locator('#meeting-starts').fill('14.00');
  await plan.locator('#meeting-starts').press('Tab');
  await expect(plan.locator('#meeting-ends')).not.toHaveValue('');
  await plan.locator('#meeting-known').selectOption({ label: 'Kaisa Lehto' });
  await plan.getByLabel('Send invitations').check();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('meeting.png'), fullPage: true });
  await plan.getByRole('button', { name: 'Save' }).click();
  await expect(plan).toBeHidden();
  const row = page.locator('.activity').filter({ hasText: 'Kaisa Lehto' });
  await expect(row).toContainText('No answer');
  const id = new URL(page.url()).pathname.split('/').pop() ?? '';
  const { activities } = await desk.call<{ activities: { id: string; due_on: string }[] }>('crm/read', { id });
  const accepted = ['From: Kaisa Lehto <kaisa@lehto.example>', 'Subject: Accepted: Meeting', 'Message-ID: <k3@lehto.example>', 'Content-Type: text/calendar; method=REPLY; charset=utf-8', '', 'BEGIN:VCALENDAR', 'METHOD:REPLY', 'BEGIN:VEVENT', `UID:${activities[0]?.id}`, 'SEQUENCE:0', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:kaisa@lehto.example', 'END:VEVENT', 'END:VCALENDAR', ''];
  expect(await send(accepted)).toMatchObject({ verdict: 'joined' });
  await expect(row).toContainText('Accepted');
  await expectAccessible(page);

  // Another time that she proposes is taken with one press.
  const day = activities[0]?.due_on.replaceAll('-', '');
  const counter = accepted.map((line) => line.replace('REPLY', 'COUNTER').replace('ACCEPTED', 'TENTATIVE').replace('<k3@', '<k4@').replace('SEQUENCE:0', `SEQUENCE:0\r\nDTSTART;TZID=Europe/Helsinki:${day}T100000`));
  expect(await send(counter)).toMatchObject({ verdict: 'joined' });
  await expect(row).toContainText('Proposes');
  await expectAccessible(page);
  await row.getByRole('button', { name: /^Move to this time/ }).click();
  await expect(row).not.toContainText('Proposes');
  await expect(row).toContainText(/10[.:]00–11[.:]00/);
});
