// Mail scanners open links, follow what they find, run scripts and press buttons; none of it may count as a customer.
import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { post, signature, type Desk } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { endOffer, type Server } from './server.ts';

/** Quotations in every state in which something can be pressed. */
async function offered(desk: Desk, server: Server): Promise<Record<string, { id: string; url: string }>> {
  const choosing = await desk.sent({
    lines: [
      { name: 'Pumppu', quantity: '1', unit_price: '1000' },
      { kind: 'section', id: randomUUID(), title: 'Lisät', shape: { grouping: 'optional' } },
      { name: 'Etävalvonta', quantity: '1', unit_price: '260', offer: { left_out: true } },
      { name: 'Paneeli', quantity: '12', unit_price: '189', offer: { least: '8', most: '20' } },
    ],
  });
  const expired = await desk.sent({ lines: 2 });
  await endOffer(server, expired.number);
  const accepted = await desk.sent({ lines: 2 });
  await post(desk, accepted.url, 'accept', signature);
  const approving = await desk.draft();
  const approver = await desk.send(approving.id, [
    { name: 'Tuomas Mäkelä', email: 'tuomas@makela.example', role: 'approver' },
    { name: 'Päivi Mäkelä', email: 'paivi@makela.example', role: 'signer' },
  ]);
  const plain = await desk.sent({ lines: 2 });
  return {
    plain,
    proposing: { id: plain.id, url: plain.url },
    choosing,
    expired,
    accepted,
    approving: { id: approving.id, url: approver },
  };
}

/** Presses every button of the page, one after the other, going back to it whenever a press leads away. */
async function press(page: Page, address: string, click: (at: number) => Promise<void>): Promise<number> {
  const buttons = page.locator('button');
  const all = await buttons.count();
  for (let at = 0; at < all; at += 1) {
    // What the press before asked of the server may lead away only now, under this one: the page is come back to.
    await expect(async () => {
      await page.waitForLoadState();
      if (page.url() !== address) await page.goto(address);
      await click(at);
    }).toPass({ timeout: 20_000 });
    await page.waitForTimeout(50);
  }
  await page.waitForLoadState();
  return all;
}

test('opening changes nothing', async ({ browse, desk, server, forgive, playwright }) => {
  forgive(/status of 4\d\d/);
  test.setTimeout(150_000);
  const quotes = await offered(desk, server);
  const before = new Map<string, unknown>();
  // The signed file of an accepted one is drawn a moment after.
  await expect.poll(async () => JSON.stringify((await desk.read(quotes.accepted!.id)).timeline)).toContain('signed');
  for (const { id } of Object.values(quotes)) before.set(id, await desk.read(id));
  const untouched = async () => {
    for (const [name, { id }] of Object.entries(quotes)) expect(await desk.read(id), name).toEqual(before.get(id));
  };

  await test.step('a scanner that fetches every address it finds', async () => {
    const request = await playwright.request.newContext();
    for (const { url } of Object.values(quotes)) {
      const html = await (await request.get(url)).text();
      const found = [...html.matchAll(/(?:href|action|src)="(\/[^"]*)"/g)].map((match) => match[1]?.replaceAll('&amp;', '&') ?? '');
      expect(found.length).toBeGreaterThan(6);
      for (const path of new Set(found)) {
        const answer = await request.get(server.url + path);
        // Addresses to post to answer "not so"; none breaks.
        expect(answer.status(), path).toBeLessThan(500);
      }
    }
    await request.dispose();
    await untouched();
  });

  await test.step('a scanner that renders the page and waits', async () => {
    const page = await browse();
    await page.goto(quotes.plain!.url, { waitUntil: 'networkidle' });
    await page.waitForTimeout(4_000);
    await untouched();
  });

  await test.step('a scanner whose script presses every button and ticks every box', async () => {
    for (const [name, { url }] of Object.entries(quotes)) {
      const page = await browse();
      await page.goto(url, { waitUntil: 'networkidle' });
      if (name === 'proposing') await page.goto(`${page.url().replace(/[?#].*/, '')}?propose=1`);
      const address = page.url();
      const pressed = await press(page, address, (at) =>
        // Without a hand: such events are not trusted.
        page.evaluate((at) => document.querySelectorAll('button')[at]?.click(), at),
      );
      expect(pressed, name).toBeGreaterThan(0);
      if (name === 'choosing') {
        await page.evaluate(() => document.querySelectorAll<HTMLInputElement>('[data-pick]').forEach((field) => field.click()));
        await page.waitForTimeout(500);
      }
      await page.context().close();
    }
    await untouched();
  });

  await test.step('a scanner that submits the forms as they are, past the script', async () => {
    const page = await browse();
    for (const [form, path] of [
      ['accept', '/accept'],
      ['ask', '/comment'],
      ['decline', '/decline'],
    ] as const) {
      await page.goto(quotes.plain!.url);
      await page.evaluate((form) => document.querySelector<HTMLFormElement>(`form[data-form=${form}]`)?.submit(), form);
      await page.waitForURL((url) => url.pathname.endsWith(path));
      await expect(page.getByRole('alert')).toContainText('vielä huomiotasi');
    }
    await page.goto(quotes.expired!.url);
    await page.evaluate(() => document.querySelector<HTMLFormElement>('form[data-form=more-time]')?.submit());
    await page.waitForURL((url) => url.pathname.endsWith('/more-time'));
    await expect(page.locator('#e-sure')).toBeVisible();
    await page.waitForTimeout(1_000);
    await untouched();
  });

  await test.step('a scanner without scripts that presses every button', async () => {
    for (const [name, { url }] of Object.entries(quotes)) {
      const page = await browse({ javaScriptEnabled: false });
      await page.goto(url);
      if (name === 'proposing') await page.goto(`${page.url().replace(/[?#].*/, '')}?propose=1`);
      const address = page.url();
      await press(page, address, async (at) => {
        const button = page.locator('button').nth(at);
        if (await button.isVisible()) await button.click();
      });
      await page.context().close();
    }
    await untouched();
  });
});
