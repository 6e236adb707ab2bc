/*
 * The read API as OpenAPI 3.1 says it. answers.test.ts checks it against the specification's own schema, and asks the
 * server for every example in it.
 */

type Schema = Record<string, unknown>;

const text = { type: 'string' };
const whole = { type: 'integer', minimum: 1 };
const time = { type: 'string', format: 'date-time' };
const url = { type: 'string', format: 'uri' };
const id = { type: 'string', format: 'uuid' };
const orNull = (type: string, more: Schema = {}) => ({ type: [type, 'null'], ...more });
const list = (items: Schema) => ({ type: 'array', items });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
/** An object with exactly these properties. */
const exactly = (properties: Record<string, Schema>, description?: string): Schema => ({
  ...{ type: 'object', additionalProperties: false, required: Object.keys(properties), properties },
  ...(description && { description }),
});
const pageOf = (item: string) =>
  exactly({
    items: list(ref(item)),
    next: orNull('string', { description: 'The cursor of the next page.' }),
  });

const summary = {
  id,
  slug: text,
  url,
  title: text,
  dek: { ...text, description: 'Markdown.' },
  number: { ...whole, description: 'The number of the version.' },
  tags: list(text),
  publishedAt: { ...time, description: 'When this version went out.' },
  firstPublishedAt: time,
  checkedAt: { ...time, description: 'When the last part of it was signed off.' },
};

const schemas: Record<string, Schema> = {
  ListedArticle: exactly(summary),
  Article: exactly({
    ...summary,
    newest: { type: 'boolean' },
    checkedBy: { ...list(text), description: 'The role of each person who signed a part of it off.' },
    corrections: list(exactly({ number: whole, at: time, note: text })),
    sections: list(ref('Section')),
    claims: list(ref('Claim')),
  }),
  Section: exactly({
    id,
    kind: { enum: ['section', 'faq'] },
    label: orNull('string', { description: 'Its number in the outline, as "2.1".' }),
    depth: whole,
    heading: { ...text, description: 'The question, if it is a FAQ.' },
    markdown: text,
    html: text,
    url,
  }),
  Claim: exactly(
    {
      sectionId: id,
      quote: text,
      checkedAt: time,
      sources: list(
        exactly({
          url: text,
          title: text,
          publisher: text,
          publishedOn: orNull('string', { format: 'date' }),
          passage: text,
        }),
      ),
    },
    'Words that were doubted, looked up and verified.',
  ),
  Version: exactly({ number: whole, url, publishedAt: time, correction: orNull('string') }),
  Tag: exactly({ name: text, articles: whole }),
  Hit: exactly({
    slug: text,
    title: text,
    url: { ...url, description: 'Leads to the section.' },
    publishedAt: time,
    heading: orNull('string'),
    passage: text,
  }),
  Articles: pageOf('ListedArticle'),
  Sections: pageOf('Section'),
  Versions: pageOf('Version'),
  Tags: pageOf('Tag'),
  Hits: exactly({
    items: list(ref('Hit')),
    corrected: orNull('string', {
      description: 'What was searched for instead, when the words stand nowhere.',
    }),
  }),
  Problem: exactly({ type: text, title: text, status: { type: 'integer' }, detail: text }, 'RFC 9457.'),
};

const example = {
  id: '01a20d6b-4245-74fb-99cb-b515485e1734',
  slug: 'why-was-the-dam-built',
  url: 'https://news.example/why-was-the-dam-built',
  title: 'Why Was the Dam Built?',
  dek: 'The dam was finished in 1954, and this is its story.',
  number: 2,
  tags: ['dams'],
  publishedAt: '2026-11-24T12:00:00.000Z',
  firstPublishedAt: '2026-11-20T08:30:00.000Z',
  checkedAt: '2026-11-24T11:40:00.000Z',
};
const section = {
  ...{
    id: '01a20d6b-4a5c-75e3-8dbc-b10a5c166c27',
    kind: 'section',
    label: '2',
    depth: 1,
    heading: 'After the Dam',
  },
  ...{ markdown: 'The valley filled with water.', html: '<p>The valley filled with water.</p>' },
  url: `${example.url}#after-the-dam`,
};
const faq = {
  ...{
    id: '01a20d6b-4b41-7745-8cb4-e263397847de',
    kind: 'faq',
    label: null,
    depth: 2,
    heading: 'Who paid for it?',
  },
  ...{ markdown: 'The province paid for it.', html: '<p>The province paid for it.</p>' },
  url: `${example.url}#who-paid-for-it`,
};
const claim = {
  ...{ sectionId: section.id, quote: 'The valley filled with water.', checkedAt: '2026-11-24T11:40:00.000Z' },
  sources: [
    {
      ...{ url: 'https://archive.example/1949', title: 'Minutes of 1949', publisher: 'The Archive' },
      ...{ publishedOn: '1949-05-03', passage: 'The valley is to be filled.' },
    },
  ],
};
const article = {
  ...{ ...example, newest: true, checkedBy: ['fact_checker'] },
  corrections: [{ number: 2, at: '2026-11-24T12:00:00.000Z', note: 'An earlier version gave another year.' }],
  ...{ sections: [section, faq], claims: [claim] },
};
const version = {
  ...{ number: 2, url: `${example.url}/versions/2`, publishedAt: '2026-11-24T12:00:00.000Z' },
  correction: 'An earlier version gave another year.',
};
const hit = {
  ...{ slug: example.slug, title: example.title, url: section.url, publishedAt: example.publishedAt },
  ...{ heading: section.heading, passage: section.markdown },
};

