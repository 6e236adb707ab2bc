import Link from 'next/link';
import type { ReactNode } from 'react';
import { deskDb } from '#db/client.ts';
import { mayReadAudit } from '#lib/audit/policy.ts';
import { mayReadFigures } from '#lib/figures/policy.ts';
import { mayImport } from '#lib/import/policy.ts';
import { countNotices } from '#lib/notices/queries.ts';
import { countReports } from '#lib/reports/queries.ts';
import { mayRevise } from '#lib/sections/policy.ts';
import { roleNames } from '#lib/staff/model.ts';
import { mayManageStaff } from '#lib/staff/policy.ts';
import { mayManageWebhooks } from '#lib/webhooks/policy.ts';
import { requireActor } from '../session.ts';
import { DeskNav } from './desk-nav.tsx';
import { PaletteKeys } from './palette/keys.tsx';
import { SignOutButton } from './sign-out-button.tsx';

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const [waiting, notices] = await Promise.all([
    countReports(actor, deskDb()),
    countNotices(actor, deskDb()),
  ]);
  const links = [
    { href: '/desk', name: 'Articles' },
    { href: '/desk/queue', name: 'Queue' },
    { href: '/desk/reports', name: waiting > 0 ? `Reports (${waiting})` : 'Reports' },
    ...(mayImport(actor) ? [{ href: '/desk/import', name: 'Import' }] : []),
    { href: '/desk/tags', name: 'Tags' },
    { href: '/desk/detector', name: 'Detector' },
    { href: '/desk/site', name: 'Site' },
    ...(mayManageStaff(actor) ? [{ href: '/desk/staff', name: 'Staff' }] : []),
    ...(mayManageWebhooks(actor) ? [{ href: '/desk/webhooks', name: 'Webhooks' }] : []),
    ...(mayReadFigures(actor) ? [{ href: '/desk/figures', name: 'Figures' }] : []),
    ...(mayReadAudit(actor) ? [{ href: '/desk/audit', name: 'Audit log' }] : []),
  ];
  const others = [
    { href: '/desk/search', name: 'Search the drafts' },
    { href: '/desk/notices', name: 'Notices' },
    { href: '/desk/account', name: 'Your account' },
    { href: '/desk/export', name: 'Export' },
    ...(mayImport(actor) ? [{ href: '/desk/import/many', name: 'Import many files' }] : []),
  ];
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="masthead">
        <Link prefetch={false} href="/desk" className="wordmark">
          Galley
        </Link>
        <DeskNav links={links} />
        <div className="who">
          <PaletteKeys pages={[...links, ...others]} revises={mayRevise(actor)} />
          <Link prefetch={false} href="/desk/notices">
            {notices > 0 ? `Notices (${notices})` : 'Notices'}
          </Link>
          <Link prefetch={false} href="/desk/account">
            <span className="full">
              {actor.name} <small>{roleNames[actor.role]}</small>
            </span>
            <span className="short">Account</span>
          </Link>
          <SignOutButton />
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
