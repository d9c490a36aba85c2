// Every state a link can lead to, with scripts and without, on a desk and on a telephone: it says what it is and what can
// be done, offers nothing that cannot, and looking changes nothing.
import type { BrowserContextOptions } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { phone } from './customer.ts';
import { post, signature, type Desk } from './desk.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { endOffer, type Server } from './server.ts';

interface State {
  url: string;
  /** What is put after the address of the page it leads to. */
  query?: string;
  /** What the page says. */
  says: RegExp;
  /** What can be done there, and what cannot. */
  has: string;
  hasNot: string;
}

const decide = '#sign-form, #decline form';

/** A link into each state. */
async function states(desk: Desk, server: Server): Promise<Record<string, State>> {
  const sent = () => desk.sent({ language: 'en', lines: 2 });

  const superseded = await sent();
  await desk.save(superseded, { fields: { ...superseded.fields, title: 'Second version' } });
  await desk.send(superseded.id);
  const [expired, asked] = [await sent(), await sent()];
  await endOffer(server, expired.number);
  await endOffer(server, asked.number);
  await post(desk, asked.url, 'more-time', { remark: 'Until Friday', sure: 'yes' });
  const accepted = await sent();
  await post(desk, accepted.url, 'accept', signature);
  const declined = await sent();
  await post(desk, declined.url, 'decline', { reason: 'price', remark: 'Too much.', wish: 'A smaller pump' });
  const cancelled = await sent();
  await desk.call('quotes/cancel', { command: { id: cancelled.id, version: cancelled.version } });
  const revoked = await sent();
  await desk.call('quotes/revoke-link', { link: revoked.links[0]?.id });
  const renewed = await sent();
  await desk.call('quotes/renew-link', { command: { key: randomUUID(), quote: renewed.id, link: renewed.links[0]?.id } });
  const approval = await desk.draft({ language: 'en' });
  const waiting = await desk.send(approval.id, [
    { name: 'Päivi Mäkelä', email: 'paivi@makela.example', role: 'signer' },
    { name: 'Tuomas Mäkelä', email: 'tuomas@makela.example', role: 'approver' },
  ]);
  const approving = await desk.draft({ language: 'en' });
  const approver = await desk.send(approving.id, [
    { name: 'Tuomas Mäkelä', email: 'tuomas@makela.example', role: 'approver' },
    { name: 'Päivi Mäkelä', email: 'paivi@makela.example', role: 'signer' },
  ]);
  const read = await desk.draft({ language: 'en' });
  const reader = await desk.send(read.id, [
    { name: 'Toimisto', email: 'toimisto@makela.example', role: 'reader' },
    { name: 'Päivi Mäkelä', email: 'paivi@makela.example', role: 'signer' },
  ]);
  const nothing = `${decide}, #ask form, #more-time form`;
  return {
    open: { url: (await sent()).url, says: /Offer|Quotation/, has: '#sign-form', hasNot: '#more-time' },
    superseded: { url: superseded.url, query: '?version=1', says: /There is a newer version\./, has: 'a[href]:text("Open version 2")', hasNot: '#sign-form' },
    expired: { url: expired.url, says: /The quotation was valid until/, has: '#more-time form', hasNot: decide },
    'more time asked': { url: asked.url, says: /You asked for more time on/, has: '#more-time', hasNot: `${decide}, #more-time form` },
    accepted: { url: accepted.url, says: /Accepted/, has: 'a[href*="signed=1"]', hasNot: decide },
    declined: { url: declined.url, says: /The quotation was declined on/, has: 'h1', hasNot: decide },
    cancelled: { url: cancelled.url, says: /The seller withdrew this quotation/, has: 'h1', hasNot: decide },
    revoked: { url: revoked.url, says: /This link no longer works/, has: 'h1', hasNot: nothing },
    renewed: { url: renewed.url, says: /A newer link has taken the place of this one/, has: 'h1', hasNot: nothing },
    'waiting for an approval': { url: waiting, says: /An approval comes first\./, has: '#approvals', hasNot: '#sign-form, #approve form' },
    approving: { url: approver, says: /Your approval is asked for\./, has: '#approve form', hasNot: 'form[data-form=accept], #decline form' },
    reading: { url: reader, says: /The quotation is yours to read\./, has: '#ask form', hasNot: `${decide}, #approve` },
    'a wrong link': { url: `${server.url}/o/wrong`, says: /This link does not open a quotation/, has: 'h1', hasNot: nothing },
    'a forgotten visit': { url: `${server.url}/q/AbcDef123`, says: /Open the link from your e-mail again/, has: 'h1', hasNot: nothing },
    'the door of the shelf': { url: `${server.url}/my`, says: /E-mail address/, has: 'form[action="/my"]', hasNot: nothing },
    'a key of the shelf': { url: `${server.url}/my/th_nothing`, says: /I asked for this link myself/, has: '#f-sure', hasNot: nothing },
  };
}

const ways: Record<string, BrowserContextOptions> = {
  'at a desk with scripts': { locale: 'en-GB' },
  'on a telephone with scripts': { ...phone, locale: 'en-GB' },
  'at a desk without scripts': { locale: 'en-GB', javaScriptEnabled: false },
  'on a telephone without scripts': { ...phone, locale: 'en-GB', javaScriptEnabled: false },
};

test('every state of a link says what it is and offers only what can be done', async ({ browse, desk, server, forgive }) => {
  forgive(/status of 4\d\d/);
  test.setTimeout(240_000);
  const all = await states(desk, server);
  for (const [way, options] of Object.entries(ways)) {
    const scripts = options.javaScriptEnabled !== false;
    for (const [name, { url, query, says, has, hasNot }] of Object.entries(all)) {
      await test.step(`${name}, ${way}`, async () => {
        // A browser of its own: a page that was opened leaves a cookie for its quotation.
        const page = await browse(options);
        await page.goto(url);
        if (query) await page.goto(page.url().replace(/[?#].*/, '') + query);
        await expect(page.locator('body')).toContainText(says);
        await expect(page.locator('main').locator(has).first()).toBeVisible();
        await expect(page.locator(hasNot).filter({ visible: true })).toHaveCount(0);
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
        if (scripts) {
          expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
          if (options.isMobile) await expectAccessible(page);
        }
        await page.context().close();
      });
    }
  }
});
