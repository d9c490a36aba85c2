// The least that must hold: the program starts, answers, and its built files reach a browser small and for good.
import { expect, expectAccessible, test } from './fixtures.ts';

test('the first page opens without an error', async ({ page, server }) => {
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  page.on('response', (answer) => answer.status() >= 400 && wrong.push(`${answer.status()} ${answer.url()}`));
  const answer = await page.goto(server.url, { waitUntil: 'networkidle' });
  expect(answer?.status()).toBe(200);
  await expect(page.locator('html')).toHaveAttribute('lang', /^(en|fi|sv)$/);
  await expectAccessible(page);
  expect(wrong).toEqual([]);
});

test('built files come packed, typed and kept for good', async ({ request, server }) => {
  const page = await (await request.get(server.url)).text();
  const addresses = [...new Set(page.match(/\/pkg\/[\w./-]+(\?v=\w+)?/g))];
  expect(addresses.some((address) => address.includes('.css'))).toBe(true);
  for (const address of addresses) {
    const answer = await request.get(server.url + address, { headers: { 'accept-encoding': 'br' } });
    const headers = answer.headers();
    expect.soft(answer.status(), address).toBe(200);
    expect.soft(address, 'addresses carry a hash').toMatch(/\?v=[0-9a-f]{16}$/);
    expect.soft(headers['cache-control'], address).toBe('public, max-age=31536000, immutable');
    expect.soft(headers['content-encoding'], address).toBe('br');
    expect.soft(headers['x-content-type-options'], address).toBe('nosniff');
    expect.soft(headers['content-type'], address).not.toBe('application/octet-stream');
  }
});
