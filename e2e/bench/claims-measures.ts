/** One figure of a benchmark against what it should be; `floor` is the value below which the run is a failure. */
export type Figure = { name: string; value: number; target: number; floor: number; n: number };

/** The usual measures of yes-or-no answers, each between 0 and 1 (MCC between -1 and 1). */
export type Counted = { precision: number; recall: number; f1: number; mcc: number; specificity: number };

/** Compares answers with the labels, pair by pair; a measure without any case to stand on is 0. */
export function count(gold: boolean[], answers: boolean[]): Counted {
  let [tp, fp, fn, tn] = [0, 0, 0, 0];
  for (const [i, labelled] of gold.entries()) {
    if (answers[i]) labelled ? tp++ : fp++;
    else labelled ? fn++ : tn++;
  }
  const share = (part: number, whole: number) => (whole ? part / whole : 0);
  const spread = Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
  return {
    precision: share(tp, tp + fp),
    recall: share(tp, tp + fn),
    f1: share(2 * tp, 2 * tp + fp + fn),
    mcc: share(tp * tn - fp * fn, spread),
    specificity: share(tn, tn + fp),
  };
}

/** Average precision of a ranking by score; equal scores keep the order of the rows. */
export function averagePrecision(gold: boolean[], scores: number[]): number {
  const order = [...gold.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  let found = 0;
  let sum = 0;
  for (const [place, row] of order.entries()) {
    if (!gold[row]) continue;
    found++;
    sum += found / (place + 1);
  }
  return found ? sum / found : 0;
}
