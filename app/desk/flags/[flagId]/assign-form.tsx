import type { Assignment, Colleague } from '#lib/discussion/model.ts';
import { mayAssign } from '#lib/discussion/policy.ts';
import type { Actor } from '#lib/staff/model.ts';
import { ActionForm } from '../../action-form.tsx';
import { assignAction } from './actions.ts';

/** Who is to answer the flag: taken with one press, given to somebody by a day, or handed back. */
export function AssignForm({
  flagId,
  assigned,
  colleagues,
  actor,
}: {
  flagId: string;
  assigned: Assignment | null;
  colleagues: Colleague[];
  actor: Actor;
}) {
  const mine = assigned?.staffId === actor.id;
  const holder = assigned
    ? `${mine ? 'You answer' : `${assigned.name} answers`} it${assigned.dueOn ? ` by ${assigned.dueOn}` : ''}.`
    : 'Nobody has taken it yet.';
  if (!mayAssign(actor)) return <p className="quiet">{holder}</p>;
  return (
    <div className="assign">
      <p>{holder}</p>
      <ActionForm action={assignAction} submit={mine ? 'Hand it back' : 'Take it'} buttonClass="small">
        <input type="hidden" name="flagId" value={flagId} />
        <input type="hidden" name="staffId" value={mine ? '' : actor.id} />
        <input type="hidden" name="dueOn" value={(!mine && assigned?.dueOn) || ''} />
      </ActionForm>
      <details>
        <summary>Give it to somebody</summary>
        <ActionForm action={assignAction} submit="Give it" className="row" buttonClass="small">
          <input type="hidden" name="flagId" value={flagId} />
          <label>
            Who
            <select name="staffId" defaultValue={assigned?.staffId ?? actor.id}>
              {colleagues.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            By (may be left open)
            <input type="date" name="dueOn" defaultValue={assigned?.dueOn ?? ''} />
          </label>
        </ActionForm>
      </details>
    </div>
  );
}
