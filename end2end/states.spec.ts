// Every state a link can lead to, with scripts and without, on a desk and on a telephone: it says what it is and what can
// be done, offers nothing that cannot, and looking changes nothing.
import type { BrowserContextOptions } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { phone } from './customer.ts';
import { post, signature, type Desk, type Quote, type Wanted } from './desk.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { endOffer, type Server } from './server.ts';

test.skip(({ engine }) => engine === 'postgres', 'what a link says is the same on both engines');

interface State {
  url: string;
  /** What is put after the address of the page it leads to. */
  query?: string;
  /** What the page says. */
  says: RegExp;
  /** What can be done there, and what cannot. */
  has: string;
  hasNot: string;
  /** What is there only where scripts run. */
  scripted?: string;
}

const decide = '#sign-form, #decline form';

/** What is asked of a recipient, in the words of the server. */
const to = (name: string, role: 'signer' | 'approver' | 'reader') => ({ name, email: `${name.slice(0, 3).replace('ä', 'a').toLowerCase()}@makela.example`, role });
const [paivi, other, last] = [to('Päivi Mäkelä', 'signer'), to('Olli Mäkelä', 'signer'), to('Liisa Mäkelä', 'signer')];
const [approver, second, reader] = [to('Tuomas Mäkelä', 'approver'), to('Anna Mäkelä', 'approver'), to('Toimisto', 'reader')];

