import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { readTwoRevisions } from '#lib/history/queries.ts';
import { diffRows } from '#lib/sections/diff-rows.ts';
import { FlagSelection } from '../../../flag-selection.tsx';
import { When } from '../../../when.tsx';
import { fullText } from '../../../word-diff.tsx';
import { load, nameOf, numberIn, type Props } from '../load.ts';
import { DiffInline, DiffSides } from './diff-view.tsx';

export const metadata: Metadata = { title: 'Compare' };

export default async function Compare(props: Props) {
  const { actor, section, asked } = await load(props);
  const [from, to] = [numberIn(asked('from')), numberIn(asked('to'))];
  const two = from && to ? await readTwoRevisions(actor, deskDb(), section.id, [from, to]) : null;
  if (!two) notFound();
  const [older, newer] = two;
  const rows = diffRows(fullText(older), fullText(newer));
  const isInline = asked('view') === 'inline';
  const at = `/desk/history/${section.id}`;
  const view = (name: string) => `${at}/compare?from=${from}&to=${to}&view=${name}`;
  const isSame = rows.every(({ type }) => type === 'same');
  return (
    <div className={isInline ? 'page narrow' : 'page'}>
      <p className="crumb">
        <Link prefetch={false} href={at}>
          History of {nameOf(section)}
        </Link>
      </p>
      <h1>
        Revision {older.number} and revision {newer.number}
      </h1>
      <nav className="views" aria-label="How to show it">
        <Link prefetch={false} href={view('sides')} aria-current={isInline ? undefined : 'page'}>
          Side by side
        </Link>
        <Link prefetch={false} href={view('inline')} aria-current={isInline ? 'page' : undefined}>
          In one text
        </Link>
      </nav>
      <p className="quiet">
        {[older, newer].map(({ number, author, at: when, note }, n) => (
          <span key={number}>
            {n > 0 && '. '}Revision {number} by {author}, <When at={when} />
            {note && `: ${note}`}
          </span>
        ))}
      </p>
      {isSame && <p>They say the same.</p>}
      <FlagSelection said>
        <div className="stack" data-section={section.id} data-revision={newer.id} data-name={nameOf(section)}>
          {isInline ? (
            <DiffInline rows={rows} />
          ) : (
            <DiffSides rows={rows} older={older.number} newer={newer.number} />
          )}
        </div>
        <button type="button" className="small" data-flag-words={section.id}>
          Flag words
        </button>
      </FlagSelection>
    </div>
  );
}
