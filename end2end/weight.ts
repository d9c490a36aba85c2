// What a page costs: every byte and request of a load with an empty cache, counted by the browser itself.
import type { CDPSession, Page } from '@playwright/test';

export interface Load {
  path: string;
  kind: string;
  bytes: number;
  /** When it was asked for, in milliseconds of the clock. */
  at: number;
}

/** Counts what is loaded from now on; ask it once the network is quiet. */
export async function weigh(page: Page): Promise<() => Load[]> {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.setCacheDisabled', { cacheDisabled: false });
  const loads = new Map<string, Load>();
  const redirects: Load[] = [];
  network.on('Network.requestWillBeSent', ({ requestId, request, type, wallTime, redirectResponse }) => {
    const before = loads.get(requestId);
    if (before && redirectResponse) redirects.push({ ...before, bytes: redirectResponse.encodedDataLength });
    if (/^https?:/.test(request.url)) {
      loads.set(requestId, { path: new URL(request.url).pathname, kind: type ?? '', bytes: 0, at: wallTime * 1_000 });
    }
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const load = loads.get(requestId);
    if (load) load.bytes = encodedDataLength;
  });
  return () => [...redirects, ...loads.values()];
}

export const sum = (loads: Load[]): number => loads.reduce((all, load) => all + load.bytes, 0);

/** What must be there before one can read. */
export const readable = (loads: Load[]): Load[] => loads.filter(({ path }) => !/\.(js|wasm)$|lang-/.test(path));

/** A telephone far from the mast: 1.44 Mbit/s, 562 ms. */
export async function slow4G(page: Page): Promise<CDPSession> {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 562,
    downloadThroughput: 1_440_000 / 8,
    uploadThroughput: 675_000 / 8,
  });
  return network;
}

/** Milliseconds from the beginning of the navigation to the first words on the screen. */
export const firstPaint = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          for (const entry of list.getEntriesByName('first-contentful-paint')) resolve(entry.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