/** A link into each state. */
async function states(desk: Desk, server: Server): Promise<Record<string, State>> {
  const sent = (wanted: Wanted = {}) => desk.sent({ language: 'en', lines: 2, ...wanted });
  /** An offer that was accepted. */
  const signed = async (wanted: Wanted = {}) => {
    const quote = await sent(wanted);
    await post(desk, quote.url, 'accept', signature);
    return quote;
  };
  /** The links of several people, in the order they are named. */
  const several = async (recipients: object[], signing = 'any', quote?: Quote) => {
    const { id } = quote ?? (await desk.draft({ language: 'en', lines: 2 }));
    const { version } = await desk.read(id);
    const command = { key: randomUUID(), id, version, recipients, signing, subject: 'Offer', message: 'Hello!', attach_pdf: false };
    const { url, others } = await desk.call<{ url: string; others: { url: string }[] }>('quotes/send', { command });
    return [url, ...others.map((one) => one.url)] as [string, string, string];
  };

  const superseded = await sent();
  await desk.save(superseded, { fields: { ...superseded.fields, title: 'Second version' } });
  await desk.send(superseded.id);
  const [expired, asked, given] = [await sent(), await sent(), await sent()];
  for (const quote of [expired, asked, given]) await endOffer(server, quote.number);
  for (const quote of [asked, given]) await post(desk, quote.url, 'more-time', { remark: 'Until Friday', sure: 'yes' });
  await desk.call('quotes/give-time', { command: { key: randomUUID(), id: given.id, version: (await desk.read(given.id)).version } });
  const accepted = await signed();
  const unsigned = await sent({ fields: { unsigned: true } });
  await post(desk, unsigned.url, 'accept', { ...signature, method: 'unsigned', typed: '' });
  const takenBack = await signed();
  await post(desk, takenBack.url, 'take-back', { sure: 'yes' });
  const declined = await sent();
  await post(desk, declined.url, 'decline', { reason: 'price', remark: 'Too much.', wish: 'A smaller pump' });
  const cancelled = await sent();
  await desk.call('quotes/cancel', { command: { id: cancelled.id, version: cancelled.version } });
  const revoked = await sent();
  await desk.call('quotes/revoke-link', { link: revoked.links[0]?.id });
  const renewed = await sent();
  await desk.call('quotes/renew-link', { command: { key: randomUUID(), quote: renewed.id, link: renewed.links[0]?.id } });

  // Several people: who approves, who signs, who reads, and how far they have come.
  const [waiting, approving, reading] = await several([paivi, approver, reader]);
  const [approved, mayBeSigned] = await several([approver, paivi]);
  await post(desk, approved, 'approve', { answer: 'yes', why: '' });
  const [refusing, stopped] = await several([second, paivi]);
  await post(desk, refusing, 'approve', { answer: 'no', why: 'Not this year.' });
  const extras = () => ({ kind: 'section', id: randomUUID(), title: 'Extras', shape: { grouping: 'optional' } });
  const lines = () => [{}, extras(), { name: 'Monitoring', offer: { left_out: true } }];
  const choosing = await sent({ lines: lines() });
  const [first, next, later] = await several([paivi, other, last], 'in_order', await desk.draft({ language: 'en', lines: lines() }));
  await post(desk, first, 'accept', signature);
  const [one, both] = await several([paivi, other], 'all');
  await post(desk, one, 'accept', signature);
  await post(desk, both, 'accept', { ...signature, name: other.name, typed: other.name });
  const [any, theirs, read] = await several([paivi, other, reader]);
  await post(desk, any, 'accept', signature);
  const team = await desk.draft({ language: 'en' });
  const [, leftOut] = await several([paivi, other], 'any', team);
  await desk.save(await desk.read(team.id), { fields: { ...team.fields, title: 'For one' } });
  await several([paivi], 'any', team);

  // Money, and what a consumer may.
  const { company, version } = await desk.call<{ company: object; version: number }>('settings/read');
  await desk.call('settings/company', { command: { version, fields: { ...company, iban: 'FI37 1590 3000 0007 76' } } });
  const deposit = { kind: 'percent', value: '30', days: '7' };
  const [due, paid] = [await signed({ fields: { deposit } }), await signed({ fields: { deposit } })];
  const order = (await desk.read(paid.id)).order?.id;
  const { payment } = await desk.call<{ payment: { version: number; block: { amount: { value: string } } } }>('orders/read', { id: order });
  const received = { order, version: payment.version, amount: payment.block.amount.value, paid_on: new Date().toISOString().slice(0, 10), note: '' };
  await desk.call('orders/mark-paid', { command: received });
  const consumer = await signed({ kind: 'person' });
  const [withdrawn, partly] = [await signed({ kind: 'person' }), await signed({ kind: 'person' })];
  const stated = { name: 'Päivi Mäkelä', email: 'paivi@makela.example', confirm: 'yes' };
  await post(desk, withdrawn.url, 'withdraw', { ...stated, what: 'all' });
  await post(desk, partly.url, 'withdraw', { ...stated, what: 'lines', [`line.${partly.lines[0]?.id}`]: 'yes' });
  const made = await desk.draft({ language: 'en', kind: 'person' });
  await desk.call('quotes/exempt', { command: { key: randomUUID(), id: made.id, before: '', exempt: 'made_to_order' } });
  const exempt = await desk.send(made.id);
  await post(desk, exempt, 'accept', signature);

  // What was said.
  const [proposed, answered, question] = [await sent(), await sent(), await sent()];
  for (const { url, lines } of [proposed, answered]) await post(desk, url, 'propose', { [`quantity.${lines[0]?.id}`]: '1', why: '' });
  const proposal = await desk.call<{ id: string; version: number }>('quotes/proposal', { id: answered.id });
  const answers = [{ answer: 'refused', reply: 'Only by two.' }];
  await desk.call('quotes/answer-proposal', { command: { key: randomUUID(), quote: answered.id, version: proposal.version, id: proposal.id, answers } });
  await post(desk, question.url, 'comment', { line: '', body: 'Is it in stock?' });

  const nothing = `${decide}, #ask form, #more-time form`;
  const backs = '#take-back form, #take-back a';
  const withdraws = '#withdraw form, a[href*="withdraw=1"]';
  const signing = { has: '#sign-form', scripted: '#sign-tabs' };
  return {
    open: { url: (await sent()).url, says: /Valid until/, ...signing, hasNot: '#more-time, #take-back, #withdraw, #signers' },
    choosing: { url: choosing.url, says: /Choose what you take/, has: '.tick', hasNot: '#more-time', scripted: '#sign-tabs' },
    proposing: { url: proposed.url, query: '?propose=1', says: /A new proposal takes the place/, has: '#propose form', hasNot: '#more-time' },
    proposed: { url: proposed.url, says: /It waits for an answer\./, ...signing, hasNot: '#propose form' },
    'a proposal answered': { url: answered.url, says: /not accepted: Only by two\./, ...signing, hasNot: '#propose form' },
    'a question asked': { url: question.url, says: /One question of yours waits for an answer/, ...signing, hasNot: '#more-time' },
    superseded: { url: superseded.url, query: '?version=1', says: /There is a newer version\./, has: 'a[href]:text("Open version 2")', hasNot: '#sign-form' },
    expired: { url: expired.url, says: /The quotation was valid until/, has: '#more-time form', hasNot: decide },
    'more time asked': { url: asked.url, says: /You asked for more time on/, has: '#more-time', hasNot: `${decide}, #more-time form` },
    'more time given': { url: given.url, says: /Version 2/, ...signing, hasNot: '#more-time' },
    accepted: { url: accepted.url, query: '?done=take-back', says: /Accepted/, has: 'a[href*="signed=1"]', hasNot: `${decide}, ${withdraws}, #payment, .banner` },
    'accepted on the telephone': { url: accepted.url, query: '?done=phone', says: /Signed on your phone\./, has: '.cert', hasNot: decide },
    'accepted without a signature': { url: unsigned.url, says: /Accepted without a signature/, has: '.cert', hasNot: decide },
    'to be taken back': { url: accepted.url, says: /You can take back the acceptance until/, has: backs, hasNot: '#take-back form', scripted: '#left' },
    'taking back': { url: accepted.url, query: '?take-back=1', says: /is cancelled and quotation .* is open again/, has: '#take-back form', hasNot: decide },
    'taken back': { url: takenBack.url, query: '?done=take-back', says: /You took back the acceptance\./, ...signing, hasNot: `${backs}, .cert` },
    'a deposit is due': { url: due.url, says: /Not paid yet/, has: '#payment svg.pay-qr', hasNot: decide },
    'a deposit is paid': { url: paid.url, says: /Paid, thank you[^]*cannot be taken back here/, has: '#payment', hasNot: `${decide}, ${backs}, #payment svg` },
    'a right to withdraw': { url: consumer.url, says: /You can withdraw from the contract until/, has: withdraws, hasNot: `${decide}, #withdraw form` },
    withdrawing: { url: consumer.url, query: '?withdraw=1', says: /Before it is done you see your statement/, has: '#withdraw form', hasNot: decide },
    withdrawn: { url: withdrawn.url, query: '?done=withdraw', says: /You have withdrawn[^]*Withdrawn from the whole contract/, has: '#withdraw', hasNot: `${decide}, ${withdraws}, ${backs}` },
    'withdrawn in part': { url: partly.url, says: /Withdrawn from a part of the contract/, has: withdraws, hasNot: `${decide}, ${backs}` },
    'no right to withdraw': { url: exempt, says: /There is no right of withdrawal from this contract/, has: '#withdraw', hasNot: `${decide}, ${withdraws}` },
    declined: { url: declined.url, says: /The quotation was declined on/, has: 'h1', hasNot: decide },
    cancelled: { url: cancelled.url, says: /The seller cancelled this quotation/, has: 'h1', hasNot: decide },
    revoked: { url: revoked.url, says: /This link no longer works/, has: 'h1', hasNot: nothing },
    renewed: { url: renewed.url, says: /A newer link has taken the place of this one/, has: 'h1', hasNot: nothing },
    'waiting for an approval': { url: waiting, says: /An approval comes first\./, has: '#approvals', hasNot: '#sign-form, #approve form' },
    approving: { url: approving, says: /Your approval is asked for\./, has: '#approve form', hasNot: 'form[data-form=accept], #decline form' },
    approved: { url: approved, says: /You have approved this version\./, has: '#approvals', hasNot: `${decide}, #approve form` },
    'approved, to be signed': { url: mayBeSigned, says: /Tuomas Mäkelä: approved/, ...signing, hasNot: '#approve form' },
    'not approved': { url: refusing, says: /You did not approve this version\./, has: '#approvals', hasNot: `${decide}, #approve form` },
    'stopped by an approver': { url: stopped, says: /This version was not approved\./, has: '#decline form', hasNot: '#sign-form, #approve form' },
    reading: { url: reading, says: /The quotation is yours to read\./, has: '#ask form', hasNot: `${decide}, #approve form` },
    'one of several, who has signed': { url: first, says: /You have signed\./, has: '#signers', hasNot: `${decide}, ${backs}` },
    'one of several, whose turn it is': { url: next, says: /What is chosen has been signed/, ...signing, hasNot: '.tick:enabled' },
    'one of several, who signs later': { url: later, says: /It is not your turn yet\./, has: '#decline form', hasNot: '#sign-form' },
    'all have signed': { url: one, says: /Signed by[^]*Päivi Mäkelä[^]*Signed by[^]*Olli Mäkelä/, has: backs, hasNot: `${decide}, #signers` },
    'another has signed': { url: theirs, says: /Accepted/, has: '.cert', hasNot: decide },
    'signed, to a reader': { url: read, says: /Accepted/, has: '.cert', hasNot: `${decide}, ${backs}` },
    'not asked any more': { url: leftOut, says: /sent the newest version to somebody else/, has: '#ask form', hasNot: decide },
    'a wrong link': { url: `${server.url}/o/wrong`, says: /This link does not open a quotation/, has: 'h1', hasNot: nothing },
    'a forgotten visit': { url: `${server.url}/q/AbcDef123`, says: /Open the link from your e-mail again/, has: 'h1', hasNot: nothing },
    'the door of the shelf': { url: `${server.url}/my`, says: /E-mail address/, has: 'form[action="/my"]', hasNot: nothing },
    'a key of the shelf': { url: `${server.url}/my/th_nothing`, says: /I asked for this link myself/, has: '#f-sure', hasNot: nothing },
  };
}

