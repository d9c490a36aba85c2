// The outbox against a real mail server: it is away at first, then takes the quotation and the signed copies.
import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { phone } from './customer.ts';
import { Desk } from './desk.ts';
import { enter, expect, open, test } from './fixtures.ts';
import { startMailServer } from './mailserver.ts';
import { freePort } from './server.ts';

test('mails wait for the mail server and then arrive whole', async ({ serve, browse }) => {
  const port = await freePort();
  const server = await serve({
    env: { TARJOUS_SMTP_HOST: '127.0.0.1', TARJOUS_SMTP_PORT: String(port), TARJOUS_SMTP_ENCRYPTION: 'none' },
  });
  const staff = await browse();
  await enter(staff, server);
  const desk = new Desk(server.url, staff.context().request);
  const quote = await desk.draft({ party: 'Ääkkösniemen Lämpö Oy' });
  await desk.send(quote.id);

  // The server is not there: the mail waits, and the outbox says why.
  await open(staff, `${server.url}/outbox`);
  await expect(staff.locator('.raw')).toContainText(/[Cc]onnection refused/);
  await expect(staff.locator('.raw')).toContainText('paivi@makela.example');

  const mails = await startMailServer(port);
  // The demo company's own mails may be tried again meanwhile.
  const received = async () =>
    (await mails.received()).filter((mail) => mail.subject === 'Tarjous' || mail.attachments.some((file) => file.name.includes(quote.number)));
  try {
    await staff.getByRole('button', { name: 'Try now' }).click();
    await expect.poll(async () => (await received()).length).toBe(1);
    await expect(staff.locator('.raw')).toContainText('Sent');
    const [first] = await received();
    expect(first?.to).toContain('Päivi Mäkelä <paivi@makela.example>');
    expect(first?.subject).toBe('Tarjous');
    expect(first?.text).toContain('Hei!');
    const link = first?.text.match(/http:\S+\/o\/[\w-]+/)?.[0] ?? '';
    // What has gone out no longer holds the secret.
    await open(staff, `${server.url}/outbox`);
    await expect(staff.locator('.raw')).not.toContainText('/o/');

    await accept(await browse({ ...phone, javaScriptEnabled: false }), link);
    await expect.poll(async () => (await received()).length).toBe(3);
    const [, ...copies] = await received();
    expect(copies.map((mail) => mail.to).join()).toContain('paivi@makela.example');
    for (const copy of copies) {
      expect(copy.attachments).toHaveLength(1);
      const [file] = copy.attachments;
      expect(file?.type).toBe('application/pdf');
      expect(file?.name).toContain(quote.number);
      expect(Buffer.from(file?.content ?? '', 'hex').subarray(0, 5).toString()).toBe('%PDF-');
    }
    // Both sides have the same document, byte for byte, and no mail went twice.
    expect(copies[0]?.attachments[0]?.content).toBe(copies[1]?.attachments[0]?.content);
    const ids = (await received()).map((mail) => mail.messageId);
    expect(new Set(ids).size).toBe(3);

    // An invitation brings words and an entry for the calendar in one mail.
    const deal = await desk.call<string>('crm/create', {
      command: { key: randomUUID(), title: 'Roof', party: null, contact_name: '', email: '', phone: '', expected: '0', expected_close: null, stage: null },
    });
    const fields = { kind: 'meeting', summary: 'A look at the roof', note: 'Ours', due_on: '2027-03-01', user: null };
    const attendees = [{ name: 'Päivi Mäkelä', email: 'paivi@makela.example', user: null }];
    const meeting = { starts: '2027-03-01T14:00:00', ends: '2027-03-01T15:00:00', place: 'Tehtaankatu 1', agenda: '', reminder_minutes: null, attendees, tell: true };
    await desk.call('meetings/schedule', { command: { activity: { key: randomUUID(), opportunity: deal, fields }, meeting } });
    const invitations = async () => (await mails.received()).filter((mail) => mail.attachments.some((file) => file.type === 'application/ics'));
    await expect.poll(async () => (await invitations()).length).toBe(1);
    const [invitation] = await invitations();
    expect(invitation?.subject).toContain('A look at the roof');
    expect(invitation?.text).toContain('Tehtaankatu 1');
    const calendar = Buffer.from(invitation?.attachments[0]?.content ?? '', 'hex').toString();
    expect(calendar).toContain('METHOD:REQUEST');
    expect(calendar).toContain('DTSTART:20270301T120000Z');
  } finally {
    await mails.stop();
  }
});

async function accept(customer: Page, link: string): Promise<void> {
  await customer.goto(link);
  await customer.locator('#f-name').fill('Päivi Mäkelä');
  await customer.locator('#f-role').fill('Isäntä');
  await customer.locator('#f-typed').fill('Päivi Mäkelä');
  await customer.locator('#f-consent').check();
  await customer.getByRole('button', { name: 'Allekirjoita ja hyväksy' }).click();
  await expect(customer.getByRole('heading', { level: 1 })).toContainText('Kiitos');
}
