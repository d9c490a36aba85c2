// The head of a quotation: each field says where it comes from; salesperson, invoice address and tags are kept.
import { saved } from './editor.ts';
import { alive, expect, open, test } from './fixtures.ts';

test('fields say where they come from; invoice address and tags are kept, each tag once', async ({ staff: page, desk, server }, info) => {
  const { id } = await desk.draft({ party: 'Lähdekoe Oy', lines: 1 });
  await open(page, `${server.url}/quotations/${id}`);
  const contact = page.getByLabel('Contact person');
  const under = (label: string) => page.locator('.field', { has: page.getByLabel(label, { exact: true }) });
  await expect(under('Contact person')).toContainText('From the customer');
  await contact.fill('Somebody Else');
  await contact.press('Tab');
  await expect(under('Contact person')).toContainText('Written by hand');
  await saved(page);

  await page.getByRole('button', { name: 'Salesperson, invoice address, tags' }).click();
  const handled = page.getByRole('group', { name: 'Salesperson, invoice address, tags' });
  await handled.getByLabel('Invoice address').fill('PL 100');
  await handled.getByLabel('Town').fill('Helsinki');
  await handled.getByLabel('Tags, apart by commas').fill('Solar, key account, solar');
  await handled.getByLabel('Tags, apart by commas').press('Tab');
  await saved(page);
  await page.screenshot({ path: info.outputPath('head.png') });
  await page.reload();
  await alive(page);
  const fold = page.getByRole('button', { name: 'Salesperson, invoice address, tags' });
  await expect(fold.locator('..')).toContainText('Solar, key account');
  await expect(fold.locator('..')).not.toContainText('solar, ');
});
