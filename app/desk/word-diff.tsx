import { diffWords } from '#lib/sections/diff.ts';

/** What became of a text, word by word. */
export function WordDiff({ before, after }: { before: string; after: string }) {
  return (
    <div className="diff">
      {diffWords(before, after).map((part, index) => {
        const Tag = part.type === 'added' ? 'ins' : part.type === 'removed' ? 'del' : 'span';
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one diff never move
        return <Tag key={index}>{part.text}</Tag>;
      })}
    </div>
  );
}

/** A section as one text: its heading, then its body. */
export function fullText({ heading, body }: { heading: string; body: string }): string {
  return heading ? `${heading}\n\n${body}` : body;
}
