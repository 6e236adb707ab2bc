'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Asks the server for the page again, every second, for as long as it stands on it and the page is looked at. */
export function Refresh() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, 1_000);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
