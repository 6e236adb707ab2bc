/** The one style sheet of the public pages; it stands in each page, so that the first visit needs one request. */
export const styleIn = ({ accent, accentDark }: { accent: string; accentDark: string }) => `
@layer base, parts;
@layer base {
  :root {
    color-scheme: light dark;
    --paper: light-dark(#fdfcf9, #16171a);
    --ink: light-dark(#1c1d21, #e6e4df);
    --soft: light-dark(#5c5e66, #a3a4ab);
    --line: light-dark(#dedbd3, #34363c);
    --wash: light-dark(#f4f1ea, #1f2125);
    --link: light-dark(${accent}, ${accentDark});
    --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", Cambria, Georgia, "Liberation Serif", serif;
    --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
  }
  *, *::before { box-sizing: border-box; }
  html { background: var(--paper); color: var(--ink); font: 1.125rem/1.62 var(--serif); -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
  body { margin: 0; overflow-wrap: anywhere; }
  h1, h2, h3, h4, h5, h6 { line-height: 1.22; text-wrap: balance; margin: 2.2em 0 .6em; font-weight: 650; }
  h1 { font-size: clamp(1.9rem, 1.3rem + 2.6vw, 2.9rem); letter-spacing: -.015em; margin: 0 0 .45em; }
  h2 { font-size: 1.5rem; letter-spacing: -.005em; }
  h3 { font-size: 1.2rem; }
  h4, h5, h6 { font-size: 1.05rem; }
  p, ul, ol, blockquote, figure, .table { margin: 0 0 1.05em; }
  p, li { text-wrap: pretty; }
  /* Each paragraph runs in the direction of its own first letter. */
  :where(main) :is(p, li, h1, h2, h3, h4, h5, h6, th, td, figcaption, caption) { unicode-bidi: plaintext; }
  ul, ol { padding-left: 1.3em; }
  li { margin-bottom: .3em; }
  a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: .06em; }
  a:hover { text-decoration-thickness: .12em; }
  :focus-visible { outline: .16rem solid var(--link); outline-offset: .15rem; border-radius: .1rem; }
  blockquote { border-left: .2rem solid var(--line); padding-left: 1.1em; margin-left: 0; color: var(--soft); }
  img { max-width: 100%; height: auto; }
  figcaption, caption { font: .85rem/1.45 var(--sans); color: var(--soft); text-align: start; padding: .4em 0; }
  pre { overflow-x: auto; background: var(--wash); padding: .9em 1.1em; font-size: .85rem; border-radius: .3rem; }
}
@layer parts {
  .hidden, .sr-only { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .skip { position: absolute; left: -99rem; }
  .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; z-index: 2; }
  main { max-width: 38.5rem; margin-inline: auto; padding-inline: 1.25rem; }
  .masthead, body > footer { padding-inline: max(1.25rem, (100% - 36rem) / 2); }
  .masthead { padding-block: 1.4rem; border-bottom: 1px solid var(--line); display: flex; justify-content: space-between; align-items: baseline; font: 600 1.05rem/1.2 var(--serif); letter-spacing: .01em; }
  .masthead .to-search { font: .9rem/1.2 var(--sans); }
  .masthead a { color: inherit; text-decoration: none; }
  .masthead img { display: block; width: auto; height: 2.2rem; max-width: 60vw; object-fit: contain; object-position: left; }
  main { padding-block: clamp(2rem, 5vw, 3.6rem) 4rem; }
  body > footer { border-top: 1px solid var(--line); padding-block: 1.5rem 3rem; font: .85rem/1.5 var(--sans); color: var(--soft); }
  body > footer p { margin: 0 0 .4em; }
  body > footer a { color: inherit; }
  .dek { font-size: 1.2rem; line-height: 1.5; color: var(--soft); }
  .dates { font: .85rem/1.5 var(--sans); color: var(--soft); }
  .number { color: var(--soft); font-variant-numeric: lining-nums tabular-nums; margin-right: .15em; font-weight: 400; }
  .contents { background: var(--wash); border-radius: .4rem; padding: .9rem 1.2rem; margin: 2rem 0; font: .92rem/1.45 var(--sans); }
  .contents summary { cursor: pointer; }
  .contents h2 { display: inline; font: 600 .95rem/1.4 var(--sans); margin: 0; }
  .contents ol { list-style: none; padding: 0; margin: .7rem 0 0; max-height: min(24rem, 50vh); overflow-y: auto; }
  .contents li { break-inside: avoid; margin-bottom: .35em; }
  .contents li[data-depth="2"] { padding-left: 1.1em; }
  .contents li[data-depth="3"] { padding-left: 2.2em; }
  .contents li:is([data-depth="4"], [data-depth="5"]) { padding-left: 3.3em; }
  .contents a { color: inherit; text-decoration: none; }
  .contents a:hover { text-decoration: underline; }
  .here { color: var(--soft); text-decoration: none; font-weight: 400; opacity: 0; margin-left: .2em; }
  :is(h2, h3, h4, h5, h6):hover .here, .here:focus-visible { opacity: 1; }
  section[data-kind="faq"] { border-top: 1px solid var(--line); padding-top: 1rem; margin-top: 1rem; }
  section[data-kind="faq"] > :is(h2, h3, h4) { font-size: 1.12rem; margin-top: 0; }
  .table { overflow: auto; max-height: max(85vh, 20rem); }
  table { border-collapse: collapse; width: 100%; font: .95rem/1.45 var(--sans); font-variant-numeric: lining-nums tabular-nums; }
  th, td { text-align: start; vertical-align: top; padding: .5em 1.1em .5em 0; border-bottom: 1px solid var(--line); }
  /* Broken within its words, a wide table would never be wider than the page, and nobody could read it. */
  :is(th, td) { overflow-wrap: break-word; }
  :is(th, td) a { overflow-wrap: anywhere; }
  :is(th, td)[align="right"] { text-align: right; }
  :is(th, td)[align="center"] { text-align: center; }
  thead th { border-bottom: 2px solid var(--ink); font-weight: 600; position: sticky; top: 0; background: var(--paper); }
  .checked { background: var(--wash); border-radius: .4rem; padding: 1.1rem 1.3rem .5rem; margin-top: 3.5rem; font: .95rem/1.55 var(--sans); }
  .corrections { border: 1px solid var(--line); border-left: .25rem solid var(--ink); border-radius: .4rem; padding: 1.1rem 1.3rem .3rem; margin-top: 3.5rem; font: .95rem/1.55 var(--sans); }
  .corrections h2 { font: 600 1.05rem/1.3 var(--sans); margin: 0 0 .6em; }
  .corrections ol, .amendments { list-style: none; padding: 0; }
  .corrections .dates, .amendments .dates { margin-bottom: .2em; }
  .corrections + .checked { margin-top: 1.5rem; }
  .amendments { margin-top: 2.5rem; }
  .amendments li { border-top: 1px solid var(--line); padding-top: 1.2rem; margin-bottom: 1.2rem; }
  .amendments h2 { font-size: 1.25rem; margin: 0 0 .2em; }
  .all-versions { margin-top: 1.5rem; padding: 0 1.3rem; font: .95rem/1.55 var(--sans); }
  .all-versions h2 { font: 600 1.05rem/1.3 var(--sans); margin: 0 0 .6em; }
  .versions { list-style: none; padding: 0; }
  .versions > li { margin-bottom: .9em; }
  .versions p { margin: 0 0 .2em; }
  .versions .note { border-left: .2rem solid var(--line); padding-left: .9em; color: var(--soft); }
  .crumb { font: .85rem/1.5 var(--sans); unicode-bidi: normal; }
  .crumb a { unicode-bidi: plaintext; }
  :is(.earlier, .under-review) { border: 1px solid var(--line); border-left: .25rem solid var(--ink); border-radius: .4rem; padding: .8rem 1.1rem; margin-bottom: 2rem; font: .95rem/1.5 var(--sans); }
  :is(.earlier, .under-review) p { margin: 0; }
  .change h2 { font-size: 1.2rem; }
  .diff { white-space: pre-wrap; overflow-wrap: anywhere; border-left: .2rem solid var(--line); padding-left: 1.1em; }
  ins { background: light-dark(#dff3e1, #17351f); color: light-dark(#0f5220, #a5e0b2); text-decoration: underline; text-decoration-thickness: .06em; }
  del { background: light-dark(#fbe3e0, #42201d); color: light-dark(#8a1c10, #f2b5ad); }
  .checked h2 { font: 600 1.05rem/1.3 var(--sans); margin: 0 0 .6em; }
  .checked q { font-family: var(--serif); }
  .claims { padding-left: 1.6em; }
  .claims > li { margin-bottom: 1em; padding: .1em .4em; }
  .claims .back { font-size: .85rem; white-space: nowrap; }
  .sources { color: var(--soft); margin: .2em 0 0; padding-left: 0; list-style: none; }
  .claim { text-decoration: underline dotted light-dark(#b9b5a9, #5d5f68); text-decoration-thickness: .07em; text-underline-offset: .22em; }
  .check { font: 600 .68em/1 var(--sans); vertical-align: super; }
  .check a { text-decoration: none; padding: .35em .3em; margin: -.35em -.05em; color: light-dark(#1d6b35, #86cf9a); }
  .claims > li:target, .check a:target { background: light-dark(#fff3c4, #45390f); border-radius: .2rem; }
  .turn::before { content: attr(data-turn); font: 600 .6rem/1 var(--sans); color: var(--soft); border: 1px solid currentcolor; border-radius: .2rem; padding: .05rem .2rem; unicode-bidi: isolate; direction: ltr; }
  .footnotes { font: .88rem/1.5 var(--sans); color: var(--soft); border-top: 1px solid var(--line); padding-top: .6rem; margin: 1.4rem 0; }
  .footnotes p { margin: 0; }
  [data-footnote-ref] { font: 600 .72em/1 var(--sans); text-decoration: none; padding: .35em .2em; }
  sup { line-height: 0; }
  .related { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: 1.5rem; }
  .related h2 { font: 600 1.05rem/1.3 var(--sans); margin: 0 0 .6em; }
  .related ul { list-style: none; padding: 0; }
  .related li { font-size: 1.15rem; line-height: 1.35; margin-bottom: .6em; }
  .report { margin-top: 1.5rem; padding: 0 1.3rem; font: .95rem/1.55 var(--sans); }
  .report summary { cursor: pointer; color: var(--link); }
  .report label { display: block; margin-top: 1rem; font-weight: 600; }
  .report :is(textarea, input) { width: 100%; font: 1rem/1.45 var(--sans); padding: .5rem .7rem; border: 1px solid light-dark(#8d8f98, #73757e); border-radius: .3rem; background: var(--paper); color: inherit; }
  .report textarea { resize: vertical; }
  .report .hint { margin: .2rem 0 0; font-size: .85rem; color: var(--soft); }
  .report button { margin-top: 1.2rem; font: 1rem/1.3 var(--sans); padding: .55rem .9rem; border: 1px solid var(--ink); border-radius: .3rem; background: var(--ink); color: var(--paper); }
  main > .report { padding: 0; margin-bottom: 1.5rem; }
  .trap { position: absolute; left: -99rem; }
  .refused { border-left: .25rem solid light-dark(#8a1c10, #f2b5ad); padding-left: 1rem; }
  .search label { display: block; font: .9rem/1.5 var(--sans); color: var(--soft); }
  .search div { display: flex; gap: .5rem; margin: .2rem 0 1.6rem; }
  .search input { flex: 1; min-width: 0; }
  .search select { margin: .2rem 0 1rem; max-width: 100%; }
  .search :is(input, button, select) { font: 1rem/1.3 var(--sans); padding: .55rem .8rem; border: 1px solid light-dark(#8d8f98, #73757e); border-radius: .3rem; background: var(--paper); color: inherit; }
  .search button { background: var(--ink); color: var(--paper); border-color: var(--ink); }
  .tags { margin-top: 2.5rem; font: .9rem/1.5 var(--sans); color: var(--soft); }
  .years, .archive { list-style: none; padding: 0; }
  .years { display: flex; flex-wrap: wrap; gap: .2rem 1rem; font: .95rem/1.5 var(--sans); }
  .years [aria-current] { color: inherit; font-weight: 600; text-decoration: none; }
  .archive li { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 1rem; border-top: 1px solid var(--line); padding: .5rem 0; margin: 0; }
  .found { list-style: none; padding: 0; }
  .found > li { border-top: 1px solid var(--line); padding-top: 1rem; margin-bottom: 1rem; }
  .found ul { list-style: disc; }
  .found h2 { font-size: 1.3rem; margin: 0 0 .3em; }
  .found p { margin: 0 0 .3em; }
  mark { background: light-dark(#fff0b8, #4b3e10); color: inherit; }
  .front { list-style: none; padding: 0; margin: 0; }
  .front li { border-bottom: 1px solid var(--line); padding-bottom: 1.2rem; margin-bottom: 1.8rem; }
  .front li:last-child { border-bottom: 0; }
  .front h2 { margin: 0 0 .35em; font-size: 1.7rem; }
  .front h2 a { color: inherit; text-decoration: none; }
  .front h2 a:hover { text-decoration: underline; }
  /* Beside the text where there is room: it stays in sight, and names the section that is being read where the browser can tell. */
  @media screen and (min-width: 70em) {
    main:has(.contents) { max-width: 57rem; padding-left: 19.75rem; position: relative; }
    body:has(.contents) :is(.masthead, footer) { padding-inline: max(1.25rem, (100% - 54.5rem) / 2); }
    .contents { position: absolute; inset: 0 auto 0 1.25rem; width: 15.5rem; margin: 0; padding: clamp(2rem, 5vw, 3.6rem) 0 4rem; background: none; font-size: .84rem; }
    .contents details { position: sticky; top: 1.5rem; max-height: calc(100vh - 3rem); overflow-y: auto; overscroll-behavior: contain; scrollbar-width: thin; padding-right: .5rem; }
    .contents ol { max-height: none; scroll-target-group: auto; }
    .contents a { color: var(--soft); }
    .contents a:is(:hover, :target-current) { color: var(--ink); }
    .contents a:target-current { font-weight: 600; }
  }
  @page { margin: 2cm; }
  @media print {
    :root { color-scheme: light; --paper: #fff; }
    html { font-size: 10.5pt; line-height: 1.45; }
    .masthead .to-search, body > footer, .contents, .skip, .here, .back, .crumb, .all-versions, .report, .related, [data-footnote-backref] { display: none; }
    .masthead { padding: 0 0 .5rem; }
    main { max-width: none; padding: 1.5rem 0 0; }
    h1, h2, h3, h4, h5, h6 { break-after: avoid; }
    p, li { orphans: 3; widows: 3; }
    figure, tr, .claims > li { break-inside: avoid; }
    .table { overflow: visible; max-height: none; }
    thead th { position: static; }
    .checked, .corrections { background: none; border: 0; border-top: 1pt solid var(--ink); border-radius: 0; padding: 1rem 0 0; }
    .claim { text-decoration: none; }
    /* On paper a mark leads to its claim by the number. */
    .check a::after { content: attr(data-claim); }
    a { color: inherit; }
    article a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .8em; overflow-wrap: anywhere; }
  }
}
`;
