import { describe, expect, test } from 'vitest';
import { instantsAt, inZone, isTimeZone } from './zone.ts';

describe('a time on the wall is', () => {
  test.each([
    ['in UTC', '2026-11-24T18:00', 'UTC', ['2026-11-24T18:00:00.000Z']],
    ['in winter', '2026-11-24T18:00', 'Europe/Berlin', ['2026-11-24T17:00:00.000Z']],
    ['in summer', '2026-07-01T18:00', 'Europe/Berlin', ['2026-07-01T16:00:00.000Z']],
    ['with a half hour', '2026-07-01T18:00', 'Asia/Kolkata', ['2026-07-01T12:30:00.000Z']],
    ['far from UTC', '2026-07-02T00:30', 'Pacific/Kiritimati', ['2026-07-01T10:30:00.000Z']],
    ['at midnight', '2026-07-01T00:00', 'America/New_York', ['2026-07-01T04:00:00.000Z']],
    ['none where the clocks go forward', '2026-03-29T02:30', 'Europe/Berlin', []],
    ['the first minute after that', '2026-03-29T03:00', 'Europe/Berlin', ['2026-03-29T01:00:00.000Z']],
    [
      'two where they go back',
      '2026-10-25T02:30',
      'Europe/Berlin',
      ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    ],
    [
      'half an hour back',
      '2026-04-05T01:45',
      'Australia/Lord_Howe',
      ['2026-04-04T14:45:00.000Z', '2026-04-04T15:15:00.000Z'],
    ],
    ['none on a day that a zone left out', '2011-12-30T12:00', 'Pacific/Apia', []],
    ['none that is no date', '2026-02-31T12:00', 'UTC', []],
    ['nothing that is no date', 'tomorrow', 'UTC', []],
  ])('%s', (_, local, zone, instants) => {
    expect(instantsAt(local, zone).map((instant) => instant.toISOString())).toEqual(instants);
  });

  test('told in the words of its zone', () => {
    const at = new Date('2026-11-24T17:00:00Z');
    expect(inZone(at, 'Europe/Berlin')).toBe('Tuesday, 24 November 2026 at 18:00');
    expect(inZone(at, 'Asia/Tokyo')).toBe('Wednesday, 25 November 2026 at 02:00');
  });
});

test.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['Mars/Olympus', false],
  ['+01:00', false],
  ['', false],
])('%s is a time zone: %s', (name, is) => {
  expect(isTimeZone(name)).toBe(is);
});
