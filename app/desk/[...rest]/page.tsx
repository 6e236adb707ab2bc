import { notFound } from 'next/navigation';

/** Any other address below the desk: without this the public site would say that there is no such page. */
export default function NoSuchPage() {
  notFound();
}
