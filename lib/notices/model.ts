/** What somebody can be told. The kind and the detail say what; the words are those of words.ts. */
export type News =
  | { kind: 'schedule.failed'; articleId: string; detail: { publishAt: string; reason: string } }
  | { kind: 'webhook.off'; articleId?: undefined; detail: { url: string } }
  | { kind: 'flag.mentioned' | 'flag.discussed'; articleId: string; detail: OnFlag }
  | { kind: 'flag.assigned'; articleId: string; detail: OnFlag & { dueOn: string | null } }
  | {
      kind: 'flag.due';
      articleId: string;
      detail: { flagId: string; quote: string; dueOn: string; passed: boolean };
    }
  | { kind: 'flag.rewrite'; articleId: string; detail: OnFlag & { reason: string } }
  | {
      kind: 'revision.sent-back';
      articleId: string;
      /** Older notices do not say which section by its heading. */
      detail: { sectionId: string; heading?: string; by: string; note: string };
    }
  | { kind: 'article.unblocked'; articleId: string; detail: Record<string, never> }
  | { kind: 'article.published'; articleId: string; detail: { by: string; number: number } };

/** A flag that something is said of, in its words, and by whom. */
type OnFlag = { flagId: string; quote: string; by: string };

/** A notice as its reader sees it. */
export type Notice = News & { id: string; madeAt: Date; dismissed: boolean; title: string | null };

/** Does it say that something went wrong which somebody has to put right? */
export const isUrgent = ({ kind }: Notice) => kind === 'schedule.failed' || kind === 'webhook.off';
