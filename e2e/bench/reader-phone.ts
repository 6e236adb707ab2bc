import { chromium } from '@playwright/test';
import { browserForTests } from '../../.ci/browser.ts';

/** A first visit: bytes as they came over the wire, with headers; times from the start of the navigation. */
export type Visit = { bytes: number; scriptBytes: number; requests: number; lcpMs: number; cls: number };

type TraceEvent = { name: string; ts: number; args: { data?: Record<string, unknown>; frame?: string } };

/** Opens a browser that makes first visits, each with an empty cache, as a phone on slow 4G. */
export async function openPhone() {
  const { executablePath, args } = await browserForTests();
  const browser = await chromium.launch({ executablePath, args });
  return { browser, visit: (url: string) => visit(browser, url), close: () => browser.close() };
}

async function visit(browser: Awaited<ReturnType<typeof chromium.launch>>, url: string): Promise<Visit> {
  const context = await browser.newContext({
    ...{ viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true },
  });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  const tracing = await browser.newBrowserCDPSession();
  // Lighthouse's slow 4G and its processor of a phone of the middle class.
  const downloadThroughput = (1.6 * 1024 * 1024) / 8;
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 150, downloadThroughput, uploadThroughput: (750 * 1024) / 8 },
  });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const kinds = new Map<string, string>();
  const sizes = new Map<string, number>();
  devtools.on('Network.requestWillBeSent', ({ requestId, type }) => kinds.set(requestId, type ?? 'Other'));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    sizes.set(requestId, encodedDataLength),
  );
  const events: TraceEvent[] = [];
  tracing.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await tracing.send('Tracing.start', {
    ...{ transferMode: 'ReportEvents', categories: 'loading,blink.user_timing,devtools.timeline' },
  });
  await page.goto(url, { waitUntil: 'load' });
  // The last candidate is reported when the reader does something.
  await page.waitForLoadState('networkidle');
  await page.mouse.wheel(0, 400);
  await page.evaluate(
    () => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))),
  );
  const complete = new Promise((done) => tracing.once('Tracing.tracingComplete', done));
  await tracing.send('Tracing.end');
  await complete;
  await context.close();
  const all = [...sizes.entries()];
  const sum = (entries: [string, number][]) => entries.reduce((total, [, size]) => total + size, 0);
  return {
    bytes: sum(all),
    scriptBytes: sum(all.filter(([id]) => kinds.get(id) === 'Script')),
    requests: all.length,
    ...paint(events, url),
  };
}

function paint(events: TraceEvent[], url: string): { lcpMs: number; cls: number } {
  const start = events.findLast(
    ({ name, args }) => name === 'navigationStart' && args.data?.documentLoaderURL === url,
  );
  const largest = events.findLast(({ name }) => name === 'largestContentfulPaint::Candidate');
  if (!start || !largest) throw new Error('The trace has no largest contentful paint.');
  // The score of the whole visit is more than that of its worst window, which is CLS.
  const shifts = events.filter(({ name, args }) => name === 'LayoutShift' && !args.data?.had_recent_input);
  const cls = shifts.reduce((total, { args }) => total + Number(args.data?.score ?? 0), 0);
  return { lcpMs: (largest.ts - start.ts) / 1000, cls };
}
