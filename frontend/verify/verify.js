// The script of /verify: the reader's own browser computes the SHA-256 of a file and checks the seal on it. Of the file
// nothing leaves the browser but those 32 bytes. Plain, so that anybody can read here what is done.

/** Signed documents are far smaller; a browser reads the file whole. */
export const LARGEST = 64 * 1024 * 1024;

const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** Whether a file begins as a PDF does, or as the evidence, which is JSON. */
async function ours(file) {
  const start = new TextDecoder().decode(await file.slice(0, 1024).arrayBuffer());
  return start.includes('%PDF-') || start.startsWith('{');
}

/** Whether the signature is that of the statement; null where this browser does not know Ed25519. */
async function holds(seal, subtle) {
  try {
    const key = await subtle.importKey('raw', unhex(seal.public_key), { name: 'Ed25519' }, false, ['verify']);
    return await subtle.verify({ name: 'Ed25519' }, key, unhex(seal.signature), new TextEncoder().encode(seal.statement));
  } catch (error) {
    return error.name === 'NotSupportedError' ? null : false;
  }
}

/** What is found out about a file: the outcome by name, and the facts to show with it. */
export async function examine(file, { subtle, ask }) {
  if (file.size > LARGEST) return { outcome: 'large' };
  if (!subtle) return { outcome: 'blind' };
  let sha256;
  try {
    if (!(await ours(file))) return { outcome: 'other' };
    sha256 = hex(await subtle.digest('SHA-256', await file.arrayBuffer()));
  } catch {
    return { outcome: 'other' };
  }
  let answer;
  try {
    const response = await ask(`/verify/${sha256}`);
    if (response.status === 429) return { outcome: 'often', sha256 };
    if (!response.ok) return { outcome: 'away', sha256 };
    answer = await response.json();
  } catch {
    return { outcome: 'away', sha256 };
  }
  if (!answer.known) return { outcome: 'unknown', sha256 };
  if (!answer.seal) return { outcome: 'unsealed', sha256, facts: answer };
  const { seal } = answer;
  const here = await holds(seal, subtle);
  // From here on only what was signed is believed.
  let facts;
  try {
    facts = JSON.parse(seal.statement);
  } catch {
    return { outcome: 'broken', sha256 };
  }
  const same = facts.sha256 === sha256 && facts.public_key === seal.public_key;
  if (!same || here === false || (here === null && !seal.holds)) return { outcome: 'broken', sha256 };
  return { outcome: 'genuine', sha256, facts: { ...facts, key_number: seal.key_number }, here: here === true };
}

/** Brings the page to life. */
function begin() {
  const id = (name) => document.getElementById(name);
  const verdict = id('verdict');
  const file = id('file');
  const drop = id('drop');
  const lang = document.documentElement.lang;
  const linked = verdict.dataset.document;
  let turn = 0;

  const show = (name, shown) => {
    const element = id(name);
    if (element) element.hidden = !shown;
  };
  // In English as the company's pages have it: the day first.
  const time = (iso) =>
    new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' }).format(new Date(iso)) + ' UTC';
  const fill = (name, text) => {
    for (const element of document.querySelectorAll(`[data-fact="${name}"]`)) {
      element.textContent = text ?? '';
      const row = element.closest('div');
      if (row) row.hidden = !text;
    }
  };
  const say = (outcome) => {
    const words = id(`v-${outcome}`);
    verdict.replaceChildren(words.content.cloneNode(true));
    for (const tone of ['good', 'bad', 'idle']) verdict.classList.toggle(tone, words.dataset.tone === tone);
    document.title = verdict.querySelector('h1').textContent;
  };

  const look = async (chosen) => {
    const mine = (turn += 1);
    for (const part of ['document', 'checks', 'another']) show(part, false);
    verdict.setAttribute('aria-busy', 'true');
    say('busy');
    const found = await examine(chosen, { subtle: globalThis.crypto?.subtle, ask: (address) => fetch(address, { cache: 'no-store', credentials: 'omit' }) });
    // Another file was chosen meanwhile.
    if (mine !== turn) return;
    verdict.removeAttribute('aria-busy');
    say(found.outcome);
    const { facts } = found;
    if (facts) {
      fill('document', facts.document);
      fill('version', String(facts.version));
      fill('company', facts.business_id ? `${facts.company}, ${facts.business_id}` : facts.company);
      fill('signed', time(facts.signed_at));
      fill('sealed', facts.sealed_at && time(facts.sealed_at));
      fill('key', facts.public_key?.match(/.{1,8}/g).join(' '));
      show('document', true);
    }
    if (found.sha256) fill('sha256', found.sha256.match(/.{1,8}/g).join(' '));
    fill('name', chosen.name);
    show('checks', Boolean(facts));
    show('sealed-here', found.here === true);
    show('sealed-there', Boolean(facts?.sealed_at) && found.here === false);
    show('another', Boolean(facts && linked && linked !== `${facts.document} ${facts.version}`));
  };

  show('plain', false);
  drop.hidden = false;
  id('choose').addEventListener('click', () => file.click());
  file.addEventListener('change', () => {
    if (file.files[0]) look(file.files[0]);
    // The same file can be chosen again after it was put right.
    file.value = '';
  });
  // Anywhere on the page: whoever misses the frame must not have the browser open the file instead.
  for (const name of ['dragenter', 'dragover']) {
    addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add('over');
    });
  }
  addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) drop.classList.remove('over');
  });
  addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    const [chosen] = event.dataTransfer?.files ?? [];
    if (chosen) look(chosen);
  });
}

if (globalThis.document) begin();
