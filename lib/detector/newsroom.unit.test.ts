import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultSettings } from './model.ts';
import { newsroomDetector, newsroomSettings } from './newsroom.ts';

const text = 'The lock was deep. Everybody loves the canal. The lock was deep.';
const good = {
  ...{ quote: 'Everybody loves the canal.', kind: 'promotional', category: 'puffery', severity: 'should' },
  message: 'Who does? Name them, or cut it.',
};

/** What the stand-in answers to the next request. */
let respond: (request: IncomingMessage, response: ServerResponse, body: string) => void;
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    respond(request, response, body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}/v1`;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((closed) => server.close(closed));
});

const completion = (content: unknown) =>
  JSON.stringify({
    choices: [{ message: { content: typeof content === 'string' ? content : JSON.stringify(content) } }],
  });
const answers = (content: unknown) => {
  respond = (_, response) => response.end(completion(content));
};
const ask = (asked = text, patience = 5000) =>
  newsroomDetector({ url: `${url}/`, key: 'sesame', model: 'small', patience }).suggest(
    { text: asked },
    defaultSettings,
  );

describe('a newsroom’s own detector', () => {
  test('is off without an address and a model', () => {
    expect(newsroomSettings({})).toBeNull();
    expect(newsroomSettings({ DETECTOR_URL: url })).toBeNull();
    expect(newsroomSettings({ DETECTOR_URL: url, DETECTOR_MODEL: 'small' })).toMatchObject({
      model: 'small',
    });
  });

  test('is sent the text and the key, and its claims are placed by their words', async () => {
    let seen: unknown;
    respond = (request, response, body) => {
      seen = {
        path: request.url,
        key: request.headers.authorization,
        asked: JSON.parse(body).messages[1].content,
      };
      response.end(completion({ claims: [good] }));
    };
    expect(await ask()).toEqual([{ ...good, ruleId: 'newsroom', start: 19, end: 45 }]);
    expect(seen).toEqual({ path: '/v1/chat/completions', key: 'Bearer sesame', asked: text });
  });

  test('marks words that stand twice twice', async () => {
    answers({ claims: [{ ...good, quote: 'The lock was deep.' }] });
    expect((await ask()).map(({ start }) => start)).toEqual([0, 46]);
  });

  test.each([
    ['words that do not stand in the text', { quote: 'Nobody loves the canal.' }],
    ['words in other capitals', { quote: 'EVERYBODY loves the canal.' }],
    ['nothing for words', { quote: '' }],
    ['an unknown kind', { kind: 'dangerous' }],
    ['an unknown category', { category: 'treason' }],
    ['a category of the other kind', { category: 'speculation' }],
    ['no message', { message: '\u202e \u0000' }],
    ['a message that is none', { message: { html: 'x' } }],
  ])('is not heard with %s', async (_, change) => {
    answers({ claims: [{ ...good, ...change }, null, 7, good] });
    expect(await ask()).toHaveLength(1);
  });

  test('never blocks: its “must” is a “should”', async () => {
    answers(`\`\`\`json\n${JSON.stringify({ claims: [{ ...good, severity: 'must' }] })}\n\`\`\``);
    expect(await ask()).toMatchObject([{ severity: 'should' }]);
  });

  test('has its messages made one plain line of 300 characters', async () => {
    answers({ claims: [{ ...good, message: `Cut\u202e\n\u0007it. ${'x'.repeat(1000)}` }] });
    const [first] = await ask();
    expect(first?.message).toMatch(/^Cut it\. x+$/);
    expect(first?.message).toHaveLength(300);
  });

  test('makes 50 suggestions for a section at most', async () => {
    answers({ claims: Array(500).fill({ ...good, quote: 'o o' }) });
    expect(await ask('o o '.repeat(200))).toHaveLength(50);
  });

  test('is not asked about a text that is too long', async () => {
    respond = (_, response) => response.destroy();
    expect(await ask('word '.repeat(10_000))).toEqual([]);
  });

  test.each<[string, typeof respond]>([
    ['no JSON', (_, response) => response.end('<html>busy</html>')],
    ['JSON of another form', (_, response) => response.end('{"error":"busy"}')],
    ['prose for content', (_, response) => response.end(completion('I found nothing wrong.'))],
    ['a list for an answer', (_, response) => response.end(completion([good]))],
    ['an error', (_, response) => response.writeHead(500).end(completion({ claims: [good] }))],
    ['a cut connection', (_, response) => response.destroy()],
    [
      'a redirect elsewhere',
      (_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
    ],
    ['a megabyte', (_, response) => response.end(completion({ claims: [good], more: 'x'.repeat(1e6) }))],
  ])('fails with %s', async (_, how) => {
    respond = how;
    await expect(ask()).rejects.toThrow();
  });

  test.each<[string, typeof respond]>([
    ['never answers', () => {}],
    ['never ends its answer', (_, response) => void response.writeHead(200).write('{')],
  ])('is given up when it %s', async (_, how) => {
    respond = how;
    await expect(ask(text, 100)).rejects.toThrow(/timeout|aborted/i);
  });
});
