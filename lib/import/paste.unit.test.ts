import { expect, test } from 'vitest';
import { pastedMarkdown } from './paste.ts';

const pasted = (html: string) => {
  const answer = pastedMarkdown(html);
  return answer.ok ? answer.markdown : answer.message;
};

test('what comes from Word has its words, lists, headings and tables, and nothing of its looks', () => {
  const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0cm}</style></head><body>
    <h2>Gates<o:p></o:p></h2>
    <p class=MsoNormal style="mso-margin-top-alt:auto"><span style="font-family:Arial">The <b>lock</b> was built in <i>1931</i>.<o:p></o:p></span></p>
    <p class=MsoListParagraphCxSpFirst style="mso-list:l0 level1 lfo1"><![if !supportLists]><span style="mso-list:Ignore">·<span>&nbsp;&nbsp; </span></span><![endif]>Oak</p>
    <p class=MsoListParagraphCxSpLast style="mso-list:l0 level1 lfo1"><![if !supportLists]><span style="mso-list:Ignore">·<span>&nbsp;&nbsp; </span></span><![endif]>Iron</p>
    <table class=MsoTableGrid><tr><td><p class=MsoNormal>Year</p></td><td><p class=MsoNormal>Boats</p></td></tr>
    <tr><td><p class=MsoNormal>1932</p></td><td><p class=MsoNormal>412</p></td></tr></table></body></html>`;
  expect(pasted(word)).toBe(
    '## Gates\n\nThe **lock** was built in *1931*.\n\n- Oak\n- Iron\n\n| | |\n| - | - |\n| Year | Boats |\n| 1932 | 412 |',
  );
});

test('what comes from Google Docs has the emphasis that its styles say, and not the one of its wrapper', () => {
  const docs = `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:400">Plain and </span><span style="font-weight:700">bold</span><span style="font-weight:400"> words.</span></p><ul><li dir="ltr"><p dir="ltr" role="presentation"><span>One</span></p></li></ul></b>`;
  expect(pasted(docs)).toBe('Plain and **bold** words.\n\n- One');
});

test('scripts and pictures by data leave nothing behind', () => {
  expect(pasted('<p>Words<script>alert(1)</script><img src="data:image/png;base64,AAAA"></p>')).toBe('Words');
});

test('words that Google Docs strikes out are struck out, and its links lead where they lead', () => {
  const docs = `<b style="font-weight:normal" id="docs-internal-guid-2"><p><span style="text-decoration:line-through;font-weight:400">It leaked.</span><span> It holds,</span><span style="font-weight:700;text-decoration: underline line-through">always</span><span> </span><a href="https://www.google.com/url?q=https://example.org/lock?a%3D1%26b%3D2&amp;sa=D&amp;ust=1"><span style="text-decoration:underline">as a register says</span></a>.</p></b>`;
  expect(pasted(docs)).toBe(
    '~~It leaked.~~ It holds,**~~always~~** [as a register says](https://example.org/lock?a=1\\&b=2).',
  );
  expect(pasted('<p><a href="https://www.google.com/url?q=javascript:alert(1)">No</a></p>')).toBe('No');
});
