import Link from 'next/link';
import type { Notice } from '#lib/notices/model.ts';
import { ActionForm } from '../action-form.tsx';
import { InZones } from '../in-zones.tsx';
import { When } from '../when.tsx';
import { dismissNoticeAction } from './actions.ts';

/** What somebody was told; each notice stays until they put it away. */
export function NoticeList({ notices, label }: { notices: Notice[]; label: string }) {
  return (
    <ul className="notices" aria-label={label}>
      {notices.map((notice) => (
        <li key={notice.id} className={notice.dismissed ? 'note' : 'alert'}>
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
