import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { currentActor } from '../session.ts';
import { SignInForm } from './sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignIn({
  searchParams,
}: {
  searchParams: Promise<{ to?: string | string[]; set?: string | string[] }>;
}) {
  const { to, set } = await searchParams;
  // Only into the desk: an address from outside must not lead a person who signs in anywhere else.
  const next = typeof to === 'string' && /^\/desk(?:[/?#]|$)/.test(to) ? to : '/desk';
  if (await currentActor()) redirect(next);
  return (
    <main className="sign-in">
      <p className="wordmark">Galley</p>
      <h1>Sign in to the desk</h1>
      {set !== undefined && (
        <p role="status" className="done">
          Your password is set. Sign in with it.
        </p>
      )}
      <SignInForm to={next} />
      <p className="quiet">
        No account, or the password forgotten? The managing editor makes you a link.{' '}
        <a href="/">Read what is published</a>.
      </p>
    </main>
  );
}
