import { mayRevise } from '#lib/sections/policy.ts';

/** Whoever may revise a section may write at it before. */
export const mayWrite = mayRevise;
