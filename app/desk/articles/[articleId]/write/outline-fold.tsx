'use client';

import { type ReactNode, useEffect, useRef } from 'react';

/** As wide as the outline stands beside the text (`.article-desk` in global.css); elsewhere it would stand before it. */
const beside = '(width > 72rem)';

/** An outline that is open where it stands beside the text, and elsewhere until it is asked for only a line. */
export function OutlineFold({ children }: { children: ReactNode }) {
  const fold = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (fold.current && matchMedia(beside).matches) fold.current.open = true;
  }, []);
  return (
    <details ref={fold}>
      <summary>Outline</summary>
      {children}
    </details>
  );
}
