import type { Metadata } from 'next';
import { deskDb } from '#db/client.ts';
import { readSecondFactor } from '#lib/secondfactor/queries.ts';
import { listSessions } from '#lib/sessions/queries.ts';
import { roleNames } from '#lib/staff/model.ts';
import { currentSession, requireActor } from '../../session.ts';
import { NewPassword } from '../../sign-in/new-password.tsx';
import { ActionForm } from '../action-form.tsx';
import { When } from '../when.tsx';
import { count } from '../words.ts';
import {
  changePasswordAction,
  endOtherSessionsAction,
  endSecondFactorAction,
  endSessionAction,
} from './actions.ts';
import { SecondFactor } from './second-factor.tsx';

export const metadata: Metadata = { title: 'Your account' };

export default async function Account() {
  const actor = await requireActor();
  const [current, sessions, second] = await Promise.all([
    currentSession(),
    listSessions(actor, deskDb()),
    readSecondFactor(actor, deskDb()),
  ]);
  return (
    <div className="page narrow">
      <h1>Your account</h1>
      <p>
        <strong>{actor.name}</strong>, {roleNames[actor.role]}
      </p>
      <section>
        <h2>Where you are signed in</h2>
        <ul className="staff">
          {sessions.map((session) => (
            <li key={session.id}>
              <span>
                <strong>{session.browser}</strong>
                {session.id === current?.id && ', this one'}
                <br />
                <span className="quiet">
                  From {session.network}, since <When at={session.startedAt} />
                  <br />
                  Last seen <When at={session.seenAt} />
                </span>
              </span>
              {session.id !== current?.id && (
                <ActionForm action={endSessionAction} submit="Sign out there" buttonClass="small">
                  <input type="hidden" name="sessionId" value={session.id} />
                </ActionForm>
              )}
            </li>
          ))}
        </ul>
        {sessions.length > 1 && (
          <ActionForm action={endOtherSessionsAction} submit="Sign out everywhere else" buttonClass="small" />
        )}
      </section>
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
      <section>
        <h2>A code at sign-in</h2>
        {second ? (
          <ActionForm action={endSecondFactorAction} submit="Ask for no code any more" className="stack">
            <p>Sign-in asks for a code of your app. {count(second.recoveryCodes, 'recovery code')} left.</p>
            <label>
              A code, to turn this off
              <input name="code" autoComplete="one-time-code" required maxLength={40} />
            </label>
          </ActionForm>
        ) : (
          <SecondFactor />
        )}
      </section>
    </div>
  );
}
