// Two sign in order and tell what is demanded: the first without scripts, the second at the phone, where the code leads.
import { phone } from './customer.ts';
import { saved } from './editor.ts';
import { expect, expectAccessible, open, test } from './fixtures.ts';

const bare = { javaScriptEnabled: false, locale: 'fi-FI', viewport: { width: 390, height: 844 } };
const wide = { locale: 'fi-FI', viewport: { width: 1440, height: 900 } };

test('two sign in order, tell the e-invoice address once, and the wide page follows the phone', async ({ staff, browse, desk, server, forgive }, info) => {
  forgive(/status of 422/);
  test.setTimeout(120_000);
  const { id } = await desk.draft();
  await open(staff, `${server.url}/quotations/${id}`);
  await staff.locator('#head-acceptance').click();
  await staff.locator('#head-demands-e-invoice').check();
  await saved(staff);
  await staff.getByRole('button', { name: /^Send version/ }).click();
  const dialog = staff.getByRole('dialog');
  await dialog.locator('#send-name').fill('Päivi Mäkelä');
  await dialog.locator('#send-email').fill('paivi@makela.example');
  await dialog.getByRole('button', { name: 'Add recipient' }).click();
  const other = dialog.getByRole('group', { name: 'Recipient 2' });
  await other.getByLabel('Name').fill('Tuomas Mäkelä');
  await other.getByLabel('E-mail').fill('tuomas@makela.example');
  await other.getByLabel('Role').selectOption({ label: 'Signs' });
  await dialog.locator('#send-signing').selectOption({ label: 'All in this order' });
  await staff.screenshot({ path: info.outputPath('in-order.png') });
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  const firstUrl = await dialog.locator('#sent-link').inputValue();
  const secondUrl = await dialog.locator('#sent-link-1').inputValue();

  const second = await browse(wide);
  await second.goto(secondUrl);
  await expect(second.getByText('Ei ole vielä sinun vuorosi.')).toBeVisible();
  await expect(second.locator('#sign-form')).toHaveCount(0);

  const first = await browse(bare);
  await first.goto(firstUrl);
  await first.locator('#f-typed').fill('Päivi Mäkelä');
  await first.locator('#f-e_invoice').fill('003707375463');
  await first.locator('#f-consent').check();
  await first.getByRole('button', { name: 'Allekirjoita ja hyväksy' }).click();
  await expect(first.locator('#e-e_invoice')).toContainText('OVT-tunnus ei täsmää');
  await expect(first.locator('#f-e_invoice')).toHaveValue('003707375463');
  await expect(first.locator('#f-typed')).toHaveValue('Päivi Mäkelä');
  await first.locator('#f-e_invoice').fill('003707375462');
  await first.locator('#f-e_invoice_operator').fill('E204503');
  await first.locator('#f-name').fill('Päivi Mäkelä');
  await first.locator('#f-consent').check();
  await first.getByRole('button', { name: 'Allekirjoita ja hyväksy' }).click();
  await expect(first.getByText('Olet allekirjoittanut.')).toBeVisible();
  await expect(first.locator('#signers')).toContainText('Tuomas Mäkelä: voi allekirjoittaa nyt');

  await second.reload();
  await second.locator('[data-open]').filter({ visible: true }).first().click();
  await second.getByText('Jatka puhelimella').click();
  await expect(second.getByRole('img', { name: 'QR-koodi, jossa on henkilökohtainen linkkisi' })).toBeVisible();
  await expectAccessible(second);
  await second.screenshot({ path: info.outputPath('code.png') });

  const handheld = await browse(phone);
  await handheld.goto(`${secondUrl}#accept`);
  await handheld.locator('#bar [data-open], #decide [data-open]').filter({ visible: true }).first().tap();
  const form = handheld.locator('#sign-form');
  await expect(form.locator('#f-e_invoice')).toHaveValue('003707375462');
  await expect(form.locator('#hand-over')).toBeHidden();
  await form.locator('#f-typed').fill('Tuomas Mäkelä');
  await form.locator('#f-consent').check();
  await form.getByRole('button', { name: 'Allekirjoita ja hyväksy' }).tap();
  await expect(handheld.getByRole('heading', { level: 1 })).toContainText('Kiitos, Tuomas Mäkelä.');
  await expect(second.getByText('Allekirjoitit puhelimella.')).toBeVisible({ timeout: 20_000 });

  const order = (await desk.read(id)).order;
  await open(staff, `${server.url}/orders/${order?.id}`);
  await expect(staff.getByText('003707375462')).toBeVisible();
  await staff.getByRole('button', { name: 'Save on the customer' }).click();
  await expect(staff.getByRole('button', { name: 'Save on the customer' })).toHaveCount(0);
});
