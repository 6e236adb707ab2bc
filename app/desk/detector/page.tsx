import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { maySetDetector } from '#lib/detector/policy.ts';
import { readDetector } from '#lib/detector/queries.ts';
import { requireActor } from '../../session.ts';
import { When } from '../when.tsx';
import { DetectorForm } from './detector-form.tsx';

export const metadata: Metadata = { title: 'Detector' };

export default async function Detector() {
  const actor = await requireActor();
  const detector = await readDetector(actor, deskDb());
  if (!detector) notFound();
  return (
    <div className="page">
      <h1>Detector</h1>
      <p className="about">
        It suggests flags when an article is imported or a section is saved. People confirm or dismiss what it
        suggests; a rule that they dismiss more than 60 % of the time, over 20 answers or more, is marked for
        review.
      </p>
      <p className="note">
        Changing these settings does not touch flags that exist. They hold for what is imported and saved from
        then on; “Look again” on an article’s page applies them to its text as it stands.
      </p>
      <p className="quiet">
        {detector.decided ? (
          <>
            Set by {detector.decided.by}, <When at={detector.decided.at} />.
          </>
        ) : (
          'Nobody has changed anything yet: every rule is as Galley brings it.'
        )}{' '}
        {!maySetDetector(actor) && 'The managing editor changes the settings.'}
      </p>
      <DetectorForm detector={detector} readOnly={!maySetDetector(actor)} />
    </div>
  );
}
