// The quotation's editor as a seller's hands know it.
import { expect, type Locator, type Page } from '@playwright/test';
import { cents } from './desk.ts';

export type Column = 'name' | 'quantity' | 'unit' | 'unit_price' | 'discount' | 'tax';

/** The lines as they stand. */
export const lines = (page: Page): Locator => page.locator('table.grid tr[data-line]');

/** A cell of a line, counted from 0 with sections and notes. */
export const cell = (page: Page, line: number, column: Column): Locator => lines(page).nth(line).locator(`[data-col=${column}]`);

/** Replaces what a cell says and goes on with Tab. */
export async function write(page: Page, line: number, column: Column, text: string): Promise<void> {
  await cell(page, line, column).click();
  const input = cell(page, line, column).locator('input');
  await input.fill(text);
  await input.press('Tab');
}

/** Until everything typed is stored. */
export async function saved(page: Page, words: RegExp = /^Saved /): Promise<void> {
  await expect(page.locator('header .saved')).toHaveText(words);
}

/** The figures of the totals panel in cents: net first, what is to pay last. */
export async function totals(page: Page): Promise<{ net: number; gross: number }> {
  const sums = page.locator('aside .kv .sum');
  await expect(sums).toHaveCount(4);
  const [net] = cents(await sums.nth(1).innerText());
  const [gross] = cents(await sums.nth(3).innerText());
  return { net: net ?? NaN, gross: gross ?? NaN };
}

/** Sends from the dialog to an address; the personal link it shows. */
export async function send(page: Page, to: { name: string; email: string }): Promise<string> {
  await page.getByRole('button', { name: /^Send version/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Send version/ });
  await dialog.getByLabel('Name').fill(to.name);
  await dialog.getByLabel('E-mail').fill(to.email);
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  return sentLink(page);
}

/** The link that the dialog shows after sending. */
export async function sentLink(page: Page): Promise<string> {
  const link = page.locator('#sent-link');
  await expect(link).toBeVisible();
  return link.inputValue();
}
