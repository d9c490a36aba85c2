// A quotation is negotiated through two versions: a question on a line, a proposal, answers to each change, the next
// version, a changed option, a signature by touch; phone, staff screens, PDF and order agree to the cent, and the signed
// PDF is confirmed by the page that checks documents.
import { randomUUID } from 'node:crypto';
import { draw, phone } from './customer.ts';
import { cents, type Desk } from './desk.ts';
import { saved, send, totals } from './editor.ts';
import { alive, expect, expectAccessible, open, test } from './fixtures.ts';
import { changed, textOf } from './paper.ts';

/** Pumps, work, a contract, and monitoring that may be taken. */
const offered = (desk: Desk) =>
  desk.sent({
    lines: [
      { name: 'Pumppu', quantity: '9', unit_price: '1290' },
      { name: 'Asennus', quantity: '9', unit_price: '340' },
      { name: 'Huoltosopimus', quantity: '1', unit_price: '1260' },
      { kind: 'section', id: randomUUID(), title: 'Lisät', shape: { grouping: 'optional' } },
      { name: 'Etävalvonta', quantity: '1', unit_price: '260', offer: { left_out: true } },
    ],
  });

test('a quotation is negotiated through two versions and signed by touch', async ({ staff, browse, desk, server, forgive }, info) => {
  forgive(/status of 422/);
  test.setTimeout(180_000);
  const quote = await offered(desk);
  await open(staff, `${server.url}/quotations/${quote.id}`);
  const customer = await browse(phone);
  await customer.goto(quote.url);

  await test.step('a question on a line, and its answer', async () => {
    await customer.locator('[data-ask]').first().tap();
    await expect(customer.locator('#f-body')).toBeFocused();
    await customer.locator('#f-body').fill('Riittäisikö kahdeksan?');
    await customer.getByRole('button', { name: 'Lähetä viesti' }).tap();
    await expect(customer.getByRole('status')).toContainText('Viestisi on lähetetty.');
    const comments = staff.getByRole('region', { name: 'Questions and answers' });
    await expect(comments).toContainText('Riittäisikö kahdeksan?');
    await comments.getByRole('button', { name: 'Answer', exact: true }).click();
    await staff.locator('#answer').fill('Riittää. Tehkää ehdotus.');
    await staff.getByRole('button', { name: 'Send answer' }).click();
    await expect(comments).toContainText('Riittää.');
    await customer.goto(customer.url().replace(/[?#].*/, ''));
    await expect(customer.locator('.lines .talk')).toContainText('Tehkää ehdotus.');
  });

  await test.step('a proposal', async () => {
    await customer.locator('#decide').getByRole('link', { name: 'Ehdota muutosta', exact: true }).tap();
    await expect(customer.getByLabel('Uusi määrä: Pumppu')).toBeVisible();
    await expectAccessible(customer);
    await customer.screenshot({ path: info.outputPath('propose-390.png'), fullPage: true });
    expect(await customer.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await customer.getByLabel('Uusi määrä: Pumppu').fill('kahdeksan');
    await customer.getByLabel('Uusi yksikköhinta: Asennus').fill('310,00');
    await customer.getByLabel('Jätä pois: Huoltosopimus').check();
    await customer.getByLabel('Perustelu omin sanoin').fill('Yksi mökki jää pois tältä erältä.');
    await customer.getByRole('button', { name: 'Lähetä ehdotus' }).tap();
    await expect(customer.getByRole('alert')).toBeVisible();
    await expect(customer.getByLabel('Uusi määrä: Pumppu')).toHaveValue('kahdeksan');
    await expect(customer.getByLabel('Uusi yksikköhinta: Asennus')).toHaveValue('310,00');
    await expect(customer.getByLabel('Jätä pois: Huoltosopimus')).toBeChecked();
    await customer.getByLabel('Uusi määrä: Pumppu').fill('8');
    await customer.getByRole('button', { name: 'Lähetä ehdotus' }).tap();
    await expect(customer.getByRole('status')).toContainText('Ehdotuksesi on lähetetty.');
    const told = customer.locator('#proposal');
    await expect(told.getByRole('listitem').filter({ hasText: 'Pumppu' }).locator('ins')).toHaveText(/8\skpl/);
    await expect(told).toContainText('Vastausta odotetaan.');
  });

  await test.step('each change is weighed and answered', async () => {
    // It arrives in the open editor.
    await expect(staff.getByText(/Päivi Mäkelä proposes changes/)).toBeVisible();
    await staff.getByRole('link', { name: 'Answer the proposal' }).click();
    await expect(staff.getByRole('heading', { level: 1 })).toHaveText('Proposed changes');
    await expect(staff.locator('.said-by')).toContainText('Yksi mökki jää pois');
    const row = (name: string) => staff.locator('.offers > li').filter({ hasText: name });
    const say = (name: string, answer: string) => row(name).getByRole('radiogroup', { name: `Answer: ${name}` }).getByText(answer).click();
    expect(cents(await row('Pumppu').locator('.eff b').innerText())).toEqual([-129_000]);
    expect(cents(await row('Asennus').locator('.eff b').innerText())).toEqual([-27_000]);
    expect(cents(await row('Huoltosopimus').locator('.eff b').innerText())).toEqual([-126_000]);
    await expect(row('Pumppu').locator('.eff')).toContainText('margin');
    const make = staff.getByRole('button', { name: 'Make version 2' });
    await expect(make).toBeDisabled();
    await say('Pumppu', 'Accept');
    await say('Huoltosopimus', 'Refuse');
    // Something between is not decided before its figure can be read.
    await say('Asennus', 'Counter');
    await expect(make).toBeDisabled();
    await row('Asennus').getByLabel('Counter with').fill('325,00');
    await expect(make).toBeEnabled();
    expect((await totals(staff)).net).toBe(1_450_500);
    await expectAccessible(staff);
    await say('Asennus', 'Accept');
    await row('Huoltosopimus').getByLabel('Reply to the customer').fill('Takuu edellyttää sopimusta.');
    expect((await totals(staff)).net).toBe(1_437_000);
    await expectAccessible(staff);
    for (const width of [1440, 390]) {
      await staff.setViewportSize({ width, height: 900 });
      await staff.screenshot({ path: info.outputPath(`proposal-${width}.png`), fullPage: true });
      expect(await staff.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
    await staff.setViewportSize({ width: 1440, height: 900 });
    await make.click();
    await staff.waitForURL(new RegExp(`/quotations/${quote.id}$`));
    await alive(staff);
    await expect(staff.locator('table.grid')).toBeVisible();
    await saved(staff);
    expect((await totals(staff)).net).toBe(1_437_000);
  });

  // Nothing of it is the customer's before it is sent.
  await customer.goto(customer.url().replace(/[?#].*/, ''));
  await expect(customer.locator('.totals [data-total=net]')).toHaveText(/15\s930,00/);
  const next = await send(staff, { name: 'Päivi Mäkelä', email: 'paivi@makela.example' });
  await staff.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

  await test.step('the answers stand on the next version', async () => {
    await customer.goto(next);
    const told = customer.locator('#proposal');
    await expect(told.getByRole('listitem').filter({ hasText: 'Pumppu' })).toContainText('hyväksytty');
    await expect(told.getByRole('listitem').filter({ hasText: 'Huoltosopimus' })).toContainText('ei hyväksytty: ');
    await expect(told).toContainText('Takuu edellyttää sopimusta.');
    await expectAccessible(customer);
  });

  await test.step('an option is changed, and the whole signed by touch', async () => {
    const net = customer.locator('.totals [data-total=net]');
    await expect(net).toHaveText(/14\s370,00/);
    await expect(customer.locator('#update')).toBeHidden();
    const kept = customer.waitForResponse((answer) => answer.url().endsWith('/choose'));
    await customer.getByLabel('Ota mukaan: Etävalvonta').tap();
    await expect(net).toHaveText(/14\s630,00/);
    await kept;
    await customer.locator('#bar').getByRole('link', { name: 'Hyväksy' }).tap();
    await customer.getByRole('tab', { name: 'Piirrä' }).tap();
    await draw(customer);
    await customer.locator('#f-name').fill('Päivi Mäkelä');
    await customer.locator('#f-consent').check();
    await customer.getByRole('button', { name: 'Allekirjoita ja hyväksy' }).tap();
    await expect(customer.getByRole('heading', { level: 1 })).toContainText('Kiitos');
  });

  const gross = cents((await customer.locator('.totals .big').last().textContent()) ?? '')[0];
  const { order } = await desk.read(quote.id);
  const stored = await desk.call<{ content: { totals: { net: string; gross: string } } }>('orders/read', { id: order?.id });
  expect(Math.round(Number(stored.content.totals.net) * 100)).toBe(1_463_000);
  expect(Math.round(Number(stored.content.totals.gross) * 100)).toBe(gross);
  await open(staff, `${server.url}/orders/${order?.id}`);
  expect((await totals(staff)).gross).toBe(gross);

  await test.step('the signed PDF says the same, and is told from one with a byte changed', async () => {
    const taxes = cents((await customer.locator('[data-tax]').allInnerTexts()).join(' '));
    const address = customer.url().replace(/[?#].*/, '');
    let pdf = Buffer.alloc(0);
    await expect
      .poll(async () => {
        const file = await customer.request.get(`${address}/pdf?signed=1`);
        pdf = file.ok() ? await file.body() : pdf;
        return file.status();
      }, { timeout: 20_000 })
      .toBe(200);
    const printed = cents(await textOf(pdf));
    for (const amount of [1_463_000, gross, ...taxes]) expect(printed).toContain(amount);
    await customer.goto(`${server.url}/verify`);
    const check = async (buffer: Buffer) => {
      const chooser = customer.waitForEvent('filechooser');
      await customer.getByRole('button', { name: 'Valitse tiedosto' }).tap();
      await (await chooser).setFiles({ name: 'tarjous.pdf', mimeType: 'application/pdf', buffer });
    };
    await check(pdf);
    await expect(customer.getByRole('heading', { level: 1 })).toHaveText('Asiakirja on aito');
    await expect(customer.locator('#document')).toContainText(quote.number);
    await check(changed(pdf));
    await expect(customer.getByRole('heading', { level: 1 })).toHaveText('Tiedostoa ei tunneta täällä, tai sitä on muutettu');
  });
});

test('without scripts a customer proposes, and a refusal reaches them on the same version', async ({ browse, desk, forgive }) => {
  forgive(/status of 422/);
  const quote = await offered(desk);
  const page = await browse({ javaScriptEnabled: false, locale: 'fi-FI', viewport: { width: 390, height: 844 } });
  await page.goto(quote.url);
  const { version } = await desk.read(quote.id);
  await page.locator('#decide').getByRole('link', { name: 'Ehdota muutosta', exact: true }).click();
  await page.getByRole('link', { name: 'Takaisin ehdottamatta' }).click();
  await page.locator('#decline').getByRole('link', { name: 'Ehdota muutosta', exact: true }).last().click();
  expect((await desk.read(quote.id)).version).toBe(version);

  // Nothing, and nonsense, come back with a sentence and as they were typed.
  await page.getByRole('button', { name: 'Lähetä ehdotus' }).click();
  await expect(page.locator('#propose')).toContainText('Mikään ei vielä poikkea tarjouksesta.');
  await page.getByLabel('Uusi määrä: Pumppu').fill('-3');
  await page.getByLabel('Toinen aloitus- tai toimituspäivä').fill('<script>');
  await page.getByRole('button', { name: 'Lähetä ehdotus' }).click();
  await expect(page.getByLabel('Uusi määrä: Pumppu')).toHaveValue('-3');
  await expect(page.getByLabel('Toinen aloitus- tai toimituspäivä')).toHaveValue('<script>');
  await expect(page.locator('#propose .error')).toHaveCount(2);
  await page.getByLabel('Uusi määrä: Pumppu').fill('8,5');
  await page.getByLabel('Toinen aloitus- tai toimituspäivä').fill('');
  await page.getByRole('button', { name: 'Lähetä ehdotus' }).click();
  await expect(page.locator('#proposal')).toContainText('Vastausta odotetaan.');

  const found = await desk.call<{ id: string; version: number; items: unknown[] }>('quotes/proposal', { id: quote.id });
  expect(found.items).toHaveLength(1);
  await desk.call('quotes/answer-proposal', {
    command: { key: randomUUID(), quote: quote.id, version: found.version, id: found.id, answers: [{ answer: 'refused', reply: 'Vain kokonaisia.' }] },
  });
  await page.goto(page.url().replace(/[?#].*/, ''));
  await expect(page.locator('#proposal')).toContainText('Vain kokonaisia.');
  await expect(page.getByRole('button', { name: 'Allekirjoita ja hyväksy' })).toHaveCount(1);
});
