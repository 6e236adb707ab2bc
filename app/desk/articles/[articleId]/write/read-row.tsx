'use client';

import { memo, type ReactNode } from 'react';
import type { Present } from '#lib/drafts/model.ts';
import type { WrittenSection } from './writing-desk.tsx';

/** A section of an article that is written as a whole, while it is only read. */
export const ReadRow = memo(function ReadRow({
  section: { id, name, text, margin },
  present = [],
  isDrafted,
  said,
}: {
  section: WrittenSection;
  present?: Present[];
  isDrafted: boolean;
  said: ReactNode;
}) {
  return (
    <>
      <div className="section-text">{text}</div>
      <div className="section-margin">
        {said}
        {isDrafted && <p className="note">You have words here that are not saved as a revision yet.</p>}
        {present.map(({ name, writing }) => (
          <p key={name} className="here">
            {name} {writing ? 'is writing here' : 'has this section open'}
          </p>
        ))}
        {margin}
        <div className="buttons">
          <a
            data-write
            className="button small"
            href={`/desk/sections/${id}`}
            aria-label={`${isDrafted ? 'Go on writing' : 'Revise'} ${name}`}
          >
            {isDrafted ? 'Go on writing' : 'Revise'}
          </a>
        </div>
      </div>
    </>
  );
});
