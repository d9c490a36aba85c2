// Taxes: a foreign customer's quotation gets the right taxes, says why, and the document says what the law wants.
import { randomUUID } from 'node:crypto';
import { cents } from './desk.ts';
import { cell, saved, totals } from './editor.ts';
import { alive, expect, open, test } from './fixtures.ts';

interface Customer {
  name: string;
  kind: 'company' | 'person';
  vat?: string;
  country: string;
  postcode: string;
  language: 'fi' | 'sv' | 'en';
}

const customers: (Customer & { position: string; tax: number; said: RegExp[] })[] = [
  { name: 'Müller GmbH', kind: 'company', vat: 'DE136695976', country: 'DE', postcode: '10115', language: 'en', position: 'EU-yritys', tax: 0, said: [/Intra-Community supply, VAT 0% \(AVL 72 a §, VATEX-EU-IC\)/, /FI76543212.*DE136695976/] },
  { name: 'Anna Schmidt', kind: 'person', country: 'DE', postcode: '10115', language: 'en', position: 'EU-kuluttaja', tax: 25.5, said: [] },
  { name: 'Fjord AS', kind: 'company', country: 'NO', postcode: '0150', language: 'en', position: 'EU:n ulkopuoli, yritys', tax: 0, said: [/Export, VAT 0% \(AVL 70 §, VATEX-EU-G\)/] },
  { name: 'Mariehamns Bygg Ab', kind: 'company', country: 'FI', postcode: '22100', language: 'sv', position: 'Ahvenanmaa', tax: 0, said: [/Skattefri export \(AVL 70 §/] },
];

test('foreign customers get the right taxes, in the editor and on their page', async ({ staff: page, desk, server, browser }, info) => {
  for (const customer of customers) {
    const party = await desk.call<string>('parties/create', {
      command: {
        key: randomUUID(),
        fields: {
          name: customer.name,
          kind: customer.kind,
          language: customer.language,
          vat_number: customer.vat ?? '',
          email: 'buyer@abroad.example',
          billing: { street: 'Street 1', postcode: customer.postcode, city: 'Town', country: customer.country },
        },
      },
    });
    const id = await desk.call<string>('quotes/create', {
      command: { key: randomUUID(), opportunity: null, party, title: 'Pump', lines: [] },
    });
    await open(page, `${server.url}/quotations/${id}`);
    await expect(page.locator('#head-fiscal option:checked')).toContainText(customer.position);
    await page.keyboard.press('/');
    await page.locator('table.grid input[role=combobox]').fill('Havu 16');
    await page.getByRole('option', { name: /Havu 16/ }).filter({ hasNotText: 'Create' }).click();
    await expect(cell(page, 0, 'tax')).toHaveText(new RegExp(`^${String(customer.tax).replace('.', ',')}\\s%$`));
    await saved(page);
    const { net, gross } = await totals(page);
    expect(gross).toBe(Math.round(net * (1 + customer.tax / 100)));

    await cell(page, 0, 'tax').locator('button').click();
    const why = page.locator('#why-tax');
    await expect(why).toContainText('The product’s own tax (goods)');
    await expect(why).toContainText(customer.position);
    if (customer.vat) await page.screenshot({ path: info.outputPath('why.png') });
    await page.keyboard.press('Escape');
    await expect(why).toBeHidden();
    await expect(cell(page, 0, 'tax')).toBeFocused();

    const url = await desk.send(id);
    const other = await browser.newContext();
    const reader = await other.newPage();
    await reader.goto(url);
    const sums = reader.locator('#sum');
    expect(cents(await sums.innerText())).toContain(gross);
    const text = (await reader.locator('.legal').count()) > 0 ? await reader.locator('.legal').innerText() : '';
    for (const words of customer.said) expect(text.replace(/\s+/g, ' ')).toMatch(words);
    if (customer.said.length === 0) expect(text).toBe('');
    if (customer.vat) await reader.screenshot({ path: info.outputPath('page.png'), fullPage: true });
    await other.close();
  }
});

test('another fiscal position offers its taxes, keeps those chosen by hand, and the rate follows the delivery', async ({ staff: page, desk, server }, info) => {
  const found = await desk.call<{ rows: { id: string; name: string; unit_price: string; tax: { id: string } }[] }>('products/list', { query: { search: 'Havu 16' } });
  const pump = found.rows[0]!;
  const taxes = await desk.call<{ id: string; name: string }[]>('products/taxes');
  const low = taxes.find((tax) => tax.name === '13,5 %')!;
  const line = { product: pump.id, name: pump.name, quantity: '1', unit_price: '1000', discount: '0', tax: pump.tax.id };
  const { id } = await desk.draft({ lines: [line, { ...line, tax: low.id }] });
  await open(page, `${server.url}/quotations/${id}`);

  await page.locator('#head-fiscal').selectOption({ label: 'Rakentaminen, käännetty vero' });
  const offer = page.getByRole('dialog', { name: 'Update taxes?' });
  await expect(offer).toContainText('Lines with a tax chosen by hand, kept');
  await page.screenshot({ path: info.outputPath('offer.png') });
  await offer.getByRole('button', { name: 'Update taxes' }).click();
  await expect(cell(page, 0, 'tax')).toContainText('0 %');
  await expect(cell(page, 1, 'tax')).toContainText('13,5 %');
  await expect(page.locator('aside .kv').first()).toContainText('Reverse charge, construction (AVL 8 c §');
  await saved(page);

  // A delivery before the rate fell is taxed as it was then.
  await page.locator('#head-delivery').fill('15.12.2025');
  await page.locator('#head-delivery').press('Tab');
  await saved(page);
  await expect(cell(page, 1, 'tax')).toContainText('14 %');
  expect((await totals(page)).gross).toBe(200_000 + 14_000);
  await page.screenshot({ path: info.outputPath('editor.png'), fullPage: true });
});

test('the settings make a tax with dated rates and a fiscal position that uses it', async ({ staff: page, server, forgive }, info) => {
  forgive(/status of 422/);
  await open(page, `${server.url}/settings/taxes`);
  await page.screenshot({ path: info.outputPath('taxes.png'), fullPage: true });
  await page.getByRole('button', { name: 'New tax' }).click();
  const form = page.locator('#tax-form');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.locator('.error')).not.toHaveCount(0);
  await form.getByLabel('Name').fill('Books abroad');
  await form.getByRole('button', { name: 'Rate from a day' }).click();
  await form.getByLabel('Rate', { exact: true }).fill('7');
  await page.screenshot({ path: info.outputPath('tax-form.png') });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await expect(page.getByRole('row', { name: /Books abroad/ })).toContainText('7 %');

  await page.getByRole('button', { name: 'New fiscal position' }).click();
  const position = page.locator('#fiscal-form');
  await position.getByLabel('Name').fill('Sweden');
  await position.getByLabel('Where').selectOption('country');
  await position.getByLabel('Country').selectOption('SE');
  await position.getByRole('button', { name: 'Replacement' }).click();
  await position.getByLabel('comes').selectOption({ label: 'Books abroad' });
  await page.screenshot({ path: info.outputPath('position-form.png') });
  await position.getByRole('button', { name: 'Save' }).click();
  await expect(position).toBeHidden();
  await expect(page.getByRole('row', { name: /Sweden/ }).last()).toBeVisible();
  await alive(page);
});

