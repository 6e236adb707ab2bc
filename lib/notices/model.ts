/** What somebody can be told. The kind and the detail say what; the words are app/desk/notices/notice-line.tsx's. */
export type News =
  | { kind: 'schedule.failed'; articleId: string; detail: { publishAt: string; reason: string } }
  | { kind: 'webhook.off'; articleId?: undefined; detail: { url: string } };

/** A notice as its reader sees it. */
export type Notice = News & { id: string; madeAt: Date; dismissed: boolean; title: string | null };
