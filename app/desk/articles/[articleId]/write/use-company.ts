'use client';

import { useEffect, useRef, useState } from 'react';
import type { Present, SectionCompany } from '#lib/drafts/model.ts';
import type { Answer } from '#lib/refusal.ts';

/** How often it is asked, in milliseconds. */
const every = 10_000;

/**
 * Who else is at which section of an article.
 * @param shown the sections that the page shows, with the numbers of their revisions
 * @param onNewer is told when the article has become another one meanwhile
 */
export function useCompany(
  articleId: string,
  shown: { id: string; number: number }[],
  onNewer: (sectionIds: string[]) => void,
): Map<string, Present[]> {
  const [company, setCompany] = useState(new Map<string, Present[]>());
  const now = useRef({ shown, onNewer });
  now.current = { shown, onNewer };

  useEffect(() => {
    let isOver = false;
    const look = async () => {
      if (document.visibilityState === 'hidden') return;
      const answer: Answer<{ sections: SectionCompany[] }> | null = await fetch(
        `/desk/articles/${articleId}/write/company`,
      )
        .then((response) => response.json())
        .catch(() => null);
      if (isOver) return;
      // Without an answer nobody is known to be here.
      if (!answer?.ok) return setCompany(new Map());
      setCompany(new Map(answer.sections.map(({ id, present }) => [id, present])));
      if (named(answer.sections) !== named(now.current.shown))
        now.current.onNewer(answer.sections.map(({ id }) => id));
    };
    look();
    const timer = setInterval(look, every);
    document.addEventListener('visibilitychange', look);
    return () => {
      isOver = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [articleId]);

  return company;
}

const named = (sections: { id: string; number: number }[]) =>
  sections.map(({ id, number }) => `${id} ${number}`).join();
