import type { Metadata } from 'next';
import { deskDb } from '#db/client.ts';
import { readLink } from '#lib/staff/queries.ts';
import { ActionForm } from '../../../desk/action-form.tsx';
import { NewPassword } from '../../new-password.tsx';
import { setPasswordAction } from './actions.ts';

// The address is a key: it is told to nobody, not even in the header that names where a request comes from.
export const metadata: Metadata = { title: 'Set your password', referrer: 'no-referrer', robots: 'noindex' };

export default async function SetPassword({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await readLink(deskDb(), token);
  if (!link)
    return (
      <main className="sign-in">
        <p className="wordmark">Galley</p>
        <h1>This link is not good any more</h1>
        <p>It was used already, is too old, or was replaced by a newer one.</p>
        <p>The managing editor can make you another.</p>
        <p className="quiet">
          <a href="/sign-in">Sign in</a>
        </p>
      </main>
    );
  return (
    <main className="sign-in">
      <p className="wordmark">Galley</p>
      <h1>{link.purpose === 'invitation' ? `Welcome, ${link.name}` : `A new password for ${link.name}`}</h1>
      <ActionForm
        action={setPasswordAction}
        submit="Set the password"
        className="stack"
        buttonClass="primary"
      >
        <input type="hidden" name="token" value={token} />
        {/* For whatever remembers passwords. */}
        <label>
          E-mail address
          <input type="email" autoComplete="username" readOnly value={link.email} />
        </label>
        <NewPassword />
      </ActionForm>
    </main>
  );
}
