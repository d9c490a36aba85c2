// The customer's page as a customer uses it.
import { expect, type BrowserContextOptions, type Page } from '@playwright/test';

/** A telephone held upright, in a Finnish hand. */
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
  locale: 'fi-FI',
};

/** Draws a signature with a finger. */
export async function draw(page: Page): Promise<void> {
  const pad = page.locator('#pad');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('the pad is not on the screen');
  const touch = await page.context().newCDPSession(page);
  const at = (x: number, y: number) => [{ x: box.x + x * box.width, y: box.y + y * box.height }];
  for (const [from, to] of [
    [0.1, 0.45],
    [0.5, 0.9],
  ] as const) {
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(from, 0.6) });
    for (let step = 1; step <= 12; step += 1) {
      const x = from + ((to - from) * step) / 12;
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(x, step % 2 ? 0.25 : 0.75) });
    }
    // Comes to rest before it lifts: the browser would take a flick for a scroll and the next tap for its end.
    await page.waitForTimeout(150);
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(to, 0.75) });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }
  await touch.detach();
}

/** Scrolls, as people who read do, and stays until the page has told of the visit. */
export async function readOn(page: Page): Promise<void> {
  const told = page.waitForResponse((answer) => answer.url().endsWith('/seen'));
  await page.mouse.wheel(0, 300);
  await page.keyboard.press('ArrowDown');
  expect((await told).status()).toBe(204);
}
