import type { Metadata } from 'next';
import { deskDb } from '#db/client.ts';
import { listNotices } from '#lib/notices/queries.ts';
import { requireActor } from '../../session.ts';
import { NoticeList } from './notice-list.tsx';

export const metadata: Metadata = { title: 'Notices' };

export default async function Notices() {
  const actor = await requireActor();
  const notices = await listNotices(actor, deskDb(), { open: false });
  return (
    <div className="page narrow">
      <h1>Notices</h1>
      {notices.length === 0 ? (
        <p className="quiet">Nothing that you have to know. What Galley tells you stands here.</p>
      ) : (
        <NoticeList notices={notices} label="All notices" />
      )}
    </div>
  );
}
