'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

export function DeskNav({ links }: { links: { href: string; name: string }[] }) {
  const path = usePathname();
  const nav = useRef<HTMLElement>(null);
  const isHere = (href: string) =>
    href === '/desk' ? path === href || path.startsWith('/desk/articles') : path.startsWith(href);
  // On a phone the names are pushed sideways: that of this page comes into sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another page
  useEffect(() => {
    const here = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (nav.current && here) nav.current.scrollLeft = here.offsetLeft - nav.current.clientWidth / 2;
  }, [path]);

  return (
    <nav aria-label="Desk" ref={nav}>
      {links.map(({ href, name }) => (
        <Link prefetch={false} key={href} href={href} aria-current={isHere(href) ? 'page' : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
