// Mail scanners open links, follow what they find, run scripts and press buttons; none of it may count as a customer.
import { expect, test } from './fixtures.ts';

test('opening changes nothing', async ({ browse, desk, server, forgive, playwright }) => {
  forgive(/status of 4\d\d/);
  const quote = await desk.sent({ lines: 2 });
  const before = await desk.read(quote.id);
  const untouched = async () => {
    const now = await desk.read(quote.id);
    expect(now.timeline.length).toBe(before.timeline.length);
    expect(now).toEqual(before);
  };

  await test.step('a scanner that fetches every address it finds', async () => {
    const request = await playwright.request.newContext();
    const html = await (await request.get(quote.url)).text();
    const found = [...html.matchAll(/(?:href|action|src)="(\/[^"]*)"/g)].map((match) => match[1]?.replaceAll('&amp;', '&') ?? '');
    expect(found.length).toBeGreaterThan(8);
    for (const path of new Set(found)) {
      const answer = await request.get(server.url + path);
      // Addresses to post to answer "not so"; none breaks.
      expect(answer.status(), path).toBeLessThan(500);
    }
    await request.dispose();
    await untouched();
  });

  await test.step('a scanner that renders the page and waits', async () => {
    const page = await browse();
    await page.goto(quote.url, { waitUntil: 'networkidle' });
    await page.waitForTimeout(5_000);
    await untouched();
  });

  await test.step('a scanner that presses every button', async () => {
    const page = await browse();
    await page.goto(quote.url, { waitUntil: 'networkidle' });
    const buttons = await page.locator('button').count();
    expect(buttons).toBeGreaterThan(4);
    for (let at = 0; at < buttons; at += 1) {
      // Without a hand: such events are not trusted.
      await page.evaluate((at) => document.querySelectorAll('button')[at]?.click(), at);
    }
    // Neither by submitting the forms as they are, past the script.
    for (const [form, path] of [
      ['accept', '/accept'],
      ['ask', '/comment'],
      ['decline', '/decline'],
    ] as const) {
      await page.goto(quote.url);
      await page.evaluate((form) => document.querySelector<HTMLFormElement>(`form[data-form=${form}]`)?.submit(), form);
      await page.waitForURL((url) => url.pathname.endsWith(path));
      await expect(page.getByRole('alert')).toContainText('vielä huomiotasi');
    }
    await page.waitForTimeout(4_000);
    await untouched();
  });
});
