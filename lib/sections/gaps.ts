/**
 * What some readers, or all, will not get of a body: images without words for those who do not see them, and notes that
 * no mark leads to. By patterns and not by parsing, because it is asked whenever the keys rest.
 */
export function gapsIn(body: string): string[] {
  const text = body.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '').replaceAll(/`[^`\n]*`/g, '');
  const images = text.match(/(?<!\\)!\[\s*\]\(/g)?.length ?? 0;
  const marks = new Set([...text.matchAll(/(?<!\\)\[\^([^\]\s]+)\](?!:)/g)].map(([, name]) => name));
  const notes = [...text.matchAll(/^\[\^([^\]\s]+)\]:/gm)].flatMap(([, name = '']) =>
    marks.has(name) ? [] : [name],
  );
  return [
    ...(images === 1 ? ['An image has no words that say what it shows, for those who do not see it.'] : []),
    ...(images > 1
      ? [`${images} images have no words that say what they show, for those who do not see them.`]
      : []),
    ...notes.map((name) => `No mark in the text leads to note ${name}: readers do not see it.`),
  ];
}
