// A mailbox on a mail server of the distribution (Dovecot), into which mails are delivered as files.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface ImapServer {
  port: number;
  user: string;
  password: string;
  /** A mail that nobody has read yet. */
  deliver(name: string, lines: string[]): Promise<void>;
  stop(): Promise<void>;
}

const run = promisify(execFile);

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Starts it on a port of this machine. Root's server wants users without rights; anybody else is all of them. */
export async function startImapServer(): Promise<ImapServer> {
  const program = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'].find((path) => existsSync(path));
  if (!program) throw new Error('Dovecot is not installed: bin/test installs it, or says how');
  const folder = await mkdtemp(join(tmpdir(), 'tarjous-imap-'));
  for (const place of ['new', 'cur', 'tmp']) await mkdir(join(folder, 'mail', place), { recursive: true });
  const [port, user, password] = [await freePort(), 'sales', 'a secret word'];
  const me = userInfo();
  const group = async (name: string) => (await run('id', ['-gn', name])).stdout.trim();
  const owner = me.uid === 0 ? 'nobody' : me.username;
  const internal = me.uid === 0 ? [] : [`default_internal_user = ${me.username}`, `default_internal_group = ${await group(me.username)}`, `default_login_user = ${me.username}`];
  await writeFile(join(folder, 'users'), `${user}:{PLAIN}${password}::::::\n`);
  const config = [
    'protocols = imap',
    'listen = 127.0.0.1',
    `base_dir = ${folder}/run`,
    `state_dir = ${folder}/state`,
    `log_path = ${folder}/log`,
    ...internal,
    'ssl = no',
    'disable_plaintext_auth = no',
    'first_valid_uid = 1',
    `mail_location = maildir:${folder}/mail`,
    'mail_fsync = never',
    `passdb {\n  driver = passwd-file\n  args = ${folder}/users\n}`,
    `userdb {\n  driver = static\n  args = uid=${owner} gid=${await group(owner)} home=${folder}\n}`,
    'namespace inbox {\n  inbox = yes\n}',
    'service anvil {\n  chroot =\n}',
    `service imap-login {\n  chroot =\n  inet_listener imap {\n    port = ${port}\n  }\n  inet_listener imaps {\n    port = 0\n  }\n}`,
  ];
  await writeFile(join(folder, 'dovecot.conf'), `${config.join('\n')}\n`);
  await run('chmod', ['-R', 'a+rwX', folder]);
  const child = spawn(program, ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore' });
  const latest = Date.now() + 15_000;
  while (!(await run('bash', ['-c', `exec 3<>/dev/tcp/127.0.0.1/${port}`]).then(() => true, () => false))) {
    if (child.exitCode !== null || Date.now() > latest) {
      throw new Error(`Dovecot did not start: ${await readFile(join(folder, 'log'), 'utf8').catch(() => '')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    port,
    user,
    password,
    deliver: async (name, lines) => {
      const waiting = join(folder, 'mail', 'tmp', name);
      await writeFile(waiting, lines.join('\r\n'));
      await chmod(waiting, 0o666);
      await rename(waiting, join(folder, 'mail', 'new', name));
    },
    stop: async () => {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
