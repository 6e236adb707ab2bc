import type { Metadata } from 'next';
import { fetchesUrls } from '#lib/import/fetch-source.ts';
import { mayImport } from '#lib/import/policy.ts';
import { requireActor } from '../../session.ts';
import { ImportDesk } from './import-desk.tsx';

export const metadata: Metadata = { title: 'Import' };

export default async function Import() {
  const actor = await requireActor();
  if (!mayImport(actor))
    return (
      <div className="page narrow">
        <h1>Import</h1>
        <p>Editors import articles. You can read and flag them as soon as they are in.</p>
      </div>
    );
  return <ImportDesk fetches={fetchesUrls(process.env)} />;
}
