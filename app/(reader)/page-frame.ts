import { createHash } from 'node:crypto';
import { type Html, html } from './html.ts';
import { site } from './site.ts';
import { styleIn } from './style.ts';

/**
 * The headers of an answer of this type. No script runs on what readers get; its one style sheet is named by its hash.
 */
export const headersFor = (type: string): Record<string, string> => ({
  'content-type': `${type}; charset=utf-8`,
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(styleIn(site())).digest('base64')}'`,
    "img-src 'self' https: data:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
});

/** A complete page for readers. */
export function frame(page: {
  title: string;
  description?: string;
  path?: string;
  main: Html;
  noIndex?: boolean;
  head?: Html;
  /** The picture that links to the page show, in pixels. */
  card?: { path: string; width: number; height: number };
}): string {
  const { name, url, language, correctionsPolicy, logo, ...look } = site();
  const { title, description, path, main, noIndex, head, card } = page;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title === name ? name : `${title} · ${name}`}</title>
${description ? html`<meta name="description" content="${description}">` : null}
${noIndex ? html`<meta name="robots" content="noindex">` : null}
${
  path === undefined
    ? null
    : html`<link rel="canonical" href="${url}${path}">
<meta property="og:site_name" content="${name}">
<meta property="og:title" content="${title}">
<meta property="og:url" content="${url}${path}">
<meta name="twitter:card" content="${card ? 'summary_large_image' : 'summary'}">
${
  card
    ? html`<meta property="og:image" content="${url}${card.path}">
<meta property="og:image:width" content="${card.width}">
<meta property="og:image:height" content="${card.height}">
<meta property="og:image:alt" content="${title}">`
    : null
}`
}
${head ?? null}
<link rel="alternate" type="application/rss+xml" title="${name}" href="${url}/feed.rss">
<link rel="alternate" type="application/atom+xml" title="${name}" href="${url}/feed.atom">
<link rel="alternate" type="application/feed+json" title="${name}" href="${url}/feed.json">
<link rel="icon" href="/icon.svg">
<style>${{ html: styleIn(look) }}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header class="masthead"><a href="/">${logo ? html`<img src="${logo.path}" alt="${name}" width="${logo.width}" height="${logo.height}">` : name}</a><a class="to-search" href="/search">Search</a></header>
<main id="main">${main}</main>
<footer><p>${name}. Nothing is published here before a fact-checker who did not write it has read it and signed it off.</p><p><a href="/archive">Archive</a> · <a href="/tags">Tags</a> · <a href="/corrections">Corrections</a> · ${correctionsPolicy ? html`<a href="/corrections-policy">Corrections policy</a> · ` : null}<a href="/feed.rss">RSS</a></p></footer>
</body>
</html>
`.html;
}
