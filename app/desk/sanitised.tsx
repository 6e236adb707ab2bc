/** HTML that lib/sections/render.ts made: sanitised there, and the only HTML that the desk puts into a page. */
export function Sanitised({
  html,
  as: Tag = 'div',
  className,
}: {
  html: string;
  as?: 'div' | 'span';
  className?: string;
}) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: this is the one place for it
  return <Tag className={className} dangerouslySetInnerHTML={{ __html: html }} />;
}
