import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import type { SiteLogo } from '#lib/site/model.ts';
import { maySetSite } from '#lib/site/policy.ts';
import { readSiteDesk, readSiteLogo } from '#lib/site/queries.ts';
import { firstName } from '../../(reader)/site.ts';
import { requireActor } from '../../session.ts';
import { ActionForm } from '../action-form.tsx';
import { When } from '../when.tsx';
import { setLogoAction } from './actions.ts';
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
      <Logo logo={await readSiteLogo(deskDb())} name={site.settings.name} readOnly={!maySetSite(actor)} />
    </div>
  );
}

function Logo({ logo, name, readOnly }: { logo: SiteLogo | null; name: string; readOnly: boolean }) {
  return (
    <section>
      <h2>Logo</h2>
      {logo ? (
        // biome-ignore lint/performance/noImgElement: it is small, and served as it came.
        <img className="logo" src={logo.path} alt={name} width={logo.width} height={logo.height} />
      ) : (
        <p className="quiet">None: the name stands at the head of every page.</p>
      )}
      {!readOnly && (
        <>
          <ActionForm
            action={setLogoAction}
            submit={logo ? 'Replace it' : 'Use this picture'}
            className="stack"
          >
            <label>
              A picture in place of the name
              <input name="logo" type="file" accept="image/png,image/jpeg,image/webp" required />
              <small>
                PNG, JPEG or WebP, 100 kB at most. It is shown 35 pixels high, on light and on dark paper.
              </small>
            </label>
          </ActionForm>
          {logo && (
            <ActionForm action={setLogoAction} submit="Remove the logo" confirm="Show the name instead" />
          )}
        </>
      )}
    </section>
  );
}
