// A mail server of the distribution (aiosmtpd), and what it has received.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Received {
  from: string;
  to: string;
  subject: string;
  replyTo: string;
  messageId: string;
  text: string;
  attachments: { name: string; type: string; content: string }[];
}

export interface MailServer {
  /** Every mail so far, as a mail program would show it, in the order of arrival. */
  received(): Promise<Received[]>;
  stop(): Promise<void>;
}

/** The distribution's own interpreter has the distribution's own packages. */
const python = '/usr/bin/python3';

const read = `
import email, email.policy, json, os, sys
folder = os.path.join(sys.argv[1], 'new')
mails = []
for name in sorted(os.listdir(folder), key=lambda name: os.stat(os.path.join(folder, name)).st_mtime_ns):
    with open(os.path.join(folder, name), 'rb') as file:
        mail = email.message_from_binary_file(file, policy=email.policy.default)
    mails.append({
        'from': str(mail['from']), 'to': str(mail['to']), 'subject': str(mail['subject']),
        'replyTo': str(mail['reply-to']), 'messageId': str(mail['message-id']),
        'text': mail.get_body(('plain',)).get_content(),
        'attachments': [
            {'name': part.get_filename(), 'type': part.get_content_type(), 'content': part.get_content().hex()}
            for part in mail.iter_attachments()
        ],
    })
print(json.dumps(mails))
`;

/** Starts it on a port of this machine; every mail is accepted and kept until it stops. */
export async function startMailServer(port: number): Promise<MailServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tarjous-mail-'));
  const mails = join(folder, 'mails');
  const args = ['-m', 'aiosmtpd', '-n', '-l', `127.0.0.1:${port}`, '-c', 'aiosmtpd.handlers.Mailbox', mails];
  const child = spawn(python, args, { cwd: folder, stdio: 'ignore' });
  const latest = Date.now() + 15_000;
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > latest) throw new Error('the mail server did not start: is python3-aiosmtpd installed?');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    received: async () => {
      const { stdout } = await promisify(execFile)(python, ['-c', read, mails], { maxBuffer: 64 << 20 });
      return JSON.parse(stdout) as Received[];
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

async function answers(port: number): Promise<boolean> {
  const probe = connect(port, '127.0.0.1');
  try {
    await once(probe, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    probe.destroy();
  }
}