/** Looked over here; the others are in other journeys, such as `accessibility.spec.ts`, or are made of the same parts. */
const toLookOver = /^(expired|more time asked|to be taken|tak|a deposit is paid|.*withdr|.*approv|one of several)/;

const ways: Record<string, BrowserContextOptions> = {
  'at a desk with scripts': { locale: 'en-GB' },
  'on a telephone with scripts': { ...phone, locale: 'en-GB' },
  'at a desk without scripts': { locale: 'en-GB', javaScriptEnabled: false },
  'on a telephone without scripts': { ...phone, locale: 'en-GB', javaScriptEnabled: false },
};

test('every state of a link says what it is and offers only what can be done', async ({ browse, desk, server, forgive }) => {
  forgive(/status of 4\d\d/);
  test.setTimeout(240_000);
  const all = Object.entries(await states(desk, server));
  const walk = async ([way, options]: [string, BrowserContextOptions]) => {
    const scripts = options.javaScriptEnabled !== false;
    const page = await browse(options);
    for (const [name, { url, query, says, has, hasNot, scripted }] of all) {
      await test.step(`${name}, ${way}`, async () => {
        // The link leaves a cookie, and leads on.
        const leads = query && (await page.request.get(url, { maxRedirects: 0 })).headers().location;
        await page.goto(leads ? server.url + leads + query : url);
        await Promise.all([
          expect(page.locator('body')).toContainText(says),
          expect(page.locator('main').locator(has).first()).toBeVisible(),
          expect(page.locator(hasNot).filter({ visible: true })).toHaveCount(0),
          expect(page.getByRole('heading', { level: 1 })).toHaveCount(1),
          scripted && expect(page.locator(scripted)).toBeVisible({ visible: scripts }),
        ]);
        if (scripts) {
          expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
          if (options.isMobile && toLookOver.test(name)) await expectAccessible(page);
        }
      });
    }
  };
  // All four at once: each waits as much as it works.
  await Promise.all(Object.entries(ways).map(walk));
});
