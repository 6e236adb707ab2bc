import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A set is cut in two by document or sentence: rules are tuned on `train`, `held` is only measured. */
export type Half = 'train' | 'held';

export type WikiRow = { doc: string; text: string; uncertain: boolean };
export type PufferyRow = { text: string; promotional: boolean; negative_source: string | null };
export type Ct24Row = { text: string; worthy: boolean };
export type GoldRow = {
  text: string;
  flag: boolean;
  severity: string | null;
  labels: string[];
  spans: { text: string }[];
  article?: string;
  /** Nobody looked at this line; it only stands around the others. */
  unjudged?: true;
};

export function readWiki(path: string, half?: Half): WikiRow[] {
  return jsonLines<WikiRow>(path).filter((row) => inHalf(row.doc ?? row.text, half));
}

export function readPuffery(path: string, half?: Half): PufferyRow[] {
  return jsonLines<PufferyRow>(path).filter((row) => inHalf(row.text, half));
}

/** Rows of `Sentence_id, Text, class_label` with tabs between and doubled quotation marks. */
export function readCt24(path: string, half?: Half): Ct24Row[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const columns = head.split('\t').map((name) => name.trim());
  const textAt = columns.indexOf('Text');
  const labelAt = columns.indexOf('class_label');
  return lines
    .map((line) => line.split('\t'))
    .map((cells) => ({
      text: (cells[textAt] ?? '').replace(/^"(.*)"$/, '$1').replaceAll('""', '"'),
      worthy: (cells[labelAt] ?? '').trim() === 'Yes',
    }))
    .filter((row) => inHalf(row.text, half));
}

/** The articles of a gold file, or of each file in a folder; rows with an `article` are parted by it. */
export function readGold(path: string): { name: string; rows: GoldRow[] }[] {
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => /\.(?:jsonl|txt)$/.test(name))
        .sort()
        .map((name) => join(path, name))
    : [path];
  return files.flatMap((file) => {
    const rows = file.endsWith('.txt') ? labelledLines(file) : jsonLines<GoldRow>(file);
    const byName = Map.groupBy(rows, (row) => row.article ?? basename(file, '.jsonl'));
    return [...byName].map(([name, rows]) => ({ name, rows }));
  });
}

/** Articles in the form that claims-fit/README.md describes. */
function labelledLines(file: string): GoldRow[] {
  const severities = { M: 'must', S: 'should', C: 'consider' };
  let article = '';
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line): GoldRow[] => {
      if (line.startsWith('= ')) article = `${basename(file, '.txt')}-${line.slice(2)}`;
      if (!line || line.startsWith('= ')) return [];
      const [, letter, label, marked] = /^([MSC]) ([a-z-]+): (.+)$/.exec(line) ?? [];
      const plain = { article, text: line.slice(2), flag: false, severity: null, labels: [], spans: [] };
      if (!letter || !label || !marked) return [line.startsWith('~') ? { ...plain, unjudged: true } : plain];
      return [
        {
          article,
          text: marked.replaceAll(/\[\[|\]\]/g, ''),
          flag: true,
          severity: severities[letter as keyof typeof severities],
          labels: [label],
          spans: [...marked.matchAll(/\[\[(.+?)\]\]/g)].map(([, text = '']) => ({ text })),
        },
      ];
    });
}

function jsonLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line) as T);
}

/** FNV-1a of the key, and of it the ninth bit. */
function inHalf(key: string, half: Half | undefined): boolean {
  if (!half) return true;
  let hash = 2166136261;
  for (const unit of key) hash = Math.imul(hash ^ unit.charCodeAt(0), 16777619);
  return ((hash >>> 8) & 1) === (half === 'train' ? 0 : 1);
}
