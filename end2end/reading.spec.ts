// What the seller is told of the reader: people only, times only where the reader says so; reminders are planned and called off.
import { readOn } from './customer.ts';
import { expect, open, test } from './fixtures.ts';

test('a person who reads is counted, times are told only after a yes, and a no forgets them', async ({ browse, desk, staff, server }) => {
  const quote = await desk.sent({ lines: 3 });
  const reading = async () => (await desk.read(quote.id)).reading;
  const page = await browse();
  const told: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') told.push(`${new URL(request.url()).pathname.split('/').pop()} ${request.postData() ?? ''}`);
  });
  await page.goto(quote.url);
  await readOn(page);
  await expect.poll(async () => (await reading()).times).toBe(1);
  const leave = () => page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await leave();
  expect(told.filter((one) => one.startsWith('read '))).toEqual([]);

  // The box is not ticked by itself; pressing alone agrees to nothing.
  await page.reload();
  const box = page.locator('#f-share');
  await expect(box).not.toBeChecked();
  await page.locator('#reading button').click();
  await expect(page.locator('body')).not.toHaveAttribute('data-shares');
  await box.check();
  await page.locator('#reading button').click();
  await expect(page.locator('body')).toHaveAttribute('data-shares', 'yes');
  await page.locator('#lines').scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 40);
  await page.keyboard.press('ArrowDown');
  await page.waitForTimeout(2_500);
  const answer = page.waitForResponse((response) => response.url().endsWith('/read'));
  await leave();
  expect((await answer).status()).toBe(204);
  // Steps, no seconds.
  expect(told.find((one) => one.startsWith('read '))).toMatch(/^read version=1&parts=[0-3-]{5}$/);
  await expect.poll(async () => (await reading()).longest).not.toBeNull();

  await open(staff, `${server.url}/quotations/${quote.id}`);
  await expect(staff.locator('#reading')).toContainText(/Read once, today .*longest at the .*under 10 seconds/);

  await page.goto(quote.url);
  await page.locator('#reading button').click();
  await expect(page.locator('body')).not.toHaveAttribute('data-shares');
  expect((await reading()).longest).toBeNull();
  expect((await reading()).times).toBe(1);
});

test('own people are not readers', async ({ staff, desk }) => {
  const quote = await desk.sent({ lines: 1 });
  await staff.goto(quote.url);
  await readOn(staff);
  expect((await desk.read(quote.id)).reading.times).toBe(0);
});

test('without scripts nothing is asked, because nothing is measured', async ({ browse, desk }) => {
  const quote = await desk.sent({ lines: 1 });
  const page = await browse({ javaScriptEnabled: false });
  await page.goto(quote.url);
  await expect(page.locator('#reading')).toBeHidden();
});

test('reminders are planned, called off, and given days of their own', async ({ staff, desk, server, forgive }) => {
  forgive(/status of 422/);
  const quote = await desk.sent({ lines: 1 });
  await open(staff, `${server.url}/quotations/${quote.id}`);
  const panel = staff.locator('#reading-panel');
  await panel.getByRole('button', { name: 'Change the days' }).click();
  const days = panel.getByLabel('Days before the last day');
  await days.fill('a week');
  await panel.getByRole('button', { name: 'Save' }).click();
  await expect(panel).toContainText('Write whole days with commas');
  await expect(days).toHaveValue('a week');
  await days.fill('2, 5');
  await panel.getByRole('button', { name: 'Save' }).click();
  await expect(panel.getByText('planned')).toHaveCount(2);
  await panel.getByRole('button', { name: 'Call off' }).click();
  await expect(panel).toContainText('No reminder goes out.');
  expect((await desk.read(quote.id)).reminders.days).toBe('');
});
