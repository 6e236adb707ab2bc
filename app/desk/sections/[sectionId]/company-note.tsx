'use client';

import type { Present } from '#lib/drafts/model.ts';

/** Who else is here, and whether somebody saved meanwhile. */
export function CompanyNote({
  present,
  newest,
  base,
}: {
  present: Present[];
  newest: { number: number; author: string } | null;
  base: number;
}) {
  return (
    <div role="status" className="company">
      {present.length > 0 && (
        <p className="note">
          {present
            .map(({ name, writing }) =>
              writing ? `${name} is writing here, too` : `${name} has this section open`,
            )
            .join('. ')}
          . Nothing is locked: whoever saves second is shown both texts.
        </p>
      )}
      {newest && newest.number > base && (
        <p className="note">
          {newest.author} saved revision {newest.number} while you have revision {base} before you. When you
          save, you are shown both texts.
        </p>
      )}
    </div>
  );
}
