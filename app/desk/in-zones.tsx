'use client';

import { useSyncExternalStore } from 'react';
import { inZone } from '#lib/schedules/zone.ts';

const never = () => () => {};

/** The time zone of whoever looks; null on the server, which cannot know it. */
export function useOwnZone(): string | null {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => null,
  );
}

/** A moment as the clocks show it where its reader is, in UTC, and in `zone` if that is neither. */
export function InZones({ at, zone }: { at: Date; zone?: string }) {
  const own = useOwnZone();
  const zones = new Set([own, zone, 'UTC'].filter((name) => name !== null && name !== undefined));
  const [first = 'UTC', ...others] = zones;
  const [day] = said(at, first);
  return (
    <time dateTime={at.toISOString()}>
      {said(at, first).join(' at ')} ({placeOf(first)}
      {others.map((name) => {
        const [itsDay, time] = said(at, name);
        return `; ${itsDay === day ? time : `${itsDay} at ${time}`} ${placeOf(name)}`;
      })}
      )
    </time>
  );
}

/** The day, and the hour and minute. */
function said(at: Date, zone: string): [string, string] {
  const [day = '', time = ''] = inZone(at, zone).split(' at ');
  return [day, time];
}

const placeOf = (zone: string) => (zone === 'UTC' ? zone : `${zone.replaceAll('_', ' ')} time`);
