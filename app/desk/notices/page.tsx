import type { Metadata } from 'next';
import { deskDb } from '#db/client.ts';
import { isMailOn, mailChoiceNames, mailChoices } from '#lib/mail/model.ts';
import { readMailChoice } from '#lib/mail/queries.ts';
import { listNotices } from '#lib/notices/queries.ts';
import { requireActor } from '../../session.ts';
import { ActionForm } from '../action-form.tsx';
import { chooseMailAction, dismissNoticesAction } from './actions.ts';
import { NoticeList } from './notice-list.tsx';

export const metadata: Metadata = { title: 'Notices' };

export default async function Notices() {
  const actor = await requireActor();
  const [notices, choice] = await Promise.all([
    listNotices(actor, deskDb(), { open: false }),
    readMailChoice(actor, deskDb()),
  ]);
  const open = notices.filter(({ dismissed }) => !dismissed);
  return (
    <div className="page narrow">
      <div className="page-head">
        <h1>Notices</h1>
        {open.length > 1 && (
          <ActionForm action={dismissNoticesAction} submit={`Put all ${open.length} away`}>
            {open.map(({ id }) => (
              <input key={id} type="hidden" name="noticeId" value={id} />
            ))}
          </ActionForm>
        )}
      </div>
      {notices.length === 0 ? (
        <p className="quiet">Nothing that you have to know. What Galley tells you stands here.</p>
      ) : (
        <NoticeList notices={notices} label="All notices" />
      )}
      <h2>By e-mail</h2>
      {isMailOn(process.env) ? (
        <ActionForm action={chooseMailAction} submit="Save" className="stack" done="Saved.">
          <fieldset className="choice" key={choice}>
            <legend>How do you want to be told?</legend>
            {mailChoices.map((value) => (
              <label key={value}>
                <input type="radio" name="notices" value={value} defaultChecked={value === choice} />
                {mailChoiceNames[value]}
              </label>
            ))}
          </fieldset>
        </ActionForm>
      ) : (
        <p className="quiet">This Galley sends no e-mail. What you have to know stands here.</p>
      )}
    </div>
  );
}
