// The customer's page with scripts switched off: it reads, comments, accepts and declines.
import { expect, test } from './fixtures.ts';

const bare = { javaScriptEnabled: false, locale: 'fi-FI', viewport: { width: 390, height: 844 } };

test('without scripts a customer reads, asks and accepts with a typed name', async ({ browse, desk, forgive }) => {
  forgive(/status of 422/);
  const quote = await desk.sent({ lines: [{ description: 'Ulkoyksikkö ja sisäyksikkö' }, { discount: '12.5', quantity: '1.5' }] });
  const page = await browse(bare);
  await page.goto(quote.url);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lämpöpumppu asennettuna');
  await expect(page.getByText('Ulkoyksikkö ja sisäyksikkö')).toBeVisible();

  // The icon at a line leads to the form with that line chosen.
  await page.locator('[data-ask]').nth(1).click();
  await expect(page.locator('#f-line option:checked')).toHaveText('2. Ilma-vesilämpöpumppu 2');
  await page.locator('#f-body').fill('Onko tämä varastossa?');
  await page.getByRole('button', { name: 'Lähetä viesti' }).click();
  await expect(page.getByText('Viestisi on lähetetty.')).toBeVisible();
  await expect(page.locator('.lines .talk')).toContainText('Onko tämä varastossa?');

  // Consent forgotten: the sentence stands at the box, and what was typed is kept.
  await page.locator('#f-name').fill('Matti Meikäläinen');
  await page.locator('#f-role').fill('Isäntä');
  await page.locator('#f-purchase_order').fill('TIL-5');
  await page.locator('#f-typed').fill('Matti Meikäläinen');
  await page.getByRole('button', { name: 'Allekirjoita ja hyväksy' }).click();
  await expect(page.getByRole('alert')).toContainText('1 kohta vaatii vielä huomiotasi.');
  await expect(page.locator('#e-consent')).toBeVisible();
  await expect(page.locator('#f-consent')).toHaveAttribute('aria-describedby', 'e-consent');
  await expect(page.locator('#f-name')).toHaveValue('Matti Meikäläinen');
  await expect(page.locator('#f-role')).toHaveValue('Isäntä');
  await expect(page.locator('#f-purchase_order')).toHaveValue('TIL-5');
  await expect(page.locator('#f-typed')).toHaveValue('Matti Meikäläinen');
  expect((await desk.read(quote.id)).state).toBe('sent');

  await page.locator('#f-consent').check();
  await page.getByRole('button', { name: 'Allekirjoita ja hyväksy' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kiitos, Matti Meikäläinen. Tilaus on vahvistettu.');
  const accepted = await desk.read(quote.id);
  expect(accepted.state).toBe('accepted');
  await expect(page.locator('.of')).toContainText(accepted.order?.number ?? 'no order');
  await expect(page.locator('.cert')).toContainText('Matti Meikäläinen, Isäntä');
  await expect(page.locator('.cert')).toContainText('Nimi kirjoitettu');

  // Taken back within the minutes the seller promises: asked first, then done.
  await page.getByRole('link', { name: 'Peru hyväksyntä' }).click();
  expect((await desk.read(quote.id)).state).toBe('accepted');
  await page.getByRole('button', { name: 'Kyllä, peru hyväksyntä' }).click();
  await expect(page.locator('#e-sure')).toBeVisible();
  await page.getByLabel('Perun hyväksyntäni.').check();
  await page.getByRole('button', { name: 'Kyllä, peru hyväksyntä' }).click();
  await expect(page.getByText('Peruit hyväksynnän.')).toBeVisible();
  await expect(page.locator('#sign-form')).toHaveCount(1);
  const open = await desk.read(quote.id);
  expect([open.state, open.order]).toEqual(['sent', null]);
});

test('without scripts a consumer withdraws from the contract in two steps', async ({ browse, desk, forgive }) => {
  forgive(/status of 422/);
  const quote = await desk.sent({ kind: 'person', party: 'Pehr Åkerblom' });
  const page = await browse(bare);
  await page.goto(quote.url);
  await expect(page.locator('#withdraw')).toContainText('Sinulla on oikeus peruuttaa tämä sopimus 14 päivän kuluessa');
  await page.locator('#f-name').fill('Pehr Åkerblom');
  await page.locator('#f-typed').fill('Pehr Åkerblom');
  await page.locator('#f-consent').check();
  await page.getByRole('button', { name: 'Allekirjoita ja hyväksy' }).click();

  await page.locator('#withdraw').getByRole('link', { name: 'Peruuta sopimus tästä' }).click();
  await page.locator('#f-withdraw-name').fill('Pehr Åkerblom');
  await page.locator('#f-withdraw-email').fill('ei osoite');
  await page.getByLabel('Koko sopimuksen').check();
  await page.getByRole('button', { name: 'Jatka' }).click();
  await expect(page.locator('#e-withdraw-email')).toBeVisible();
  await page.locator('#f-withdraw-email').fill('pehr@koti.example');
  await page.getByRole('button', { name: 'Jatka' }).click();
  await expect(page.locator('#withdraw')).toContainText('pehr@koti.example');
  await page.getByRole('button', { name: 'Vahvista peruuttaminen' }).click();
  await expect(page.getByText('Peruuttamisilmoituksesi on vastaanotettu.')).toBeVisible();
  await expect(page.locator('#withdraw')).toContainText('Koko sopimus peruutettu');
  await expect(page.getByRole('link', { name: 'Peruuta sopimus tästä' })).toHaveCount(0);
  expect(JSON.stringify((await desk.read(quote.id)).timeline)).toContain('quote.withdrawn');
});

test('without scripts a customer declines with a reason', async ({ browse, desk, forgive }) => {
  forgive(/status of 422/);
  const quote = await desk.sent({ language: 'sv' });
  const page = await browse(bare);
  await page.goto(quote.url);
  const remark = 'Vi återkommer nästa år.';
  await page.locator('#f-remark').fill(remark);
  await page.getByRole('button', { name: 'Avböj offerten' }).click();
  await expect(page.locator('#e-reason')).toBeVisible();
  await expect(page.locator('#f-remark')).toHaveValue(remark);
  await page.getByLabel('Tidtabellen').check();
  await page.getByRole('button', { name: 'Avböj offerten' }).click();
  await expect(page.getByText('Orsak: Tidtabellen.')).toBeVisible();
  await expect(page.locator('q')).toHaveText(remark);
  await expect(page.locator('#sign-form')).toHaveCount(0);
  expect((await desk.read(quote.id)).state).toBe('declined');
});

test('without scripts staff still read their pages', async ({ browse, session, server, desk }) => {
  const quote = await desk.draft({ title: 'Luettavissa ilman ohjelmaa' });
  const page = await browse({ storageState: session, javaScriptEnabled: false });
  await page.goto(`${server.url}/quotations/${quote.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(quote.number);
  await expect(page.locator('table.grid')).toContainText('Ilma-vesilämpöpumppu 3');
  await expect(page.locator('aside .kv')).toContainText('€');
  await page.goto(`${server.url}/pipeline`);
  await expect(page.locator('.deal').first()).toBeVisible();
});