const inPath = (name: string, schema: Schema, value: unknown) => ({
  ...{ name, in: 'path', required: true, schema, example: value },
});
const inQuery = (name: string, schema: Schema, value?: unknown, description?: string) => ({
  ...{ name, in: 'query', schema },
  ...(value !== undefined && { example: value }),
  ...(description && { description }),
});
const slug = inPath('slug', text, example.slug);
const paging = [
  inQuery('limit', { type: 'integer', minimum: 1, maximum: 100, default: 20 }, 20),
  inQuery('cursor', text, undefined, 'What the page before gave as "next". It means nothing by itself.'),
];

function reads(what: string, schema: string, value: unknown, parameters: Schema[], problems: number[]) {
  const problem = (status: number) => [
    status,
    { description: reasons[status], content: { 'application/problem+json': { schema: ref('Problem') } } },
  ];
  return {
    get: {
      ...{
        operationId: what.replaceAll(/ (\w)/g, (_, letter: string) => letter.toUpperCase()),
        summary: what,
      },
      parameters,
      responses: {
        200: {
          description: 'Found.',
          headers: { ETag: { description: 'For If-None-Match.', schema: text } },
          content: { 'application/json': { schema: ref(schema), example: value } },
        },
        304: { description: 'Nothing has changed.' },
        ...Object.fromEntries([400, ...problems].map(problem)),
      },
    },
  };
}

const reasons: Record<number, string> = {
  308: 'The article has another slug now; Location says where.',
  400: 'A parameter is not right.',
  404: 'Nothing is published there.',
  410: 'The article was retracted; the detail says why.',
};
const ofArticle = [308, 404, 410];

/** @param site where the site stands, without a slash at the end */
export const openApi = (site: string) => ({
  openapi: '3.1.0',
  info: {
    title: 'Read API',
    version: '1',
    description:
      'Everything that readers can see, and nothing else. No key is needed. Lists have pages: follow "next" until it is null.',
    license: { name: 'As the site says', url: site },
  },
  servers: [{ url: `${site}/api/v1` }],
  paths: {
    '/articles': reads(
      'list articles',
      'Articles',
      { items: [example], next: null },
      [...paging, inQuery('tag', text, 'dams')],
      [],
    ),
    '/articles/{slug}': reads('get article', 'Article', article, [slug], ofArticle),
    '/articles/{slug}/sections': reads(
      'list sections',
      'Sections',
      { items: [section], next: null },
      [slug, ...paging],
      ofArticle,
    ),
    '/articles/{slug}/faqs': reads(
      'list faqs',
      'Sections',
      { items: [faq], next: null },
      [slug, ...paging],
      ofArticle,
    ),
    '/articles/{slug}/versions': reads(
      'list versions',
      'Versions',
      { items: [version], next: null },
      [slug, ...paging],
      ofArticle,
    ),
    '/articles/{slug}/versions/{number}': reads(
      'get version',
      'Article',
      article,
      [slug, inPath('number', whole, 2)],
      ofArticle,
    ),
    '/tags': reads('list tags', 'Tags', { items: [{ name: 'dams', articles: 1 }], next: null }, paging, []),
    '/search': reads(
      'search',
      'Hits',
      { items: [hit], corrected: null },
      [{ ...inQuery('q', text, 'valley'), required: true }],
      [],
    ),
  },
  components: { schemas },
});
