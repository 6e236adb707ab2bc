import type { Metadata } from 'next';
import { deskDb } from '#db/client.ts';
import { roleNames } from '#lib/staff/model.ts';
import { mayManageStaff } from '#lib/staff/policy.ts';
import { listStaff } from '#lib/staff/queries.ts';
import { requireActor } from '../../session.ts';
import { ActionForm } from '../action-form.tsx';
import { When } from '../when.tsx';
import { count } from '../words.ts';
import {
  deactivateStaffAction,
  endSessionsAction,
  removeSecondFactorAction,
  unbindProviderAction,
} from './actions.ts';
import { AddStaff } from './add-staff.tsx';
import { ChangeRole } from './change-role.tsx';
import { MakeLink } from './make-link.tsx';

export const metadata: Metadata = { title: 'Staff' };

export default async function Staff() {
  const actor = await requireActor();
  const staff = await listStaff(actor, deskDb());
  if (!mayManageStaff(actor))
    return (
      <div className="page narrow">
        <h1>Staff</h1>
        <p>The managing editor adds and removes staff.</p>
      </div>
    );
  return (
    <div className="page narrow">
      <h1>Staff</h1>
      <ul className="staff">
        {staff.map((person) => (
          <li key={person.id} data-active={person.active}>
            <span>
              <strong>{person.name}</strong>, {roleNames[person.role]}
              <br />
              <span className="quiet">
                {person.email}
                {!person.active && ' · Access ended'}
                {person.active && person.invited && ' · Invited, has set no password yet'}
                {person.linkUntil && (
                  <>
                    {' '}
                    · A link is good until <When at={person.linkUntil} />
                  </>
                )}
              </span>
            </span>
            {person.active && person.id !== actor.id && (
              <div className="row">
                <MakeLink person={person} />
                <ChangeRole key={person.role} person={person} />
                {person.sessions > 0 && (
                  <ActionForm
                    action={endSessionsAction}
                    submit={`Sign out (${count(person.sessions, 'session')})`}
                    confirm={`Sign ${person.name} out everywhere?`}
                    buttonClass="small"
                  >
                    <input type="hidden" name="staffId" value={person.id} />
                  </ActionForm>
                )}
                {person.secondFactor && (
                  <ActionForm
                    action={removeSecondFactorAction}
                    submit="Ask for no code"
                    confirm={`Has ${person.name} lost phone and recovery codes?`}
                    buttonClass="small"
                  >
                    <input type="hidden" name="staffId" value={person.id} />
                  </ActionForm>
                )}
                {person.byProvider && (
                  <ActionForm
                    action={unbindProviderAction}
                    submit="Unlink provider"
                    confirm={`Has ${person.name} another account at the provider now?`}
                    buttonClass="small"
                  >
                    <input type="hidden" name="staffId" value={person.id} />
                  </ActionForm>
                )}
                <ActionForm
                  action={deactivateStaffAction}
                  submit="End access"
                  confirm={`End ${person.name}’s access?`}
                  buttonClass="small"
                >
                  <input type="hidden" name="staffId" value={person.id} />
                </ActionForm>
              </div>
            )}
          </li>
        ))}
      </ul>
      <AddStaff />
    </div>
  );
}
