import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { isForReview } from '#lib/detector/model.ts';
import { newsroomDetector, newsroomSettings } from '#lib/detector/newsroom.ts';
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
  const newsroom = newsroomSettings(process.env);
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
      <p>
        {newsroom ? (
          <>
            The newsroom’s own detector is on: {newsroomDetector(newsroom).name}. It is asked after a save or
            an import was answered, and its suggestions never block. {detector.newsroom.accepted} accepted,{' '}
            {detector.newsroom.dismissed} dismissed
            {isForReview(detector.newsroom) && <span className="for-review">for review</span>}
          </>
        ) : (
          <span className="quiet">
            A newsroom can add a detector of its own, a language model behind an OpenAI-compatible address:
            see DETECTOR_URL in the README. None is set.
          </span>
        )}
      </p>
      <DetectorForm detector={detector} readOnly={!maySetDetector(actor)} />
    </div>
  );
}
