import type { Metadata } from 'next';
import { roleNames } from '#lib/staff/model.ts';
import { requireActor } from '../../session.ts';
import { NewPassword } from '../../sign-in/new-password.tsx';
import { ActionForm } from '../action-form.tsx';
import { changePasswordAction } from './actions.ts';

export const metadata: Metadata = { title: 'Your account' };

export default async function Account() {
  const actor = await requireActor();
  return (
    <div className="page narrow">
      <h1>Your account</h1>
      <p>
        <strong>{actor.name}</strong>, {roleNames[actor.role]}
      </p>
      <section>
        <h2>Password</h2>
        <ActionForm
          action={changePasswordAction}
          submit="Change the password"
          className="stack"
          buttonClass="primary"
        >
          <p className="quiet">You are signed out everywhere, and sign in again with the new one.</p>
          <label>
            Password that you have now
            <input name="old" type="password" autoComplete="current-password" required />
          </label>
          <NewPassword />
        </ActionForm>
      </section>
    </div>
  );
}
