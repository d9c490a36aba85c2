// A quotation goes to three people: one approves, one signs, one reads; each has a page of their own.
import { phone } from './customer.ts';
import { expect, expectAccessible, open, test } from './fixtures.ts';

const bare = { javaScriptEnabled: false, locale: 'fi-FI', viewport: { width: 390, height: 844 } };

test('an approver approves before the signer signs, and a reader reads', async ({ staff, browse, desk, server, forgive }, info) => {
  forgive(/status of (410|422)/);
  test.setTimeout(180_000);
  const quote = await desk.draft();
  await open(staff, `${server.url}/quotations/${quote.id}`);

  const links: string[] = [];
  await test.step('three people are named and each gets a link', async () => {
    await staff.getByRole('button', { name: /^Send version/ }).click();
    const dialog = staff.getByRole('dialog');
    await dialog.locator('#send-name').fill('Päivi Mäkelä');
    await dialog.locator('#send-email').fill('paivi@makela.example');
    await dialog.getByRole('button', { name: 'Add recipient' }).click();
    const second = dialog.getByRole('group', { name: 'Recipient 2' });
    await second.getByLabel('Name').fill('Tuomas Mäkelä');
    await second.getByLabel('E-mail').fill('tuomas@makela');
    await second.getByLabel('Role').selectOption({ label: 'Approves first' });
    await dialog.getByRole('button', { name: 'Add recipient' }).click();
    const third = dialog.getByRole('group', { name: 'Recipient 3' });
    await third.getByLabel('Name').fill('Toimisto');
    await third.getByLabel('E-mail').fill('toimisto@makela.example');
    await third.getByLabel('Language').selectOption({ label: 'Svenska' });
    await expect(dialog).toContainText('Nobody can sign before everyone who approves has approved.');
    await expectAccessible(staff);
    await staff.screenshot({ path: info.outputPath('recipients.png') });
    // A wrong address is told at its own row, and everything typed stays.
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(second.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true');
    await expect(second.getByLabel('Name')).toHaveValue('Tuomas Mäkelä');
    await second.getByLabel('E-mail').fill('tuomas@makela.example');
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    for (const id of ['#sent-link', '#sent-link-1', '#sent-link-2']) links.push(await dialog.locator(id).inputValue());
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    expect(new Set(links).size).toBe(3);
  });
  const [signerUrl = '', approverUrl = '', readerUrl = ''] = links;

  const signer = await browse(phone);
  await test.step('the signer waits', async () => {
    await signer.goto(signerUrl);
    await expect(signer.getByText('Ensin tarvitaan hyväksyntä.')).toBeVisible();
    await expect(signer.locator('#sign-form')).toHaveCount(0);
    await expect(signer.locator('#approvals')).toContainText('Tuomas Mäkelä: ei vielä vastannut');
    await expectAccessible(signer);
  });

  await test.step('the reader reads, in Swedish, and has no buttons to decide with', async () => {
    const reader = await browse(phone);
    await reader.goto(readerUrl);
    await expect(reader.getByText('Offerten är för din kännedom.')).toBeVisible();
    await expect(reader.locator('#accept, #decline, #approve, #bar')).toHaveCount(0);
    await expect(reader.locator('#ask')).toBeVisible();
    await expectAccessible(reader);
  });

  await test.step('the approver approves without scripts', async () => {
    const approver = await browse(bare);
    await approver.goto(approverUrl);
    await approver.getByLabel('En hyväksy').check();
    await approver.getByRole('button', { name: 'Lähetä vastaus' }).click();
    await expect(approver.locator('#e-why-not')).toBeVisible();
    await approver.getByLabel('Hyväksyn: sen saa allekirjoittaa').check();
    await approver.getByRole('button', { name: 'Lähetä vastaus' }).click();
    await expect(approver.getByText('Vastauksesi on lähetetty.')).toBeVisible();
    await expect(approver.locator('#approve')).toHaveCount(0);
  });

  await test.step('now the signer signs', async () => {
    await signer.goto(signer.url());
    await expect(signer.locator('#approvals')).toContainText('Tuomas Mäkelä: hyväksynyt');
    await signer.locator('#bar [data-open], #decide [data-open]').filter({ visible: true }).first().tap();
    const form = signer.locator('#sign-form');
    await form.locator('#f-typed').fill('Päivi Mäkelä');
    await form.locator('#f-consent').check();
    await form.getByRole('button', { name: 'Allekirjoita ja hyväksy' }).tap();
    await expect(signer.getByRole('heading', { level: 1 })).toContainText('Kiitos, Päivi Mäkelä.');
  });

  await test.step('the seller sees how far each has come', async () => {
    await open(staff, `${server.url}/quotations/${quote.id}`);
    const panel = staff.locator('section.panel').filter({ has: staff.getByRole('heading', { name: 'Customer’s links' }) });
    await expect(panel.locator('li').filter({ hasText: 'Tuomas' })).toContainText('Approved');
    await expect(panel.locator('li').filter({ hasText: 'Päivi' })).toContainText('Signed');
  });
});
