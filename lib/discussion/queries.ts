import type { Db } from '#db/client.ts';
import { mayRead } from '#lib/articles/policy.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { Colleague, Comment } from './model.ts';

/** What was said about a flag, in order. */
export async function readComments(actor: Actor, db: Db, flagId: string): Promise<Comment[]> {
  if (!mayRead(actor)) return [];
  return db
    .selectFrom('comment')
    .innerJoin('staff', 'staff.id', 'comment.authorId')
    .select(['comment.id', 'staff.name as by', 'comment.text', 'comment.writtenAt as at'])
    .where('flagId', '=', flagId)
    .orderBy('writtenAt')
    .orderBy('comment.id')
    .execute();
}

/** Who can be asked about a flag: everybody with access, by name. */
export async function readColleagues(actor: Actor, db: Db): Promise<Colleague[]> {
  if (!mayRead(actor)) return [];
  return db
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('deactivatedAt', 'is', null)
    .orderBy('name')
    .execute();
}
