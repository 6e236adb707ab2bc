'use client';

import { useEffect, useState } from 'react';

export type Revision = { id: string; number: number; heading: string; body: string };
type Typed = { base: Revision; heading: string; body: string; note: string };

/**
 * Keeps what somebody typed in this tab until it is saved: through a reload, the back button and a link followed by
 * mistake. The revision that it was based on is kept with it, so that saving it later is still a conflict when it is
 * one.
 */
export function useUnsaved(
  sectionId: string,
  typed: Typed & { changed: boolean },
  restore: (kept: Typed) => void,
) {
  const key = `galley unsaved ${sectionId}`;
  const [restored, setRestored] = useState(false);
  const [looked, setLooked] = useState(false);
  const { base, heading, body, note, changed } = typed;

  // Once, after the first render: the server knows nothing of what this tab keeps.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read once
  useEffect(() => {
    const kept = read(key);
    if (kept) {
      restore(kept);
      setRestored(true);
    }
    setLooked(true);
  }, []);

  useEffect(() => {
    if (!looked) return;
    if (changed) sessionStorage.setItem(key, JSON.stringify({ base, heading, body, note }));
    else sessionStorage.removeItem(key);
  }, [looked, changed, key, base, heading, body, note]);

  return { restored, discard: () => sessionStorage.removeItem(key) };
}

function read(key: string): Typed | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}
