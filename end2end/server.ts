// A release server of one's own: free port, empty data folder, fresh database; everything gone afterwards.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export type Engine = 'sqlite' | 'postgres';

export interface Server {
  /** Where it answers: `http://127.0.0.1:41234`. */
  url: string;
  /** Its data folder. */
  data: string;
  /** The settings it was started with, for calling the program on the same data. */
  env: Record<string, string>;
  /** All it has printed so far. */
  output(): string;
  /** Waits until it prints something that matches, and gives the match. */
  printed(pattern: RegExp, withinMs?: number): Promise<RegExpMatchArray>;
  /** Asks it to end and removes its data. Gives its exit code; `null` if it had to be killed. */
  stop(): Promise<number | null>;
}

export interface Start {
  /** What the program is asked to do. */
  args?: string[];
  /** More settings. */
  env?: Record<string, string>;
}

const run = promisify(execFile);
/** What is tested: the release program, or the one named. */
export const program =
  process.env.TARJOUS_PROGRAM || fileURLToPath(new URL('../target/release/tarjous', import.meta.url));

/** Starts a server on the engine and waits until it answers. */
export async function startServer(engine: Engine, { args = ['serve', '--demo'], env = {} }: Start = {}): Promise<Server> {
  const database = engine === 'postgres' ? await freshDatabase() : undefined;
  const data = await mkdtemp(join(tmpdir(), 'tarjous-end2end-'));
  const address = `127.0.0.1:${await freePort()}`;
  const settings: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: data,
    TARJOUS_DATA: data,
    TARJOUS_LISTEN: address,
    TARJOUS_PUBLIC_URL: `http://${address}`,
    ...(process.env.TARJOUS_SITE ? { TARJOUS_SITE: process.env.TARJOUS_SITE } : {}),
    ...(database ? { DATABASE_URL: database.url } : {}),
    ...env,
  };
  // Nothing else of this shell: a stray setting must not decide what is tested.
  const child = spawn(program, args, { env: settings, cwd: data, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let ended = false;
  const keep = (chunk: Buffer) => void (output += chunk.toString());
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const exit = new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      output += String(error);
      ended = true;
      resolve(null);
    });
    child.once('exit', (code) => {
      ended = true;
      resolve(code);
    });
  });

  const stop = async () => {
    if (!ended) child.kill('SIGTERM');
    const insist = setTimeout(() => child.kill('SIGKILL'), 15_000);
    const code = await exit;
    clearTimeout(insist);
    await rm(data, { recursive: true, force: true });
    await database?.drop();
    return code;
  };
  const until = async <T>(what: string, withinMs: number, look: () => Promise<T | null> | T | null): Promise<T> => {
    const latest = Date.now() + withinMs;
    for (;;) {
      const found = await look();
      if (found !== null) return found;
      if (ended || Date.now() > latest) throw new Error(`The server ${ended ? 'ended' : 'is late'}: ${what}\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  const url = `http://${address}`;
  try {
    await until('no answer', 30_000, () => fetch(url, { redirect: 'manual' }).catch(() => null));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    data,
    env: settings,
    output: () => output,
    printed: (pattern, withinMs = 10_000) => until(`nothing printed like ${pattern}`, withinMs, () => output.match(pattern)),
    stop,
  };
}

/** Runs the program to its end on a server's data, such as `import`. */
export async function tarjous(server: Server, args: string[]): Promise<{ stdout: string; stderr: string }> {
  return run(program, args, { env: server.env, cwd: server.data });
}

/** Ends a sent offer as time would: its last day is past, and the program has marked it. */
export async function endOffer(server: Server, number: string): Promise<void> {
  const { DATABASE_URL } = server.env;
  const dates = `replace(content, '"valid_until":"' || sent_valid_until || '"', '"valid_until":"2026-01-31"')`;
  const of = `SELECT ${dates} FROM quotes WHERE quotes.id = quote_versions.quote_id`;
  const change = `UPDATE quote_versions SET content = (${of}) WHERE quote_id = (SELECT id FROM quotes WHERE number = '${number}');
    UPDATE quotes SET state = 'expired', sent_valid_until = '2026-01-31' WHERE number = '${number}';`;
  // What was sent cannot be changed, so the lock is taken off for a moment.
  if (DATABASE_URL) {
    const open = 'ALTER TABLE quote_versions DISABLE TRIGGER quote_versions_immutable;';
    const shut = 'ALTER TABLE quote_versions ENABLE TRIGGER quote_versions_immutable;';
    await run('psql', ['-X', '-q', '-1', '-v', 'ON_ERROR_STOP=1', '-c', open + change + shut, DATABASE_URL]);
    return;
  }
  const open = 'BEGIN IMMEDIATE; DROP TRIGGER quote_versions_no_update;';
  const shut = "CREATE TRIGGER quote_versions_no_update BEFORE UPDATE ON quote_versions BEGIN SELECT RAISE (ABORT, 'quote_versions is immutable'); END; COMMIT;";
  const script = 'import sqlite3, sys; db = sqlite3.connect(sys.argv[1], 10); db.executescript(sys.argv[2]); db.close()';
  await run('/usr/bin/python3', ['-c', script, join(server.data, 'tarjous.sqlite'), open + change + shut]);
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function freshDatabase() {
  const home = process.env.TARJOUS_TEST_PG;
  if (!home) throw new Error('TARJOUS_TEST_PG does not name a PostgreSQL');
  const name = `tarjous_end2end_${process.pid}_${Date.now()}`;
  const tell = (sql: string) => run('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-c', sql, home]);
  await tell(`CREATE DATABASE ${name}`);
  return {
    url: home.replace(/\/[^/?]*(\?.*)?$/, `/${name}$1`),
    drop: async () => void (await tell(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}
