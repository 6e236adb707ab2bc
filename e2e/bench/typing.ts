/*
 * How smooth typing is in a long section, and in one of 60 of an equally long article that is written as a whole, from
 * Chromium's own trace:
 *   npm run bench:typing -- [--words 20000] [--keys 300] [--json FILE]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type CDPSession, chromium, type Locator, type Page } from '@playwright/test';
import { browserForTests } from '../../.ci/browser.ts';
import { signIn } from '../desk.ts';
import { startGalley } from '../server.ts';

const { values } = parseArgs({
  options: {
    words: { type: 'string', default: '20000' },
    keys: { type: 'string', default: '300' },
    json: { type: 'string' },
  },
});
const words = Number(values.words);
const keys = Number(values.keys);

/** The most milliseconds that the handlers of one key may take, at the 95th percentile: a frame. */
const TARGET = 16;

type Traced = { name: string; ts: number; dur?: number; args?: { data?: { type?: string } } };

/** What the browser does while `run` runs. */
async function trace(session: CDPSession, run: () => Promise<void>): Promise<Traced[]> {
  const events: Traced[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as Traced[])));
  const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
  await session.send('Tracing.start', { transferMode: 'ReportEvents', categories: 'devtools.timeline' });
  await run();
  await session.send('Tracing.end');
  await complete;
  return events;
}

/** The milliseconds that all handlers of each key take: from one key going down to the next. */
function perKey(events: Traced[]): number[] {
  const ofKeys = /^(?:keydown|keypress|beforeinput|input|keyup|selectionchange)$/;
  const handled = events
    .filter(({ name, args }) => name === 'EventDispatch' && ofKeys.test(args?.data?.type ?? ''))
    .toSorted((a, b) => a.ts - b.ts);
  const spent: number[] = [];
  let until = 0;
  for (const { ts, dur = 0, args } of handled) {
    if (args?.data?.type === 'keydown') spent.push(0);
    // A handler that runs inside of another one is counted with it.
    if (spent.length > 0 && ts >= until) {
      spent[spent.length - 1] = (spent.at(-1) ?? 0) + dur / 1000;
      until = ts + dur;
    }
  }
  return spent;
}

function percentile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

const sentence = 'The lock was built of oak and iron in the year of the flood. ';
// What the detector marks in a text moves with each key: there is some in every paragraph.
const paragraph = `${sentence.repeat(5)}Some say that the water was lower then than it has been since.`;
const paragraphs = (count: number) => Array.from({ length: count }, () => paragraph).join('\n\n');

async function importText(page: Page, text: string): Promise<string> {
  await page.goto('/desk/import');
  await page.getByLabel('Paste the article').fill(text);
  await page.getByRole('button', { name: 'Show what it contains' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.waitForURL(/\/desk\/articles\/[0-9a-f-]{36}/, { timeout: 120_000 });
  return new URL(page.url()).pathname;
}

async function openLongSection(page: Page): Promise<void> {
  await importText(page, `# The Long Lock\n\n## Gates\n\n${paragraphs(Math.ceil(words / (6 * 13)))}\n`);
  await page.getByRole('link', { name: /^Revise .*Gates/ }).click({ timeout: 60_000 });
}

/** Opens one of 60 sections where it stands, in the middle of the article. */
async function openInArticle(page: Page): Promise<void> {
  const each = paragraphs(Math.ceil(words / 60 / (6 * 13)));
  const sections = Array.from({ length: 60 }, (_, n) => `## Gate ${n + 1}\n\n${each}`);
  const article = await importText(page, ['# The Whole Lock', ...sections].join('\n\n'));
  await page.goto(`${article}/write`);
  const started = performance.now();
  await page.getByRole('link', { name: 'Revise Gate 30' }).click();
  await page.locator('.rich').waitFor();
  console.log(`One of 60 sections opens in ${(performance.now() - started).toFixed(0)} ms.`);
}

async function typeInto(field: Locator): Promise<number[]> {
  const page = field.page();
  await field.waitFor();
  await page
    .locator('.suggestions li, .suggestions p:has-text("found")')
    .first()
    .waitFor({ timeout: 60_000 });
  await field.focus();
  const session = await browser.newBrowserCDPSession();
  return perKey(
    await trace(session, async () => {
      for (let n = 0; n < keys; n++) await page.keyboard.press(n % 6 === 5 ? 'Space' : 'KeyA', { delay: 10 });
    }),
  );
}

const folder = mkdtempSync(path.join(tmpdir(), 'galley-typing-'));
const galley = await startGalley({ GALLEY_DATA: folder });
const { executablePath, args } = await browserForTests();
const browser = await chromium.launch({ executablePath, args });
try {
  const page = await signIn(browser, 'editor@galley.example', galley);
  const rich = page.locator('.rich');
  const source = page.getByRole('textbox', { name: 'Text', exact: true });
  const views: [string, Locator, () => Promise<void>][] = [
    ['as it looks', rich, () => openLongSection(page)],
    ['as Markdown', source, async () => {}],
    ['as it looks', rich, () => openInArticle(page)],
  ];
  const figures = [];
  for (const [n, [view, field, open]] of views.entries()) {
    if (view === 'as it looks') await page.evaluate(() => localStorage.setItem('galley view', 'rich'));
    await open();
    if (view === 'as Markdown') await page.getByRole('button', { name: 'Markdown', exact: true }).click();
    const spent = await typeInto(field);
    const where = n === 2 ? `${view}, in an article of 60 sections` : view;
    const [half, most] = [percentile(spent, 0.5), percentile(spent, 0.95)];
    console.log(
      `${where}: ${spent.length} keys in ${words} words, handlers ${half.toFixed(1)} ms (median), ${most.toFixed(1)} ms (p95, at most ${TARGET})`,
    );
    figures.push({
      name: `typing ${where}, p95 ms`,
      value: most,
      target: TARGET,
      floor: null,
      n: spent.length,
    });
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ figures }, null, 2)}\n`);
} finally {
  await browser.close();
  await galley.stop();
  rmSync(folder, { recursive: true, force: true });
}
