import Link from 'next/link';
import { isUrgent, type Notice } from '#lib/notices/model.ts';
import { wordsOf } from '#lib/notices/words.ts';
import { ActionForm } from '../action-form.tsx';
import { InZones } from '../in-zones.tsx';
import { When } from '../when.tsx';
import { dismissNoticesAction } from './actions.ts';

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
            <ActionForm action={dismissNoticesAction} submit="Put away" buttonClass="small">
              <input type="hidden" name="noticeId" value={notice.id} />
            </ActionForm>
          )}
        </li>
      ))}
    </ul>
  );
}

function Words({ notice }: { notice: Notice }) {
  const { lead, label, path, rest } = wordsOf(notice);
  const link = (
    <Link prefetch={false} href={path}>
      {label}
    </Link>
  );
  if (notice.kind === 'schedule.failed')
    return (
      <>
        {link} was not published at its time, <InZones at={new Date(notice.detail.publishAt)} />.{' '}
        {notice.detail.reason}
      </>
    );
  return (
    <>
      {lead}
      {link}
      {rest}
    </>
  );
}
