// Coming in, a forgotten password, going out.
import { expect, open, test } from './fixtures.ts';

const email = 'aino.lehtonen@havulampo.example';
const password = 'neljä sanaa jotka eivät kuulu yhteen';

test('a forgotten password is set anew by mail, and signing out leads back to where one was', async ({ serve, browse, forgive }) => {
  forgive(/status of (401|403)/);
  const server = await serve();
  const page = await browse();
  // A page asked for by a stranger asks to sign in.
  await page.goto(`${server.url}/quotations?filter=open`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await expect(page.getByText('Sign in to open the page.')).toBeVisible();
  await page.getByRole('link', { name: 'Forgot it?' }).click();
  for (const asked of ['nobody@havulampo.example', email]) {
    // The answer does not tell who is known.
    await page.goto(`${server.url}/sign-in/forgotten`);
    await page.getByLabel('E-mail').fill(asked);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look in your mailbox');
  }

  // The administrator reads the mail in the outbox.
  const [first] = await server.printed(/\/first\/[\w-]+/);
  const administrator = await browse();
  await administrator.goto(server.url + first);
  await administrator.getByRole('button', { name: 'Sign in' }).click();
  await administrator.goto(`${server.url}/outbox`);
  await administrator.locator('.mails a').filter({ hasText: email }).first().click();
  const mail = administrator.locator('.raw');
  await expect(mail).toContainText('/set-password?token=');
  const link = (await mail.innerText()).match(/http\S+\/set-password\?token=[\w-]+/)?.[0] ?? '';
  await expect(administrator.locator('.mails')).not.toContainText('nobody@');

  // The link works once; a password that is too easy is refused with a sentence.
  await page.goto(link);
  await page.getByLabel('New password', { exact: true }).fill('passwordpassword');
  await page.getByRole('button', { name: 'Set password', exact: true }).click();
  // Under the field that it is about.
  await expect(page.locator('#password-error')).toContainText(/Too many people use this password|Use at least/);
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Set password', exact: true }).click();
  await page.waitForURL(`${server.url}/`);
  await expect(page.getByText(/^Good (morning|afternoon|evening), Aino/)).toBeVisible();
  const again = await browse();
  await again.goto(link);
  await again.getByLabel('New password', { exact: true }).fill(`${password} toinen`);
  await again.getByRole('button', { name: 'Set password', exact: true }).click();
  await expect(again.getByText('This link has been used or is too old. Ask for a new one.')).toBeVisible();
  // Everybody else who was signed in as her is out.
  await administrator.goto(`${server.url}/orders`);
  await expect(administrator).toHaveURL(/\/sign-in\?next=/);

  // Out, and back to the page that was asked for.
  await open(page, `${server.url}/customers`);
  await page.locator('.rail button[popovertarget=you]').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(`${server.url}/customers?search=oy`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('something else entirely');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('E-mail and password do not match. Check Caps Lock, or ask for a new password.')).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL(`${server.url}/customers?search=oy`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Customers');
});
