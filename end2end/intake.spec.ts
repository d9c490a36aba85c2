// From a stranger's message to a card on the board: a web form is made, written to by a person and by a program.
import { expect, expectAccessible, open, test } from './fixtures.ts';

test('a web form of our own and one of a plugin each become an opportunity, once', async ({ staff: page, server, browser, request }, info) => {
  await open(page, `${server.url}/settings/intake`);
  await page.getByRole('button', { name: 'New web form' }).first().click();
  await page.locator('#web-form-name').fill('Our site');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Our site' }).click();
  const [post, form] = [await page.locator('#web-form-post').inputValue(), await page.locator('#web-form-page').inputValue()];
  await page.screenshot({ path: info.outputPath('settings.png'), fullPage: true });
  await page.keyboard.press('Escape');

  // A person, without scripts, on a phone; first with a mistake, which loses nothing.
  const phone = await browser.newContext({ viewport: { width: 390, height: 800 }, javaScriptEnabled: false, locale: 'fi-FI' });
  const stranger = await phone.newPage();
  await stranger.goto(new URL(new URL(form).pathname, server.url).href);
  await stranger.locator('#f-name').fill('Sanna Laine');
  await stranger.locator('#f-message').fill('Tarvitsemme uuden katon.');
  await stranger.locator('form button').click();
  await expect(stranger.locator('#e-email')).toBeVisible();
  await expect(stranger.locator('#f-message')).toHaveValue('Tarvitsemme uuden katon.');
  await stranger.screenshot({ path: info.outputPath('form.png'), fullPage: true });
  await stranger.locator('#f-email').fill('sanna@laine.example');
  await stranger.locator('form button').click();
  await expect(stranger).toHaveURL(/\/thanks/);
  await phone.close();

  // A plugin of a site, twice.
  const address = new URL(new URL(post).pathname, server.url).href;
  const sent = { form: { name: 'Contact' }, fields: { name: { id: 'name', type: 'text', title: 'Name', value: 'Olli Niemi' }, email: { id: 'email', type: 'email', title: 'Email', value: 'olli@niemi.example' }, message: { id: 'message', type: 'textarea', title: 'Message', value: 'A garage door' } } };
  expect(await (await request.post(address, { data: sent })).json()).toMatchObject({ verdict: 'made' });
  expect(await (await request.post(address, { data: sent })).json()).toMatchObject({ verdict: 'repeated' });

  // A form whose fields nobody could guess: said once in the inbox, it is known.
  expect(await (await request.post(address, { data: { f1: 'Kaisa Kelo', f2: '0401234567' } })).json()).toMatchObject({ verdict: 'incomplete' });
  await open(page, `${server.url}/inbox`);
  await page.getByRole('link', { name: /Sender unknown/ }).first().click();
  await page.getByLabel('What “f1” is').selectOption({ label: 'Name' });
  await expect(page.getByRole('heading', { name: 'Kaisa Kelo' })).toBeVisible();
  await page.getByLabel('What “f2” is').selectOption({ label: 'Phone' });
  await expect(page.getByText('Opportunity made').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open the opportunity' })).toBeVisible();
  await expectAccessible(page);

  await open(page, `${server.url}/inbox`);
  await expect(page.getByText('Sanna Laine').first()).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('inbox.png'), fullPage: true });
  await open(page, `${server.url}/pipeline`);
  await expect(page.getByText('Sanna Laine').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Olli Niemi' })).toHaveCount(1);
});
