'use client';

import { useLayoutEffect, useRef } from 'react';

/** Flagged words in the whole text of their section, which stays on screen while they are settled. */
export function InText({
  kind,
  quote,
  around: { before, after },
}: {
  kind: string;
  quote: string;
  around: { before: string; after: string };
}) {
  const box = useRef<HTMLElement>(null);
  const words = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (!box.current || !words.current) return;
    box.current.scrollTop = words.current.offsetTop - box.current.clientHeight / 3;
  }, []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
    <section ref={box} className="in-context" aria-label="The words in their section" tabIndex={0}>
      {before}
      <mark ref={words} data-kind={kind}>
        {quote}
      </mark>
      {after}
    </section>
  );
}
