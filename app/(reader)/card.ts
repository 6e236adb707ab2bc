import { type CSSProperties, createElement, type ReactNode } from 'react';

/** What networks and messengers show of a link is of this size, in pixels. */
export const cardSize = { width: 1200, height: 630 };

/** The cards made last: making one takes a tenth of a second, and most versions of an article have the same title. */
const made = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
const mostMade = 100;

/** The picture of an article for links to it: its title and the name of the site, as PNG. */
export function card(title: string, siteName: string, accent: string): Promise<Uint8Array<ArrayBuffer>> {
  const key = JSON.stringify([title, siteName, accent]);
  const picture = made.get(key) ?? draw(title, siteName, accent);
  made.delete(key);
  made.set(key, picture);
  picture.catch(() => made.delete(key));
  const oldest = made.keys().next().value;
  if (made.size > mostMade && oldest !== undefined) made.delete(oldest);
  return picture;
}

async function draw(title: string, siteName: string, accent: string): Promise<Uint8Array<ArrayBuffer>> {
  // With its ending, which Node wants where no bundler is. Loaded on use: it brings two WebAssembly programs.
  const { ImageResponse } = await import('next/og.js');
  const shown = drawable(title);
  const name = drawable(siteName) ?? '';
  const paper: CSSProperties = {
    ...{ display: 'flex', flexDirection: 'column', justifyContent: 'space-between' },
    ...{ width: '100%', height: '100%', padding: '64px 80px', background: '#fdfcf9', color: '#1c1d21' },
    borderTop: `16px solid ${accent}`,
  };
  const small: CSSProperties = { display: 'flex', fontSize: 34, color: '#5c5e66' };
  const image = new ImageResponse(
    box(
      paper,
      box({ ...small, color: '#1c1d21' }, name),
      shown && box(titleStyle(shown), shortened(shown)),
      box(small, 'Checked before it was published'),
    ),
    cardSize,
  );
  return new Uint8Array(await image.arrayBuffer());
}

function box(style: CSSProperties, ...children: ReactNode[]) {
  return createElement('div', { style }, ...children);
}

/** The longer the title, the smaller its letters; each size holds the longest title of its kind, also in capitals. */
function titleStyle({ length }: string): CSSProperties {
  const fontSize = length <= 40 ? 84 : length <= 90 ? 68 : length <= 130 ? 58 : 50;
  return {
    ...{ display: 'flex', fontSize, lineHeight: 1.18, letterSpacing: '-0.02em' },
    // Seven lines of nothing but the widest letter have no room; what nobody writes is cut off.
    ...{
      wordBreak: 'break-word',
      maxHeight: fontSize * 1.18 * Math.floor(360 / (fontSize * 1.18)),
      overflow: 'hidden',
    },
  };
}

const mostShown = 170;

const shortened = (title: string) =>
  title.length <= mostShown ? title : `${title.slice(0, mostShown).replace(/\s+\S*$/, '')}…`;

/** What the letters that come with Next can draw; for any other it would ask a server of Google's. */
const undrawable = /[^ -~¡-¨ª-¬¯-ēĖ-īĮ-ķĹ-ľŁ-ňŊ-ōŐ-žƠơƯưȘ-țЀ-КЛ-яѐ-џҐ-ғẠ-ỹ–—‘-‚“-„†-•…‰′″‹›€₴₹₽№−]/gu;

/** A text in the letters that can be drawn; null when others are missing than signs that it can do without. */
function drawable(text: string): string | null {
  const whole = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  const missing = whole.match(undrawable) ?? [];
  return missing.some((sign) => /[\p{L}\p{N}]/u.test(sign)) ? null : whole.replace(undrawable, '').trim();
}
