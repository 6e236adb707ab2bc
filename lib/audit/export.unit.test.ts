import { describe, expect, test } from 'vitest';
import { csvHead, csvLine, jsonLine } from './export.ts';
import type { ExportedEvent } from './model.ts';

const event: ExportedEvent = {
  ...{ seq: 7, at: new Date('2026-03-04T05:06:07Z'), actor: 'Ada, "the" Countess', actorId: 'a' },
  ...{ action: 'section.revised', articleId: 'b', sectionId: null, subjectId: 'c', hash: 'ff' },
  detail: { note: 'one\ntwo' },
};

describe('a line of CSV', () => {
  test('has a cell for each column, quoted, with what is quoted in it doubled', () => {
    expect(csvHead).toBe('seq,at,actor,action,articleId,sectionId,subjectId,detail,actorId,hash\r\n');
    expect(csvLine(event)).toBe(
      '"7","2026-03-04T05:06:07.000Z","Ada, ""the"" Countess","section.revised","b","","c","{""note"":""one\\ntwo""}","a","ff"\r\n',
    );
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])(
    'lets no spreadsheet run %j',
    (actor) => {
      expect(csvLine({ ...event, actor })).toContain(`"'${actor}"`);
    },
  );
});

test('a line of JSON is the event', () => {
  expect(JSON.parse(jsonLine(event))).toEqual({ ...event, at: '2026-03-04T05:06:07.000Z' });
});
