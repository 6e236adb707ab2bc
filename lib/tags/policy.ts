import type { Actor } from '#lib/staff/model.ts';

export const mayTag = (actor: Actor) => Boolean(actor.id);

/** What a tag is called and means is an editor's to say: it goes out to readers. */
export const mayManageTags = (actor: Actor) => actor.role === 'editor' || actor.role === 'admin';
