'use server';

import { deskDb } from '#db/client.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { settleReport } from '#lib/reports/commands.ts';
import { settledReport } from '#lib/reports/schema.ts';
import { asActor } from '../../session.ts';
import { shown } from '../shown.ts';

export async function settleReportAction(data: FormData): Promise<Answer> {
  const report = checked(settledReport, Object.fromEntries(data));
  if (!report.ok) return report;
  const answer = await asActor((actor) => settleReport(actor, deskDb(), report.value));
  return shown(answer);
}
