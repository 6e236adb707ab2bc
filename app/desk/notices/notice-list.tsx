import Link from 'next/link';
import { isUrgent, type Notice } from '#lib/notices/model.ts';
import { ActionForm } from '../action-form.tsx';
import { InZones } from '../in-zones.tsx';
import { When } from '../when.tsx';
import { excerpt } from '../words.ts';
import { dismissNoticeAction } from './actions.ts';

/** What somebody was told; each notice stays until they put it away. */
export function NoticeList({ notices, label }: { notices: Notice[]; label: string }) {
  return (
    <ul className="notices" aria-label={label}>
      {notices.map((notice) => (
        <li key={notice.id} className={!notice.dismissed && isUrgent(notice) ? 'alert' : 'note'}>
          <p>
            <Words notice={notice} />{' '}
            <span className="quiet">
              <When at={notice.madeAt} />
            </span>
          </p>
          {!notice.dismissed && (
            <ActionForm action={dismissNoticeAction} submit="Put away" buttonClass="small">
              <input type="hidden" name="noticeId" value={notice.id} />
            </ActionForm>
          )}
        </li>
      ))}
    </ul>
  );
}

function Words({ notice }: { notice: Notice }) {
  switch (notice.kind) {
    case 'schedule.failed':
      return (
        <>
          <Link prefetch={false} href={`/desk/articles/${notice.articleId}/publish`}>
            {notice.title}
          </Link>{' '}
          was not published at its time, <InZones at={new Date(notice.detail.publishAt)} />.{' '}
          {notice.detail.reason}
        </>
      );
    case 'flag.mentioned':
    case 'flag.discussed':
      return (
        <>
          {notice.detail.by} {notice.kind === 'flag.mentioned' ? 'asks you about' : 'answered about'}{' '}
          <Link prefetch={false} href={`/desk/flags/${notice.detail.flagId}#discussion`}>
            “{excerpt(notice.detail.quote, 90)}”
          </Link>{' '}
          in {notice.title}.
        </>
      );
    case 'flag.assigned':
      return (
        <>
          {notice.detail.by} gave you{' '}
          <Link prefetch={false} href={`/desk/flags/${notice.detail.flagId}`}>
            “{excerpt(notice.detail.quote, 90)}”
          </Link>{' '}
          in {notice.title} to answer{notice.detail.dueOn && ` by ${notice.detail.dueOn}`}.
        </>
      );
    case 'flag.rewrite':
      return (
        <>
          {notice.detail.by} wants{' '}
          <Link prefetch={false} href={`/desk/flags/${notice.detail.flagId}`}>
            “{excerpt(notice.detail.quote, 90)}”
          </Link>{' '}
          in {notice.title} rewritten. {notice.detail.reason}
        </>
      );
    case 'revision.sent-back':
      return (
        <>
          {notice.detail.by} sent{' '}
          <Link prefetch={false} href={`/desk/articles/${notice.articleId}#${notice.detail.sectionId}`}>
            a section of {notice.title}
          </Link>{' '}
          back: {notice.detail.note}
        </>
      );
    case 'article.unblocked':
      return (
        <>
          Nothing stands in the way of publishing{' '}
          <Link prefetch={false} href={`/desk/articles/${notice.articleId}/publish`}>
            {notice.title}
          </Link>{' '}
          any more.
        </>
      );
    case 'article.published':
      return (
        <>
          {notice.detail.by} published version {notice.detail.number} of{' '}
          <Link prefetch={false} href={`/desk/articles/${notice.articleId}`}>
            {notice.title}
          </Link>
          .
        </>
      );
    case 'webhook.off':
      return (
        <>
          <Link prefetch={false} href="/desk/webhooks">
            The webhook to {notice.detail.url}
          </Link>{' '}
          was switched off: it had not taken a message for a day.
        </>
      );
  }
}
