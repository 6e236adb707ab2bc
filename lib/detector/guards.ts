import type { Block, SectionText } from '#lib/sections/text.ts';
import type { Guard } from './model.ts';
import type { Sentence } from './segment.ts';
import { isAttributed, isCited, takesUpThread } from './sources.ts';
import { sourcedCells } from './tables.ts';

export const months = 'january|february|march|april|may|june|july|august|september|october|november|december';
const dated = new RegExp(
  String.raw`\b(?:1[5-9]|20)\d\d\b|\b\d{1,2} (?:${months})\b|\b(?:${months}) \d{1,2}\b`,
);
const asking =
  /^(?:(?:and|but|so|in|at|by|for|from|on|to|with|under|until|since) )?(?:what|who|whom|whose|which|when|where|why|how|is|are|was|were|do|does|did|can|could|will|would|should|shall|may|might|must|has|have|had)\b.*\?$/;
const conditional = /^(?:if|when|whether|should|had|were|suppose|assuming|unless)\b|\bif\b|\?$/;

/** So many sentences with figures may follow the one that says whose they are. */
const longestRun = 4;

/**
 * Answers the guards of one section's sentences; each answer is worked out once.
 * @param prepared the section's text in lower case with quotations blanked out
 */
export class SentenceGuards {
  private readonly known = new Map<string, boolean>();
  private sourced: Set<Block> | undefined;
  private readonly section: SectionText;
  private readonly prepared: string;
  private readonly all: Sentence[];

  constructor(section: SectionText, prepared: string, all: Sentence[]) {
    this.section = section;
    this.prepared = prepared;
    this.all = all;
  }

  /** Whether the guard holds for the sentence with this index and a hit that starts at `at`. */
  holds(guard: Guard, index: number, at: number): boolean {
    if (guard === 'name') return this.isName(index, at);
    if (guard === 'figured') return /[\d$€£¥]/.test(this.section.text[at] ?? '') && this.isInRun(index);
    const key = `${guard}${index}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const answer = this.answer(guard, index);
    this.known.set(key, answer);
    return answer;
  }

  private isName(index: number, at: number): boolean {
    const sentence = this.all[index];
    if (!sentence || at <= sentence.start + 1) return false;
    if (!/\p{Lu}/u.test(this.section.text[at] ?? '')) return false;
    return sentence.block.kind !== 'heading' && /\s\p{Ll}/u.test(this.text(sentence));
  }

  /** Whether the sentence goes on a run of sentences with figures, in the same block, of which one says whose they are. */
  private isInRun(index: number): boolean {
    for (let at = index - 1; at >= index - longestRun; at--) {
      const before = this.all[at];
      if (!before || before.block !== this.all[index]?.block || !/\d/.test(this.text(before))) return false;
      if (this.holds('attributed', at, before.start)) return true;
    }
    return false;
  }

  private answer(guard: Exclude<Guard, 'name' | 'figured'>, index: number): boolean {
    const sentence = this.all[index];
    if (!sentence) return false;
    const plainText = this.prepared.slice(sentence.start, sentence.end);
    switch (guard) {
      case 'sourced':
        return this.isSourced(sentence, index);
      case 'cited':
        return isCited(this.text(sentence), sentence.start, this.section.links);
      case 'attributed':
        return isAttributed(this.text(sentence));
      case 'conditional':
        return conditional.test(plainText);
      case 'asking':
        return asking.test(plainText);
      case 'dated':
        return dated.test(this.text(sentence).toLowerCase());
    }
  }

  private isSourced(sentence: Sentence, index: number): boolean {
    const text = this.text(sentence);
    if (isCited(text, sentence.start, this.section.links) || isAttributed(text)) return true;
    if (sentence.block.kind === 'cell') {
      this.sourced ??= sourcedCells(this.section);
      return this.sourced.has(sentence.block);
    }
    const previous = this.all[index - 1];
    if (!previous || previous.block !== sentence.block) return false;
    if (isCited(this.text(previous), previous.start, this.section.links)) return true;
    return takesUpThread(text) && isAttributed(this.text(previous));
  }

  private text(sentence: Sentence): string {
    return this.section.text.slice(sentence.start, sentence.end);
  }
}
