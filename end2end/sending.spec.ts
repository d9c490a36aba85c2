// A mail text from the settings, read as its recipient gets it, and a sending that waits for tomorrow.
import { alive, expect, expectAccessible, open, test } from './fixtures.ts';

test('a text is written once, filled in for its reader, and goes out tomorrow unless it is called off', async ({ staff: page, desk, server, forgive }, info) => {
  forgive(/status of 422/);
  await open(page, `${server.url}/settings/mail-texts`);
  await page.getByRole('button', { name: 'New text' }).click();
  const form = page.getByRole('dialog', { name: 'New text' });
  const name = `Ensimmäinen ${Date.now()}`;
  await form.locator('#mail-text-name').fill(name);
  await form.locator('label').filter({ hasText: 'Finnish' }).click();
  await form.locator('#mail-text-subject').fill('Tarjous {numero}');
  await form.locator('#mail-text-message').fill('Hei {etunmi}');
  await form.getByLabel('Begin with this one on that occasion').check();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.locator('#mail-text-message-error')).toContainText('{etunmi}');
  await form.locator('#mail-text-message').fill('Hei ');
  await form.getByText('Insert field', { exact: true }).click();
  await form.getByRole('button', { name: '{etunimi}' }).click();
  await expect(form.locator('#mail-text-message')).toHaveValue('Hei {etunimi}');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name })).toContainText('Usual');
  await alive(page);

  const { id, number } = await desk.draft({});
  await open(page, `${server.url}/quotations/${id}`);
  await page.getByRole('button', { name: /^Send version/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('#send-name').fill('Päivi Mäkelä');
  await dialog.locator('#send-email').fill('paivi@makela.example');
  await expect(dialog.locator('.mail h3')).toHaveText(`Tarjous ${number}`);
  await expect(dialog.locator('.mail .body')).toHaveText('Hei Päivi');
  await dialog.locator('label').filter({ hasText: /8:00|8\.00/ }).first().click();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('send.png') });
  await dialog.getByRole('button', { name: /^Send on/ }).click();
  await expect(dialog).toContainText('goes out on');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  const waits = page.getByText('Version 1 goes out on').filter({ visible: true });
  await expect(waits).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('scheduled.png') });
  await page.getByRole('button', { name: 'Do not send' }).click();
  await expect(waits).toHaveCount(0);
  expect((await desk.read(id)).state).toBe('draft');
});
