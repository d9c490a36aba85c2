// The customer chooses among options on a telephone and without scripts; seller, order and page agree to the cent.
import { randomUUID } from 'node:crypto';
import { draw, phone } from './customer.ts';
import { cents, type Desk } from './desk.ts';
import { expect, test } from './fixtures.ts';

/** A pump in any case, monitoring left out, 8 to 20 panels; a small tank or the recommended large one. */
const offered = (desk: Desk) => {
  const heading = (title: string, grouping: string) => ({ kind: 'section', id: randomUUID(), title, shape: { grouping } });
  return desk.sent({
    lines: [
      { name: 'Pumppu', quantity: '1', unit_price: '1000' },
      heading('Lisät', 'optional'),
      { name: 'Etävalvonta', quantity: '1', unit_price: '260', offer: { left_out: true } },
      { name: 'Paneeli', quantity: '12', unit_price: '189', offer: { least: '8', most: '20' } },
      heading('Varaaja', 'choose_one'),
      { name: 'Varaaja 200 l', quantity: '1', unit_price: '900', description: 'Teräs\n- Ei vastusta' },
      { name: 'Varaaja 300 l', quantity: '1', unit_price: '1100', description: 'Teräs\nSähkövastus', offer: { left_out: true, recommended: true } },
    ],
  });
};

