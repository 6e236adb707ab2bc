'use client';

import { type ComponentType, useCallback, useEffect, useState } from 'react';
import { useKeysSwitch } from '../queue/keys-switch.ts';

export type Destination = { name: string; href: string };
type Sheet = 'palette' | 'help';
type Shown = ComponentType<{ sheet: Sheet; pages: Destination[]; onClose: () => void }>;

/**
 * Ctrl or Cmd and K opens the palette on every page of the desk, "?" the sheet of all keys. What they show is loaded
 * when it is first asked for.
 */
export function PaletteKeys({ pages }: { pages: Destination[] }) {
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [Sheets, setSheets] = useState<Shown | null>(null);
  const [singleKeys] = useKeysSwitch();
  // Keys work as soon as the page listens, which is after it shows.
  const [listens, setListens] = useState(false);

  const open = useCallback((wanted: Sheet) => {
    setSheet(wanted);
    import('./sheets.tsx').then((loaded) => setSheets(() => loaded.Sheets));
  }, []);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isPalette = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k';
      const isHelp = event.key === '?' && singleKeys && !isTyping(event.target);
      if (!isPalette && !isHelp) return;
      event.preventDefault();
      open(isPalette ? 'palette' : 'help');
    };
    document.addEventListener('keydown', press);
    setListens(true);
    return () => document.removeEventListener('keydown', press);
  }, [singleKeys, open]);

  return (
    <>
      <button
        type="button"
        className="plain find"
        aria-keyshortcuts={listens ? 'Control+K Meta+K' : undefined}
        onClick={() => open('palette')}
      >
        Find…
      </button>
      {sheet && Sheets && <Sheets key={sheet} sheet={sheet} pages={pages} onClose={() => setSheet(null)} />}
    </>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [role="textbox"]') !== null)
  );
}
