// A customer has read a version; above the next one stands what changed since, on a phone, with and without scripts.
import { phone, readOn } from './customer.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

test('above the next version stands what changed since the one that was read', async ({ browse, desk }, info) => {
  const quote = await desk.sent({
    lines: [
      { name: 'Pumppu', quantity: '3', unit_price: '1000' },
      { name: 'Putki', unit_price: '10' },
    ],
  });
  const customer = await browse(phone);
  await customer.goto(quote.url);
  await expect(customer.locator('#changes')).toHaveCount(0);
  await readOn(customer);

  const read = await desk.read(quote.id);
  await desk.save(read, { lines: read.lines.slice(0, 1).map((line) => ({ ...line, quantity: '2' })) });
  const next = await desk.send(quote.id);
  await customer.goto(next);
  const told = customer.locator('#changes');
  await expect(told).toContainText('kun luit version 1');
  await expect(told.getByRole('listitem').filter({ hasText: 'Pumppu' }).locator('del')).toHaveText(/3\skpl/);
  await expect(told.getByRole('listitem').filter({ hasText: 'Pumppu' }).locator('ins')).toHaveText(/2\skpl/);
  await expect(told.getByRole('listitem').filter({ hasText: 'Putki' })).toContainText('Poistettu');
  await expectAccessible(customer);
  await customer.screenshot({ path: info.outputPath('changes-390.png') });
  expect(await customer.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);

  // It stays while the same version is read again, also where no scripts run.
  await readOn(customer);
  const plain = await browse({ ...phone, javaScriptEnabled: false });
  await plain.goto(next);
  await expect(plain.locator('#changes')).toContainText('Putki');
});
