'use client';

import { usePathname, useRouter } from 'next/navigation';
import { Fragment, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useKeysSwitch } from '../queue/keys-switch.ts';
import type { Destination } from './keys.tsx';

/** What stands in a native dialog over the page, and closes by Escape. */
export function Sheets({
  sheet,
  pages,
  revises,
  onClose,
}: {
  sheet: 'palette' | 'help';
  pages: Destination[];
  revises: boolean;
  onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    dialog.current?.showModal();
    // A dialog gives the focus to its first button.
    dialog.current?.querySelector('input')?.focus();
  }, []);
  const close = () => dialog.current?.close();
  return (
    <dialog ref={dialog} className="palette" aria-labelledby={title} onClose={onClose}>
      <div className="page-head">
        <h2 id={title}>{sheet === 'help' ? 'Keys' : 'Go to'}</h2>
        <button type="button" className="small" onClick={close}>
          Close
        </button>
      </div>
      {sheet === 'help' ? <Help /> : <Palette pages={pages} revises={revises} onDone={close} />}
    </dialog>
  );
}

/** A combobox with a list: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
function Palette({ pages, revises, onDone }: { pages: Destination[]; revises: boolean; onDone: () => void }) {
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const articles = useArticles(typed);
  const here = useArticlePages(revises);
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = [...here, ...pages].filter(({ name }) =>
    words.every((word) => name.toLowerCase().includes(word)),
  );
  const options = [
    ...matches,
    ...articles,
    ...(typed.trim()
      ? [
          {
            name: `Search the drafts for “${typed.trim()}”`,
            href: `/desk/search?q=${encodeURIComponent(typed.trim())}`,
          },
        ]
      : []),
  ];
  const at = Math.min(chosen, options.length - 1);
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, at]);

  function go(option: Destination | undefined) {
    if (!option) return;
    onDone();
    router.push(option.href);
  }

  function press(event: KeyboardEvent) {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
    if (event.key === 'Enter') go(options[at]);
    else if (to === undefined || options.length === 0) return;
    else if (Math.abs(to - at) > 1) setChosen(Math.max(0, Math.min(to, options.length - 1)));
    else setChosen((to + options.length) % options.length);
    event.preventDefault();
  }

  return (
    <>
      <input
        role="combobox"
        aria-label="Article or page"
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={options.length > 0 ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        value={typed}
        maxLength={100}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
        }}
        onKeyDown={press}
      />
      <div role="listbox" id={`${id}-list`} aria-label="Articles and pages" tabIndex={-1}>
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the combobox's
          <div
            key={option.href}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onClick={() => go(option)}
          >
            {option.name}
          </div>
        ))}
      </div>
      <p className="quiet" role="status">
        {options.length === 0 ? (
          'Nothing is called that.'
        ) : (
          <span className="hidden">{options.length} found</span>
        )}
      </p>
    </>
  );
}

/** The articles whose titles have what was typed; the last ones stay until others are there. */
function useArticles(typed: string): Destination[] {
  const [articles, setArticles] = useState<Destination[]>([]);
  useEffect(() => {
    const given = new AbortController();
    const ask = async () => {
      const response = await fetch(`/desk/palette?q=${encodeURIComponent(typed)}`, { signal: given.signal });
      if (response.ok) setArticles(await response.json());
    };
    const waiting = setTimeout(() => {
      ask().catch((error: unknown) => {
        if (!given.signal.aborted) console.warn('The articles could not be looked up.', error);
      });
    }, 120);
    return () => {
      clearTimeout(waiting);
      given.abort();
    };
  }, [typed]);
  return articles;
}

/** What can be done with the article, and the section, that is on the screen. */
function useArticlePages(revises: boolean): Destination[] {
  const path = usePathname();
  const section = /^\/desk\/(?:sections|history)\/([0-9a-f-]{36})/.exec(path)?.[1];
  const ofSection = section
    ? [
        ...(revises ? [{ name: 'This section: revise', href: `/desk/sections/${section}` }] : []),
        { name: 'This section: history', href: `/desk/history/${section}` },
        { name: 'This section: who wrote what', href: `/desk/history/${section}/blame` },
      ]
    : [];
  // A section's page and its history say above their heading of which article they are.
  const crumb = document.querySelector<HTMLAnchorElement>('.crumb a[href^="/desk/articles/"]');
  const article = /^\/desk\/articles\/[0-9a-f-]{36}/.exec(crumb?.pathname ?? path)?.[0];
  if (!article) return ofSection;
  const id = article.split('/').pop();
  return [
    ...ofSection,
    { name: 'This article: read it', href: article },
    { name: 'This article: publish', href: `${article}/publish` },
    ...(revises ? [{ name: 'This article: write it as a whole', href: `${article}/write` }] : []),
    ...(revises ? [{ name: 'This article: arrange the outline', href: `${article}/outline` }] : []),
    { name: 'This article: history', href: `${article}/history` },
    { name: 'This article: flags in the queue', href: `/desk/queue?article=${id}` },
    { name: 'This article: export', href: `/desk/export?article=${id}` },
    ...(revises
      ? [{ name: 'This article: import a newer edition', href: `/desk/import?article=${id}` }]
      : []),
  ];
}

const keys: [string, [string, string][]][] = [
  [
    'Everywhere',
    [
      ['Ctrl K, ⌘ K', 'Go to an article or a page'],
      ['?', 'These keys'],
    ],
  ],
  [
    'In a text, as it looks',
    [
      ['Ctrl B, ⌘ B', 'Bold'],
      ['Ctrl I, ⌘ I', 'Italic'],
      ['Ctrl S, ⌘ S', 'Save revision'],
      ['Ctrl Z, ⌘ Z', 'Undo'],
      ['Ctrl ⇧ Z, ⌘ ⇧ Z', 'Redo'],
      ['Tab, ⇧ Tab', 'Item deeper, less deep; next, previous cell'],
      ['⇧ Enter', 'New line in the paragraph'],
    ],
  ],
  [
    'Writing the whole article',
    [
      ['e, Enter', 'Write in the section'],
      ['Esc', 'Close it, keep the words'],
      ['Ctrl Alt ↓ ↑, ⌘ ⌥ ↓ ↑', 'Next, previous section'],
    ],
  ],
  [
    'In the outline',
    [
      ['↑ ↓', 'Go'],
      ['→ ←', 'Open and close a text'],
      ['Alt ↑ ↓', 'Move'],
      ['o, i', 'Out, in'],
      ['e', 'Heading'],
      ['s', 'Split at a block'],
      ['m', 'Join to the one above'],
      ['x', 'Remove'],
    ],
  ],
  [
    'In the queue',
    [
      ['j, k', 'Next, previous'],
      ['c', 'Confirm'],
      ['d', 'Dismiss'],
      ['t', 'Take, hand back'],
    ],
  ],
];

function Help() {
  const [on, turn] = useKeysSwitch();
  return (
    <>
      {keys.map(([where, those]) => (
        <section key={where}>
          <h3>{where}</h3>
          <dl className="key-list">
            {those.map(([key, what]) => (
              <div key={key}>
                <dt>
                  {key.split(', ').map((each, n) => (
                    <Fragment key={each}>
                      {n > 0 && ' '}
                      <kbd>{each}</kbd>
                    </Fragment>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className="quiet">
        Single keys in the queue, and “?”, can be off: for those who dictate.{' '}
        <button type="button" className="small plain" aria-pressed={on} onClick={turn}>
          {on ? 'Switch single keys off' : 'Switch single keys on'}
        </button>
      </p>
    </>
  );
}
