// The seller's work by calls, as the staff app makes them: to prepare what a journey is not about.
import type { APIRequestContext } from '@playwright/test';
import { randomUUID } from 'node:crypto';

/** A quotation as the server tells it; only what the journeys look at. */
export interface Quote {
  id: string;
  version: number;
  number: string;
  state: string;
  fields: Record<string, unknown>;
  lines: Line[];
  totals: { net: string; gross: string };
  comments: { body: string; by_customer: boolean }[];
  links: { id: string; read: unknown; revoked: unknown }[];
  timeline: { action: string }[];
  reading: { times: number; longest: [string, string] | null };
  reminders: { days: string };
  order: { id: string; number: string } | null;
}

export interface Line {
  kind: 'product' | 'section' | 'note';
  id: string;
  [field: string]: unknown;
}

export interface Wanted {
  /** The customer's name; each quotation has a customer of its own. */
  party?: string;
  /** A person buys as a consumer. */
  kind?: 'company' | 'person';
  language?: 'fi' | 'sv' | 'en';
  title?: string;
  /** How many product lines, or the lines themselves as changes of an ordinary one. */
  lines?: number | Record<string, unknown>[];
  fields?: Record<string, unknown>;
}

export class Desk {
  #made = 0;

  constructor(
    readonly url: string,
    readonly request: APIRequestContext,
  ) {}

  /** Calls the server as the app does; an answer that is no success is an error. */
  async call<T>(endpoint: string, body: object = {}): Promise<T> {
    const answer = await this.request.post(`${this.url}/api/${endpoint}`, { data: body, headers: { origin: this.url } });
    if (!answer.ok()) throw new Error(`${endpoint}: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  read(id: string): Promise<Quote> {
    return this.call('quotes/read', { id });
  }

  /** A draft for a new customer. */
  async draft({ party = 'Mäkelän Tila Oy', kind = 'company', language = 'fi', title = 'Lämpöpumppu asennettuna', lines = 3, fields = {} }: Wanted = {}): Promise<Quote> {
    this.#made += 1;
    const customer = await this.call<string>('parties/create', {
      command: {
        key: randomUUID(),
        fields: { kind, name: `${party} ${this.#made}`, language, email: 'paivi@makela.example', contact_name: 'Päivi Mäkelä' },
      },
    });
    const [tax] = await this.call<{ id: string; percent: string }[]>('products/taxes');
    const line = (number: number, changes: Record<string, unknown> = {}) => ({
      kind: 'product',
      id: randomUUID(),
      product: null,
      name: `Ilma-vesilämpöpumppu ${number}`,
      description: '',
      quantity: '2',
      unit: 'kpl',
      unit_price: '1234.56',
      discount: '0',
      tax: tax?.id,
      tax_percent: tax?.percent,
      ...changes,
    });
    const made =
      typeof lines === 'number'
        ? Array.from({ length: lines }, (_, at) => line(at + 1))
        : lines.map((changes, at) => ('kind' in changes ? changes : line(at + 1, changes)));
    const id = await this.call<string>('quotes/create', {
      command: { key: randomUUID(), opportunity: null, party: customer, title, lines: made },
    });
    const quote = await this.read(id);
    if (Object.keys(fields).length === 0) return quote;
    await this.save(quote, { fields: { ...quote.fields, ...fields } });
    return this.read(id);
  }

  save(quote: Quote, changes: { fields?: object; lines?: object[]; version?: number }): Promise<{ version: number }> {
    const { id, version, fields, lines } = quote;
    return this.call('quotes/save', { command: { id, version, fields, lines, ...changes } });
  }

  /** Sends the working version; the personal link of the first recipient. */
  async send(id: string, recipients: object[] = [{ name: 'Päivi Mäkelä', email: 'paivi@makela.example' }]): Promise<string> {
    const { version } = await this.read(id);
    const sent = await this.call<{ url: string }>('quotes/send', {
      command: {
        key: randomUUID(),
        id,
        version,
        recipients,
        subject: 'Tarjous',
        message: 'Hei!',
        attach_pdf: false,
      },
    });
    return sent.url;
  }

  /** A quotation that is with its customer. */
  async sent(wanted: Wanted = {}): Promise<Quote & { url: string }> {
    const { id } = await this.draft(wanted);
    const url = await this.send(id);
    return { ...(await this.read(id)), url };
  }
}

/** Posts a form of the customer's page as a browser does. */
export async function post(desk: Desk, url: string, form: string, typed: Record<string, string>): Promise<void> {
  const page = await desk.request.get(url);
  const html = await page.text();
  const hidden = (name: string) => html.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? '';
  const answer = await desk.request.post(`${page.url()}/${form}`, {
    form: { version: hidden('version'), content_sha256: hidden('content_sha256'), key: randomUUID(), ...typed },
    headers: { origin: desk.url },
    maxRedirects: 0,
  });
  if (answer.status() !== 303) throw new Error(`${form}: ${answer.status()} ${await answer.text()}`);
}

/** What a form posts that signs by a typed name. */
export const signature = { name: 'Päivi Mäkelä', role: '', purchase_order: '', consent: 'yes', method: 'typed', typed: 'Päivi Mäkelä', strokes: '' };

/** All amounts of a text in cents, however a language writes them. */
export function cents(text: string): number[] {
  const found = text.match(/[-−]?€?\d{1,3}(?:[\u00a0\u202f ,.]?\d{3})*[.,]\d{2}(?!\d)/g) ?? [];
  return found.map((amount) => Number(amount.replace('−', '-').replace(/[^\d-]/g, '')));
}
