import type { Metadata } from 'next';
import Link from 'next/link';
import { deskDb } from '#db/client.ts';
import {
  blocks,
  type QueueEntry,
  type QueueOrder,
  type QueueView,
  queueOrders,
  queueViews,
} from '#lib/flags/model.ts';
import { maySettle } from '#lib/flags/policy.ts';
import { readQueueEntries, readUnsigned } from '#lib/flags/queries.ts';
import { mayRevise } from '#lib/sections/policy.ts';
import type { Actor } from '#lib/staff/model.ts';
import { listTags } from '#lib/tags/queries.ts';
import { requireActor } from '../../session.ts';
import { Choice } from '../choice.tsx';
import { Settled } from '../settled.tsx';
import { count } from '../words.ts';
import { type Group, Triage } from './triage.tsx';

export const metadata: Metadata = { title: 'Queue' };

export default async function Queue({
  searchParams,
}: {
  searchParams: Promise<{
    article?: string;
    settled?: string;
    whose?: string;
    first?: string;
    tag?: string | string[];
  }>;
}) {
  const actor = await requireActor();
  const { article, settled, whose, first, tag: asked } = await searchParams;
  const tag = typeof asked === 'string' && asked ? asked.slice(0, 40) : undefined;
  const view = queueViews.find((name) => name === whose) ?? 'all';
  const order = queueOrders.find((name) => name === first) ?? 'due';
  const articleId = article && /^[0-9a-f-]{36}$/.test(article) ? article : undefined;
  const showsUnsigned = !articleId && !tag && view !== 'mine';
  const [flags, unsigned, tags] = await Promise.all([
    readQueueEntries(actor, deskDb(), articleId, view, order, tag),
    showsUnsigned ? readUnsigned(actor, deskDb()) : [],
    listTags(actor, deskDb()),
  ]);
  const address = (whose: QueueView, first: QueueOrder) =>
    `/desk/queue?${new URLSearchParams({ ...(articleId && { article: articleId }), ...(tag && { tag }), whose, first })}`;
  const only = articleId && flags[0]?.article;
  return (
    <div className="page">
      <h1>Queue</h1>
      {settled && <Settled flagId={settled} left={0} />}
      {articleId && (
        <p className="crumb">
          {only ? `Only “${only}”. ` : 'Only one article. '}
          <Link prefetch={false} href="/desk/queue">
            Show all
          </Link>
        </p>
      )}
      <nav className="views" aria-label="Whose flags">
        {queueViews.map((name) => (
          <Link
            key={name}
            prefetch={false}
            href={address(name, order)}
            aria-current={name === view ? 'page' : undefined}
          >
            {viewNames(actor)[name]}
          </Link>
        ))}
      </nav>
      {flags.length > 1 && (
        <nav className="views" aria-label="What stands first">
          {queueOrders.map((name) => (
            <Link
              key={name}
              prefetch={false}
              href={address(view, name)}
              aria-current={name === order ? 'page' : undefined}
            >
              {orderNames[name]}
            </Link>
          ))}
        </nav>
      )}
      {tags.length > 0 && (
        <form action="/desk/queue" className="filter">
          {articleId && <input type="hidden" name="article" value={articleId} />}
          <input type="hidden" name="whose" value={view} />
          <input type="hidden" name="first" value={order} />
          <Choice
            name="tag"
            label="Tag"
            any="Any"
            choices={Object.fromEntries(tags.map((name) => [name, name]))}
            value={tag}
          />
          <button type="submit">Show</button>
        </form>
      )}
      {flags.length === 0 && (
        <div className="empty">
          <h2>
            {emptyNames[view]}
            {tag && ` under “${tag}”`}
          </h2>
          <p>
            {view === 'mine'
              ? 'Take one from those that nobody has.'
              : 'Flags come here when somebody raises one, when words change under a verdict, when a source is to be looked at again, and when the detector finds something.'}
          </p>
        </div>
      )}
      <Triage groups={grouped(flags)} maySettle={maySettle(actor)} me={actor.id} />
      {unsigned.length > 0 && (
        <section>
          <h2>
            Sign-offs <span className="count">{unsigned.length}</span>
          </h2>
          <p className="quiet">
            {maySettle(actor)
              ? 'Open an article, read it, and sign off what may be published.'
              : 'Fact-checkers read these.'}
          </p>
          <ul className="queue">
            {unsigned.map((line) => (
              <li key={line.articleId}>
                <p>
                  <Link prefetch={false} href={`/desk/articles/${line.articleId}`}>
                    {line.article}
                  </Link>
                </p>
                <p className="quiet">
                  {count(line.unsigned, 'section')} to sign off, {count(line.openFlags, 'flag')} in the way
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

const emptyNames: Record<QueueView, string> = {
  ...{ all: 'No flag waits for an answer', desk: 'No flag waits for people like you' },
  ...{ mine: 'No flag was given to you', free: 'Every flag that waits was given to somebody' },
};

function viewNames(actor: Actor): Record<QueueView, string> {
  const desk = !mayRevise(actor) ? 'For fact-checkers' : maySettle(actor) ? 'For my desk' : 'For editors';
  return { all: 'All', desk, mine: 'Given to me', free: 'Nobody’s yet' };
}

const orderNames: Record<QueueOrder, string> = {
  ...{ due: 'Due first', severity: 'Severest first', age: 'Oldest first', article: 'By article' },
};

/** What blocks comes first, whatever its severity. */
function grouped(flags: QueueEntry[]): Group[] {
  const blocking = flags.filter((flag) => blocks(flag.state, flag.severity));
  const due = flags.filter((flag) => flag.recheckDue !== null);
  const rest = flags.filter((flag) => !blocking.includes(flag) && !due.includes(flag));
  return [
    {
      title: 'Must be answered',
      about: 'These keep their article from readers.',
      flags: blocking,
    },
    {
      title: 'To be checked again',
      about: 'Their verdict holds, but a source was to be looked at again by now.',
      flags: due,
    },
    {
      title: 'Should be looked at',
      about: 'Suggestions of the detector.',
      flags: rest.filter((flag) => flag.severity !== 'consider'),
    },
    {
      title: 'Worth considering',
      about: 'Weaker suggestions of the detector.',
      flags: rest.filter((flag) => flag.severity === 'consider'),
    },
  ];
}
