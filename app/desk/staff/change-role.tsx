'use client';

import { useState } from 'react';
import { roleNames, roles, type StaffMember } from '#lib/staff/model.ts';
import { ActionForm } from '../action-form.tsx';
import { changeRoleAction } from './actions.ts';

/** One press opens the choice of roles; the next one gives the role that was chosen. */
export function ChangeRole({ person }: { person: Pick<StaffMember, 'id' | 'name' | 'role'> }) {
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <button type="button" className="small" onClick={() => setOpen(true)}>
        Change role<span className="sr-only"> of {person.name}</span>
      </button>
    );
  return (
    <div className="change-role">
      <ActionForm action={changeRoleAction} submit="Give this role" className="row" buttonClass="small">
        <input type="hidden" name="staffId" value={person.id} />
        <label>
          <span className="sr-only">Role of {person.name}</span>
          {/* biome-ignore lint/a11y/noAutofocus: it appears because the person pressed "Change role", and is what comes next. */}
          <select name="role" defaultValue={person.role} autoFocus>
            {roles.map((role) => (
              <option key={role} value={role}>
                {roleNames[role]}
              </option>
            ))}
          </select>
        </label>
      </ActionForm>
      <button type="button" className="small" onClick={() => setOpen(false)}>
        Keep
      </button>
      <small>It signs {person.name} out everywhere.</small>
    </div>
  );
}
