import type { Notice } from './model.ts';

/** A notice in words, with what it leads to in the middle. `path` is an address of the desk. */
export type NoticeWords = { lead: string; label: string; path: string; rest: string };

/** A text shortened to at most `most` characters, cut between words. */
export function excerpt(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most).replace(/\s+\S*$/, '');
  return `${cut}…`;
}

/** What a notice says, on the desk and by e-mail. */
export function wordsOf(notice: Notice): NoticeWords {
  const title = notice.title ?? 'an article';
  switch (notice.kind) {
    case 'schedule.failed':
      return {
        ...{ lead: '', label: title, path: `/desk/articles/${notice.articleId}/publish` },
        rest: ` was not published at its time. ${notice.detail.reason}`,
      };
    case 'flag.mentioned':
    case 'flag.discussed':
      return {
        lead: `${notice.detail.by} ${notice.kind === 'flag.mentioned' ? 'asks you about' : 'answered about'} `,
        ...flagged(notice.detail, '#discussion'),
        rest: ` in ${title}.`,
      };
    case 'flag.assigned':
      return {
        ...{ lead: `${notice.detail.by} gave you `, ...flagged(notice.detail) },
        rest: ` in ${title} to answer${notice.detail.dueOn ? ` by ${notice.detail.dueOn}` : ''}.`,
      };
    case 'flag.due':
      return {
        ...{ lead: notice.detail.passed ? 'You were to answer ' : 'You are to answer ' },
        ...flagged(notice.detail),
        rest: ` in ${title} by ${notice.detail.dueOn}${notice.detail.passed ? ', which has passed' : ''}.`,
      };
    case 'flag.rewrite':
      return {
        ...{ lead: `${notice.detail.by} wants `, ...flagged(notice.detail) },
        rest: ` in ${title} rewritten. ${notice.detail.reason}`,
      };
    case 'revision.sent-back':
      return {
        ...{ lead: `${notice.detail.by} sent `, label: sectionOf(notice.detail.heading) },
        path: `/desk/articles/${notice.articleId}#${notice.detail.sectionId}`,
        rest: ` of ${title} back: ${notice.detail.note}`,
      };
    case 'article.unblocked':
      return {
        ...{ lead: 'Nothing stands in the way of publishing ', label: title, rest: ' any more.' },
        path: `/desk/articles/${notice.articleId}/publish`,
      };
    case 'article.published':
      return {
        ...{ lead: `${notice.detail.by} published version ${notice.detail.number} of `, label: title },
        ...{ path: `/desk/articles/${notice.articleId}`, rest: '.' },
      };
    case 'webhook.off':
      return {
        ...{ lead: '', label: `The webhook to ${notice.detail.url}`, path: '/desk/webhooks' },
        rest: ' was switched off: it had not taken a message for a day.',
      };
  }
}

/** A section by its heading; the opening of an article has none. */
function sectionOf(heading = ''): string {
  return heading ? `“${excerpt(heading, 90)}”` : 'a section';
}

function flagged({ flagId, quote }: { flagId: string; quote: string }, at = '') {
  return { label: `“${excerpt(quote, 90)}”`, path: `/desk/flags/${flagId}${at}` };
}
