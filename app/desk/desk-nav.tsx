'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

export function DeskNav({ links }: { links: { href: string; name: string }[] }) {
  const path = usePathname();
  const isHere = (href: string) =>
    href === '/desk' ? path === href || path.startsWith('/desk/articles') : path.startsWith(href);
  return (
    <nav aria-label="Desk">
      {links.map(({ href, name }) => (
        <Link prefetch={false} key={href} href={href} aria-current={isHere(href) ? 'page' : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
