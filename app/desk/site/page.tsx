import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { maySetSite } from '#lib/site/policy.ts';
import { readSiteDesk } from '#lib/site/queries.ts';
import { firstName } from '../../(reader)/site.ts';
import { requireActor } from '../../session.ts';
import { When } from '../when.tsx';
import { SiteForm } from './site-form.tsx';

export const metadata: Metadata = { title: 'Site' };

export default async function Site() {
  const actor = await requireActor();
  const site = await readSiteDesk(actor, deskDb(), firstName());
  if (!site) notFound();
  return (
    <div className="page narrow">
      <h1>Site</h1>
      <p className="about">How the public pages present themselves. A change reaches every page at once.</p>
      <p className="quiet">
        {site.decided ? (
          <>
            Set by {site.decided.by}, <When at={site.decided.at} />.
          </>
        ) : (
          'Nobody has changed anything yet.'
        )}{' '}
        {!maySetSite(actor) && 'The managing editor changes the settings.'}
      </p>
      <SiteForm site={site} readOnly={!maySetSite(actor)} />
    </div>
  );
}
