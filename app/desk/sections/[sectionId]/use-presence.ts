'use client';

import { useEffect, useRef, useState } from 'react';
import type { Present } from '#lib/drafts/model.ts';

/** How often a window says that it is open, in milliseconds; see PRESENT_FOR. */
const every = 10_000;

type Company = { present: Present[]; newest: { number: number; author: string } | null };

/** Tells the server that this section is open here, and learns who else has it open. Nothing is locked by it. */
export function usePresence(sectionId: string, writing: boolean): Company {
  const [company, setCompany] = useState<Company>({ present: [], newest: null });
  const isWriting = useRef(writing);
  isWriting.current = writing;

  useEffect(() => {
    const address = `/desk/sections/${sectionId}/presence`;
    const windowId = crypto.randomUUID();
    let isOver = false;
    const say = (method: string, more: object) =>
      fetch(address, {
        ...{ method, keepalive: true, headers: { 'content-type': 'application/json' } },
        body: JSON.stringify({ sectionId, windowId, ...more }),
      });
    const sign = async () => {
      if (document.visibilityState === 'hidden') return;
      const answer = await say('PUT', { writing: isWriting.current })
        .then((response) => response.json())
        .catch(() => null);
      if (isOver) return;
      // Without an answer nobody is known to be here.
      setCompany((before) =>
        answer?.ok ? { present: answer.present, newest: answer.newest } : { ...before, present: [] },
      );
    };
    const leave = () => {
      say('DELETE', {}).catch(() => {});
    };
    sign();
    const timer = setInterval(sign, every);
    document.addEventListener('visibilitychange', sign);
    addEventListener('pagehide', leave);
    return () => {
      isOver = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', sign);
      removeEventListener('pagehide', leave);
      leave();
    };
  }, [sectionId]);

  return company;
}
