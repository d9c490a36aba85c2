// Importing: a CSV is previewed, matched, repaired, written and taken back; an XLSX changes prices; a likeness waits for a person;
// what cannot be read says so and leaves the page as it was.
import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { alive, expect, expectAccessible, open, test } from './fixtures.ts';
import { workbook } from './workbook.ts';

async function bring(page: Page, kind: string, name: string, bytes: Buffer | string): Promise<void> {
  await page.locator('.bring').getByText(kind, { exact: true }).click();
  await page.locator('#import-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
}

async function preview(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/settings\/import\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('button', { name: /^Import \d/ })).toBeVisible();
}

const FIRST = [
  'Tuotekoodi;Nimi;Hinta alv 0;Alv-%;Yksikkö',
  'TUO-1;Tuontipumppu;1 234,50;25,5;kpl',
  'TUO-2;Tuontiletku;7,20;25,5;m',
  'TUO-1;Toinen samalla koodilla;1;;',
  'TUO-3;Tuontikela;kallis;25,5;kpl',
  '',
].join('\r\n');

test('a file is previewed, written and taken back', async ({ staff: page, server, forgive }, info) => {
  forgive(/status of 422/);
  await open(page, `${server.url}/settings`);
  await page.getByRole('link', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Import' })).toBeVisible();
  await page.screenshot({ path: info.outputPath('bring.png') });

  // No table: a sentence, and another file can be chosen.
  await bring(page, 'Products', 'kuva.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]));
  await expect(page.getByRole('alert')).toContainText('no CSV or XLSX');

  await bring(page, 'Products', 'tuotteet.csv', FIRST);
  await preview(page);
  // The heading of the price is nobody's: a person says what it is, and the rows are judged anew.
  await expect(page.locator('.badge.danger')).toHaveCount(4);
  await page.getByLabel('Hinta alv 0').selectOption('unit_price');
  await expect(page.locator('.badge.danger')).toHaveCount(1);
  await expect(page.getByRole('table')).toContainText('Same as row 2');
  await expect(page.getByRole('table')).toContainText('Price, net: ');
  await page.screenshot({ path: info.outputPath('preview.png') });
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: info.outputPath(`preview-${width}-${colorScheme}.png`), fullPage: true });
      await expectAccessible(page);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 1000 });

  // The rows that stay out come as a file with the reason.
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'The 2 left out' }).click()]);
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toContain('TUO-3;Tuontikela;kallis;25,5;kpl;');
  await page.getByRole('button', { name: 'Wrong 1' }).click();
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(2);

  await page.getByRole('button', { name: 'Import 2' }).click();
  await expect(page.getByText('2 new and 0 changed.')).toBeVisible();
  await page.screenshot({ path: info.outputPath('done.png') });
  await expectAccessible(page);
  await page.goto(`${server.url}/products?search=Tuontipumppu`);
  await alive(page);
  await expect(page.getByRole('table')).toContainText('1 234,50');

  await page.goto(`${server.url}/settings/import`);
  await alive(page);
  await page.getByRole('link', { name: 'tuotteet.csv' }).click();
  await page.getByRole('button', { name: 'Take all 2 back' }).click();
  await expect(page.getByText('Taken back: 2.')).toBeVisible();
  await page.goto(`${server.url}/products?search=Tuontipumppu`);
  await alive(page);
  await expect(page.getByText('No product matches')).toBeVisible();
});

