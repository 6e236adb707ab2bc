import type { Metadata } from 'next';
import Link from 'next/link';
import { deskDb } from '#db/client.ts';
import { readBlame } from '#lib/history/queries.ts';
import { When } from '../../../when.tsx';
import { load, nameOf, numberIn, type Props } from '../load.ts';

export const metadata: Metadata = { title: 'Who wrote what' };

export default async function Blame(props: Props) {
  const { actor, section, asked } = await load(props);
  const number = Math.min(numberIn(asked('revision')) ?? section.newest.number, section.newest.number);
  const sentences = await readBlame(actor, deskDb(), section.id, number);
  return (
    <div className="page narrow">
      <p className="crumb">
        <Link prefetch={false} href={`/desk/history/${section.id}`}>
          History of {nameOf(section)}
        </Link>
      </p>
      <h1>Who wrote what in revision {number}</h1>
      <ol className="blame">
        {sentences.map(({ text, origin, published }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a sentence is its place
          <li key={index}>
            <p>{text}</p>
            <p className="quiet">
              {origin.author}, <When at={origin.at} />,{' '}
              <Link
                prefetch={false}
                href={
                  origin.number > 1
                    ? `/desk/history/${origin.sectionId}/compare?from=${origin.number - 1}&to=${origin.number}`
                    : `/desk/history/${origin.sectionId}`
                }
              >
                revision {origin.number}
                {origin.sectionId !== section.id && ' of another section'}
              </Link>
              . {published === null ? 'Not published.' : `Published in version ${published}.`}
            </p>
          </li>
        ))}
      </ol>
    </div>
  );
}
