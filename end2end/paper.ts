// Documents as files.
import { expect } from '@playwright/test';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The words of a PDF. */
export async function textOf(pdf: Buffer): Promise<string> {
  expect(pdf.subarray(0, 4).toString()).toBe('%PDF');
  const told = promisify(execFile)('pdftotext', ['-layout', '-', '-'], { maxBuffer: 8 << 20 });
  told.child.stdin?.end(pdf);
  return (await told).stdout;
}

/** The file with one byte changed, in its middle. */
export function changed(file: Buffer): Buffer {
  const copy = Buffer.from(file);
  const middle = copy.length >> 1;
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}
