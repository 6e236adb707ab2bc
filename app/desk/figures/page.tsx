import type { Metadata } from 'next';
import Link from 'next/link';
import { deskDb } from '#db/client.ts';
import { readFigures } from '#lib/figures/queries.ts';
import { requireActor } from '../../session.ts';
import { AcceptedChart, BarChart } from './bar-chart.tsx';

export const metadata: Metadata = { title: 'Figures' };

export default async function FiguresPage() {
  const actor = await requireActor();
  const figures = await readFigures(actor, deskDb());
  if (!figures)
    return (
      <div className="page narrow">
        <h1>Figures</h1>
        <p>The managing editor reads the figures of the desk.</p>
      </div>
    );
  return (
    <div className="page">
      <h1>Figures</h1>
      <BarChart
        title="Flags in the way, by age"
        about="What keeps articles from readers now, and how long ago it was raised."
        unit="Flags"
        bars={figures.openByAge}
      />
      <BarChart
        title="Time to the first verdict"
        about="By the week in which it was given: half of the flags waited no longer. Hours; a dash is a week without a verdict."
        unit="Hours, median"
        bars={figures.hoursToVerdict}
      />
      <AcceptedChart rules={figures.acceptedByRule} />
      <BarChart
        title="Corrections after publication"
        about="By month."
        unit="Corrections"
        bars={figures.corrections}
      />
      <p>
        What each rule looks for, and how it is set, stands on the page of{' '}
        <Link prefetch={false} href="/desk/detector">
          the detector
        </Link>
        .
      </p>
    </div>
  );
}
