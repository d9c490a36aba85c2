// A deposit on acceptance: demanded in the editor, read by the customer before accepting, paid by what the page shows after
// it, and marked as paid by hand or by a bank statement.
import { post, signature } from './desk.ts';
import { saved } from './editor.ts';
import { alive, expect, expectAccessible, open, test } from './fixtures.ts';

/** A statement of the bank with one payment. */
const statement = (amount: string, reference: string) => `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">
<BkToCstmrStmt><Stmt><Acct><Id><IBAN>FI3715903000000776</IBAN></Id></Acct><Ntry><Amt Ccy="EUR">${amount}</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-27</Dt></BookgDt><AcctSvcrRef>${reference}-1</AcctSvcrRef>
<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Mäkelän Tila Oy</Nm></Dbtr></RltdPties><RmtInf><Strd><CdtrRefInf>
<Ref>${reference}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`;

test('the settings take an account, a quotation demands a share, the customer reads it', async ({ staff: page, desk, server, browser }, info) => {
  await open(page, `${server.url}/settings`);
  await page.getByLabel('Bank account (IBAN)').fill('FI37 1590 3000 0007 77');
  await page.getByLabel('Bank account (IBAN)').press('Tab');
  await expect(page.getByText('The account number does not check')).toBeVisible();
  await page.getByLabel('Bank account (IBAN)').fill('FI37 1590 3000 0007 76');
  const kept = page.waitForResponse((answer) => answer.url().includes('/api/') && answer.ok());
  await page.getByLabel('Bank account (IBAN)').press('Tab');
  await kept;

  const { id } = await desk.draft({});
  await open(page, `${server.url}/quotations/${id}`);
  await page.locator('#head-acceptance').click();
  await page.locator('#head-deposit').selectOption('percent');
  await expect(page.locator('#head-deposit-value')).toHaveValue('30');
  await expect(page.locator('#head-deposit-days')).toHaveValue('7');
  await saved(page);
  await page.screenshot({ path: info.outputPath('editor.png'), fullPage: true });
  await alive(page);

  const url = await desk.send(id);
  const other = await browser.newContext();
  const reader = await other.newPage();
  await reader.goto(url);
  await expect(reader.locator('dl.facts')).toContainText('30');
  await reader.screenshot({ path: info.outputPath('page.png'), fullPage: true });

  // Once it is accepted the page shows how to pay, with codes that bank and telephone read.
  await post(desk, url, 'accept', signature);
  await reader.goto(url);
  await expect(reader.locator('#payment svg.pay-bar')).toBeVisible();
  await expect(reader.locator('#payment svg.pay-qr')).toBeVisible();
  await expectAccessible(reader);
  const orderOf = async (quote: string) => (await desk.read(quote)).order?.id ?? '';
  const order = await orderOf(id);
  await open(page, `${server.url}/orders/${order}`);
  const panel = page.locator('#payment');
  await panel.getByRole('button', { name: 'Mark as paid' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(panel).toContainText('Paid');
  await expect(panel.getByRole('button', { name: 'Undo the payment' })).toBeVisible();
  await reader.reload();
  await expect(reader.locator('#payment')).toContainText('Maksettu');
  await expect(reader.locator('#payment svg')).toHaveCount(0);
  await other.close();

  // Another one is paid by what the bank tells.
  const second = await desk.draft({});
  await desk.save(second, { fields: { ...second.fields, deposit: { kind: 'percent', value: '30', days: '7' } } });
  await post(desk, await desk.send(second.id), 'accept', signature);
  const paid = await orderOf(second.id);
  type Demand = { payment: { block: { amount: { value: string }; reference: string } } };
  const { payment } = await desk.call<Demand>('orders/read', { id: paid });
  const file = statement(Number(payment.block.amount.value).toFixed(2), payment.block.reference);
  await open(page, `${server.url}/orders/statements`);
  await page.locator('#statement-file').setInputFiles({ name: 'tiliote.xml', mimeType: 'text/xml', buffer: Buffer.from(file) });
  await expect(page.getByText('Pays the deposit').last()).toBeVisible();
  await page.getByRole('button', { name: 'Take payments: 1' }).click();
  await expect(page.getByText('Payments taken').first()).toBeVisible();
  await open(page, `${server.url}/orders/${paid}`);
  await expect(page.locator('#payment').getByRole('button', { name: 'Undo the payment' })).toBeVisible();
});
