import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { currentActor } from '../session.ts';
import { SignInForm } from './sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignIn() {
  if (await currentActor()) redirect('/desk');
  return (
    <main className="sign-in">
      <p className="wordmark">Galley</p>
      <h1>Sign in to the desk</h1>
      <SignInForm />
      <p className="quiet">
        No account? The managing editor adds staff. <a href="/">Read what is published</a>.
      </p>
    </main>
  );
}
