// A seller puts a comparison, attachments and a video above the lines; the customer reads, saves and asks with a file, on a
// phone with scripts and without; the seller finds the file and answers with one.
import { phone } from './customer.ts';
import { alive, expect, expectAccessible, open, test } from './fixtures.ts';

test.skip(({ engine }) => engine === 'postgres', 'blocks are the same on both engines');

const brochure = { name: 'Esite.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj\n') };
const page = { name: 'esite.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html><script>alert(1)</script></html>') };
const film = { name: 'Asennus.mp4', mimeType: 'video/mp4', buffer: Buffer.from('\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41', 'latin1') };

for (const scripts of [true, false]) {
  test(`comparison, attachments and video reach a phone ${scripts ? 'with' : 'without'} scripts`, async ({ staff, browse, desk, server, forgive }, info) => {
    forgive(/status of 422/);
    // The film is a head without pictures: the browser may say that it cannot play it.
    forgive(/film\//);
    test.setTimeout(120_000);
    const quote = await desk.draft();
    await open(staff, `${server.url}/quotations/${quote.id}/content`);
    await alive(staff);

    await test.step('a comparison', async () => {
      await staff.getByRole('button', { name: 'Comparison', exact: true }).click();
      const block = staff.locator('.block-form').first();
      await block.getByLabel('Alternative 1', { exact: true }).fill('Perus');
      await block.getByLabel('Alternative 2', { exact: true }).fill('Plus');
      await block.getByLabel('Recommend').nth(1).check();
      await block.getByLabel('Row 1', { exact: true }).fill('Takuu');
      await block.getByLabel('Row 1, Perus').selectOption('yes');
      await block.getByLabel('Row 1, Plus').selectOption('words');
      await block.getByLabel('Words on row 1, Plus').fill('5 vuotta');
      await expect(staff.locator('.block-preview .compare')).toContainText('5 vuotta');
    });

    await test.step('attachments, one of which is not what it says', async () => {
      await staff.getByRole('button', { name: 'Attachments', exact: true }).click();
      const block = staff.locator('.block-form').nth(1);
      await block.locator('input[type=file]').setInputFiles(page);
      await expect(block.getByRole('alert')).toContainText('none of the kinds');
      await block.locator('input[type=file]').setInputFiles(brochure);
      await expect(block.getByRole('link', { name: 'Esite.pdf' })).toBeVisible();
    });

    await test.step('a video', async () => {
      await staff.getByRole('button', { name: 'Video', exact: true }).click();
      const block = staff.locator('.block-form').nth(2);
      await block.locator('input[type=file]').first().setInputFiles(film);
      await expect(block.getByText('Asennus.mp4')).toBeVisible();
      await block.getByLabel('Description').fill('Asennus alusta loppuun');
    });

    await expectAccessible(staff);
    for (const width of [1440, 390]) {
      await staff.setViewportSize({ width, height: 1000 });
      await staff.screenshot({ path: info.outputPath(`write-${width}.png`), fullPage: true });
      expect(await staff.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
    await staff.setViewportSize({ width: 1440, height: 1000 });

    // The grip, by mouse: the last block goes to the top.
    const grip = await staff.locator('.block-form').nth(2).locator('.grip').boundingBox();
    const top = await staff.locator('.block-form').first().boundingBox();
    if (!grip || !top) throw new Error('the blocks are not on the screen');
    await staff.mouse.move(grip.x + 5, grip.y + 5);
    await staff.mouse.down();
    await staff.locator('.block-form').first().scrollIntoViewIfNeeded();
    const first = await staff.locator('.block-form').first().boundingBox();
    if (!first) throw new Error('the first block is not on the screen');
    await staff.mouse.move(first.x + 40, first.y + 20, { steps: 12 });
    await staff.mouse.up();
    await expect(staff.locator('.block-form').first()).toContainText('Video 1');
    await staff.getByRole('button', { name: 'Save content' }).click();
    await expect(staff.getByText('The content is saved')).toBeVisible();

    const customer = await browse({ ...phone, javaScriptEnabled: scripts });
    await customer.goto(await desk.send(quote.id));
    const film_element = customer.locator('video');
    await expect(film_element).toHaveAttribute('preload', 'none');
    await expect(customer.getByText('Asennus alusta loppuun')).toBeVisible();
    const cards = customer.locator('.compare > li');
    await expect(cards).toHaveCount(2);
    await expect(cards.nth(1)).toContainText('Suositus');
    await expect(cards.nth(1)).toContainText('5 vuotta');
    const boxes = [await cards.first().boundingBox(), await cards.nth(1).boundingBox()];
    expect(boxes[1]?.y).toBeGreaterThan((boxes[0]?.y ?? 0) + (boxes[0]?.height ?? 0) - 1);
    if (scripts) await expectAccessible(customer);
    await customer.screenshot({ path: info.outputPath(`read-390-${scripts}.png`), fullPage: true });

    const address = await customer.getByRole('link', { name: 'Esite.pdf' }).getAttribute('href');
    const saved = await customer.request.get(`${server.url}${address}`);
    expect(saved.headers()['content-disposition']).toContain('attachment');
    expect(saved.headers()['x-content-type-options']).toBe('nosniff');
    expect(await saved.text()).toBe(brochure.buffer.toString());
    const source = await film_element.getAttribute('src');
    const piece = await customer.request.get(`${server.url}${source}`, { headers: { range: 'bytes=4-7' } });
    expect([piece.status(), await piece.text(), piece.headers()['content-range']]).toEqual([206, 'ftyp', `bytes 4-7/${film.buffer.length}`]);
    // A link of another quotation fetches neither.
    const other = await desk.sent();
    const stranger = await browse({ ...phone, javaScriptEnabled: scripts });
    await stranger.goto(other.url);
    const theirs = new URL(stranger.url()).pathname;
    for (const path of [address, source]) {
      const tried = await stranger.request.get(`${server.url}${theirs}${path?.replace(/^\/q\/[^/]+/, '')}`);
      expect(tried.status()).toBe(404);
    }

    await test.step('a question with a file', async () => {
      await customer.locator('#f-body').fill('Sopiiko tämä?');
      await customer.locator('#f-file').setInputFiles(page);
      await customer.getByRole('button', { name: 'Lähetä viesti' }).click();
      await expect(customer.locator('#e-file')).toBeVisible();
      await expect(customer.locator('#f-body')).toHaveValue('Sopiiko tämä?');
      await customer.locator('#f-file').setInputFiles({ ...brochure, name: 'Kuva <1>.pdf' });
      await customer.getByRole('button', { name: 'Lähetä viesti' }).click();
      await expect(customer.getByText('Viestisi on lähetetty.')).toBeVisible();
      await expect(customer.locator('#talk').getByRole('link', { name: 'Kuva _1_.pdf' })).toBeVisible();
      await expect(customer.locator('#decide')).toContainText('Yksi kysymyksesi odottaa vastausta');
    });

    await test.step('its answer with a file', async () => {
      await open(staff, `${server.url}/quotations/${quote.id}`);
      const comments = staff.getByRole('region', { name: 'Questions and answers' });
      await expect(comments.getByRole('link', { name: 'Kuva _1_.pdf' })).toBeVisible();
      await staff.locator('#answer').fill('Sopii.');
      await comments.locator('input[type=file]').setInputFiles({ ...brochure, name: 'Vastaus.pdf' });
      await expect(comments.getByText(/Vastaus\.pdf \(/)).toBeVisible();
      await staff.getByRole('button', { name: 'Send answer' }).click();
      await expect(comments.getByRole('link', { name: 'Vastaus.pdf' })).toBeVisible();
      await customer.goto(customer.url().replace(/[?#].*/, ''));
      await expect(customer.locator('#talk').getByRole('link', { name: 'Vastaus.pdf' })).toBeVisible();
      await expect(customer.locator('#decide')).not.toContainText('odottaa vastausta');
    });
  });
}