test('a customer chooses by touch, sees every figure follow, and signs just that', async ({ browse, desk, forgive }) => {
  forgive(/status of 422/);
  const quote = await offered(desk);
  const page = await browse(phone);
  await page.goto(quote.url);
  const net = page.locator('.totals [data-total=net]');
  await expect(net).toHaveText(/4\s168,00/);
  await expect(page.locator('#update')).toBeHidden();

  await page.getByLabel('Ota mukaan: Etävalvonta').tap();
  await expect(net).toHaveText(/4\s428,00/);
  await page.getByRole('button', { name: 'Lisää: Paneeli' }).tap();
  await expect(page.getByLabel('Määrä: Paneeli')).toHaveValue('13');
  await expect(net).toHaveText(/4\s617,00/);
  await page.locator('.choose label', { hasText: 'Varaaja 300 l' }).tap();
  await expect(net).toHaveText(/4\s817,00/);
  await expect(page.locator('#bar')).toContainText(/4\s817,00/);

  // A quantity out of its bounds is marked, and changes nothing.
  await page.getByLabel('Määrä: Paneeli').fill('30');
  await expect(page.getByLabel('Määrä: Paneeli')).toHaveAttribute('aria-invalid', 'true');
  await expect(net).toHaveText(/4\s817,00/);
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/choose'));
  await page.getByLabel('Määrä: Paneeli').fill('20');
  await expect(net).toHaveText(/6\s140,00/);
  await kept;

  // It is kept: the page says the same when they come back, in another browser too.
  await page.reload();
  await expect(net).toHaveText(/6\s140,00/);
  await expect(page.getByLabel('Määrä: Paneeli')).toHaveValue('20');

  await page.locator('#bar').getByRole('link', { name: 'Hyväksy' }).tap();
  await expect(page.locator('.what-signed [data-total=net]')).toHaveText(/6\s140,00/);
  await page.getByRole('tab', { name: 'Piirrä' }).tap();
  await draw(page);
  await page.locator('#f-name').fill('Päivi Mäkelä');
  await page.locator('#f-consent').check();
  await page.getByRole('button', { name: 'Allekirjoita ja hyväksy' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Kiitos');
  await expect(page.getByText('Varaaja 200 l')).toHaveCount(0);
  const gross = cents((await page.locator('.totals .big').last().textContent()) ?? '')[0];
  const { order } = await desk.read(quote.id);
  const stored = await desk.call<{ content: { totals: { gross: string } } }>('orders/read', { id: order?.id });
  expect(Math.round(Number(stored.content.totals.gross) * 100)).toBe(gross);
});

test('the figures of a choice stand there before the server has answered, and stay', async ({ browse, desk }) => {
  const quote = await offered(desk);
  const page = await browse(phone);
  await page.route('**/choose', async (route) => {
    await new Promise((done) => setTimeout(done, 2_000));
    await route.continue();
  });
  await page.goto(quote.url);
  await expect(page.locator('#update')).toBeHidden();
  await page.evaluate(() => Object.assign(window, { same: true }));
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/choose'));
  await page.getByLabel('Ota mukaan: Etävalvonta').tap();
  await expect(page.locator('.totals [data-total=net]')).toHaveText(/4\s428,00/, { timeout: 1_000 });
  const figures = page.locator('[data-total], [data-net], [data-sum], [data-tax], [data-base]');
  const [atOnce, choice] = [await figures.allTextContents(), await page.locator('#choice').inputValue()];
  await (await kept).finished();
  await page.waitForTimeout(200);
  expect(await figures.allTextContents()).toEqual(atOnce);
  expect(await page.locator('#choice').inputValue()).toBe(choice);
  expect(await page.evaluate(() => 'same' in window)).toBe(true);
});

test('the price of a delivery follows what is taken', async ({ browse, desk }) => {
  const found = await desk.call<{ rows: { id: string; name: string; tax: { id: string } }[] }>('products/list', { query: { search: 'Havu 16' } });
  const pump = found.rows[0]!;
  const methods = await desk.call<{ id: string; name: string }[]>('delivery/list');
  const method = methods.find(({ name }) => name.startsWith('Rahtitoimitus'))?.id;
  const quote = await desk.sent({
    lines: [
      { product: pump.id, name: pump.name, quantity: '1', unit_price: '9840', tax: pump.tax.id, offer: { least: '1', most: '2' } },
      { name: 'Rahti', quantity: '1', unit: '', unit_price: '120', role: { is: 'delivery', method } },
    ],
  });
  const page = await browse(phone);
  await page.goto(quote.url);
  const net = page.locator('.totals [data-total=net]');
  await expect(net).toHaveText(/9\s960,00/);
  // 368 kg instead of 184: the next rule's price.
  await page.getByRole('button', { name: `Lisää: ${pump.name}` }).tap();
  await expect(net).toHaveText(/19\s870,00/);
});

test('without scripts the choice is added up by a button, and never signed unseen', async ({ browse, desk, forgive }) => {
  forgive(/status of 422/);
  const quote = await offered(desk);
  const page = await browse({ javaScriptEnabled: false, locale: 'fi-FI', viewport: { width: 390, height: 844 } });
  await page.goto(quote.url);
  await page.getByLabel('Ota mukaan: Etävalvonta').check();
  await page.getByRole('button', { name: 'Laske summat' }).click();
  await expect(page.locator('.totals [data-total=net]')).toHaveText(/4\s428,00/);
  await expect(page.getByLabel('Ota mukaan: Etävalvonta')).toBeChecked();

  // A quantity that cannot be comes back as it was typed, with a sentence.
  await page.getByLabel('Määrä: Paneeli').fill('30');
  await page.getByRole('button', { name: 'Laske summat' }).click();
  await expect(page.getByLabel('Määrä: Paneeli')).toHaveValue('30');
  await expect(page.getByText('Käytä enintään arvoa 20')).toBeVisible();

  // Ticked after the figures were shown: they are shown first, and what was typed is kept.
  await page.getByLabel('Määrä: Paneeli').fill('10');
  await page.locator('#f-name').fill('Matti Meikäläinen');
  await page.locator('#f-typed').fill('Matti Meikäläinen');
  await page.locator('#f-consent').check();
  await page.getByRole('button', { name: 'Allekirjoita ja hyväksy' }).click();
  await expect(page.locator('#e-choice')).toBeVisible();
  await expect(page.locator('#f-typed')).toHaveValue('Matti Meikäläinen');
  await expect(page.locator('.totals [data-total=net]')).toHaveText(/4\s050,00/);
  expect((await desk.read(quote.id)).state).toBe('sent');
  await page.locator('#f-consent').check();
  await page.getByRole('button', { name: 'Allekirjoita ja hyväksy' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Kiitos');
  expect((await desk.read(quote.id)).state).toBe('accepted');
});

test('the seller sees what the customer has chosen before anything is signed', async ({ browse, desk, session, server }) => {
  const quote = await offered(desk);
  const seller = await browse({ storageState: session });
  await seller.goto(`${server.url}/quotations/${quote.id}`);
  const customer = await browse(phone);
  await customer.goto(quote.url);
  await expect(customer.locator('#update')).toBeHidden();
  const kept = customer.waitForResponse((answer) => answer.url().endsWith('/choose'));
  await customer.getByLabel('Ota mukaan: Paneeli').tap();
  await expect(customer.locator('.totals [data-total=net]')).toHaveText(/1\s900,00/);
  await kept;
  await expect(seller.getByText(/Leaves out: .*Paneeli/)).toBeVisible();
});
