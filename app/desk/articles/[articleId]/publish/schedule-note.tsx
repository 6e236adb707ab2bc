import type { Schedules } from '#lib/schedules/model.ts';
import { ActionForm } from '../../../action-form.tsx';
import { InZones } from '../../../in-zones.tsx';
import { cancelScheduleAction } from './actions.ts';
import { BlockerList } from './blocker-list.tsx';

/** When the article is to be published, or why it was not when it was to be. */
export function ScheduleNote({
  articleId,
  schedules: { pending, failed },
  mayCancel,
}: {
  articleId: string;
  schedules: Schedules;
  mayCancel: boolean;
}) {
  return (
    <>
      {failed && (
        <div className="alert">
          <p>
            It was not published on <InZones at={failed.at} zone={failed.timeZone} />, as {failed.by} had
            scheduled. {failed.reason}
          </p>
          {failed.blockers.length > 0 && (
            <details>
              <summary>What stood in the way then</summary>
              <BlockerList articleId={articleId} blockers={failed.blockers} />
            </details>
          )}
        </div>
      )}
      {pending && (
        <div className="note">
          <p>
            {pending.by} scheduled it for{' '}
            <strong>
              <InZones at={pending.at} zone={pending.timeZone} />
            </strong>
            . It is published as it then stands, if nothing stands in the way then.
          </p>
          {pending.correction && <p>With this correction: {pending.correction}</p>}
          {mayCancel && (
            <ActionForm
              action={cancelScheduleAction}
              submit="Cancel the publication"
              confirm="Yes, cancel it"
              buttonClass="small"
            >
              <input type="hidden" name="articleId" value={articleId} />
            </ActionForm>
          )}
        </div>
      )}
    </>
  );
}