test('a workbook changes prices, and what was changed since is named and stays', async ({ staff: page, server, desk }, info) => {
  await open(page, `${server.url}/settings/import`);
  await bring(page, 'Products', 'pohja.csv', 'code;name;price;vat\nKIR-1;Kirjapumppu;100;25,5\nKIR-2;Kirjaletku;7;25,5\n');
  await preview(page);
  await page.getByRole('button', { name: 'Import 2' }).click();
  await expect(page.getByText('2 new and 0 changed.')).toBeVisible();

  await page.getByRole('link', { name: 'Other file' }).click();
  const rows = [['Koodi', 'Veroton hinta', 'Verokanta'], ['KIR-1', 0.1 + 0.2, { percent: 0.135 }], ['KIR-2', 8, { percent: 0.255 }]];
  await bring(page, 'Products', 'hinnat.xlsx', workbook('Hinnat', rows));
  await preview(page);
  await expect(page.getByRole('table')).toContainText('Price, net: 100 → 0,3');
  await page.getByRole('button', { name: 'Import 2' }).click();
  await expect(page.getByText('0 new and 2 changed.')).toBeVisible();
  await page.screenshot({ path: info.outputPath('changed.png') });

  // Somebody changes one of them; it is named and stays.
  const found = await desk.call<{ rows: { id: string }[] }>('products/list', { query: { search: 'Kirjaletku' } });
  const product = await desk.call<{ version: number; fields: Record<string, unknown> }>('products/read', { id: found.rows[0]!.id });
  await desk.call('products/edit', { command: { id: found.rows[0]!.id, version: product.version, fields: { ...product.fields, unit: 'rulla' } } });
  await page.getByRole('button', { name: 'Take all 2 back' }).click();
  await expect(page.getByText('Taken back: 1.')).toBeVisible();
  await expect(page.getByText('Changed or used since: 1.')).toBeVisible();
  await expect(page.getByRole('table').getByRole('row').nth(1)).toContainText('KIR-2');
  await page.screenshot({ path: info.outputPath('kept.png') });
  await expectAccessible(page);
});

test('a customer that may be known already waits for a person', async ({ staff: page, server }) => {
  await open(page, `${server.url}/settings/import`);
  const customer = 'Yritys;Sähköposti\nTuontiyritys Oy;info@tuonti.example\n';
  await bring(page, 'Customers', 'asiakkaat.csv', customer);
  await preview(page);
  await page.getByRole('button', { name: 'Import 1' }).click();
  await expect(page.getByText('1 new and 0 changed.')).toBeVisible();
  await page.getByRole('link', { name: 'Other file' }).click();
  await bring(page, 'Customers', 'lisaa.csv', 'Yritys;Sähköposti;Puh.\nTuontiyritys Oyj;info@tuonti.example;0400 123\n');
  await preview(page);
  await expect(page.getByRole('table')).toContainText('Like Tuontiyritys Oy?');
  await page.getByRole('table').getByRole('button', { name: 'Same' }).click();
  await expect(page.getByRole('table')).toContainText('Phone: 0400 123');
  await page.getByRole('button', { name: 'Import 1' }).click();
  await expect(page.getByText('0 new and 1 changed.')).toBeVisible();
});

test('wrong rows are repaired in the preview, and that is kept with the import', async ({ staff: page, server }, info) => {
  await open(page, `${server.url}/settings/import`);
  await bring(page, 'Products', 'korjattavat.csv', [
    'code;name;price;vat', 'KOR-1;Korjauspumppu;kallis;25,5', 'KOR-2;Korjausletku;7;77', 'KOR-3;Korjauskela;9;77', 'KOR-4;Korjaamaton;halpa;25,5', '',
  ].join('\n'));
  await preview(page);
  await page.getByRole('button', { name: 'Wrong 4' }).click();

  // In its place, by keyboard; the next wrong cell waits with the focus.
  const price = page.locator('#fix-2-unit_price');
  await expect(price).toHaveValue('kallis');
  await expect(price).toHaveAccessibleDescription(/.+/);
  await price.fill('1 234,50');
  await price.press('Enter');
  await expect(page.getByRole('button', { name: 'Wrong 3' })).toBeVisible();
  await expect(page.locator('#fix-3-tax')).toBeFocused();

  // Once for all rows that have it.
  const several = page.getByRole('region', { name: 'The same in several rows' });
  await several.getByLabel('“77”, 2 rows').selectOption({ index: 1 });
  await page.screenshot({ path: info.outputPath('repair.png') });
  await expectAccessible(page);
  await several.getByRole('button', { name: 'Mend all 2' }).click();
  await expect(page.getByRole('button', { name: 'Wrong 1' })).toBeVisible();
  await expect(page.locator('.mapping')).toContainText('“77” means');
  await page.getByRole('button', { name: 'Leave out row 5' }).click();
  await expect(page.getByRole('button', { name: /^Wrong/ })).toHaveCount(0);

  // Leaving the page and coming back loses nothing; the file is what it was.
  await page.reload();
  await alive(page);
  await preview(page);
  await expect(page.getByRole('table')).toContainText('In the file: kallis');
  await expect(page.getByRole('table')).toContainText('Left out by hand');
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: info.outputPath(`repaired-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1440, height: 1000 });
  await page.getByRole('button', { name: 'Import 3' }).click();
  await expect(page.getByText('3 new and 0 changed.')).toBeVisible();
});
