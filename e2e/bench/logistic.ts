/** One case: where it is not 0, in pairs of place and value. */
export type Point = { at: Int32Array; much: Float64Array };

/** How far the slope has to fall, against that at the start, before the fit is done. */
const flat = 1e-4;
const mostRounds = 30;
const mostSteps = 250;

/**
 * Logistic regression: the weights under which the answers are likeliest, each held down by `held` times half its
 * square. Newton's method, each round solved by conjugate gradients (Lin, Weng and Keerthi, Trust Region Newton Method
 * for Large-Scale Logistic Regression, JMLR 9, 2008; with halved steps in place of the region).
 * @param held one for each weight, above 0
 */
export function logistic(points: Point[], answers: boolean[], held: Float64Array): Float64Array {
  const size = held.length;
  let weights = new Float64Array(size);
  let loss = lossOf(points, answers, held, weights);
  let first = 0;
  for (let round = 0; round < mostRounds; round++) {
    const chances = points.map((point) => 1 / (1 + Math.exp(-sumOf(point, weights))));
    const slope = Float64Array.from(held, (each, i) => each * (weights[i] as number));
    for (const [i, point] of points.entries())
      addTo(slope, point, (chances[i] as number) - Number(answers[i]));
    const steepness = Math.sqrt(dot(slope, slope));
    first ||= steepness;
    if (steepness <= flat * first) break;
    const curves = Float64Array.from(chances, (each) => each * (1 - each));
    const step = solved(points, curves, held, slope);
    let share = 1;
    let next = weights;
    for (; share > 1e-4; share /= 2) {
      next = Float64Array.from(weights, (each, i) => each - share * (step[i] as number));
      const nextLoss = lossOf(points, answers, held, next);
      if (nextLoss < loss) {
        loss = nextLoss;
        break;
      }
    }
    weights = next as Float64Array<ArrayBuffer>;
  }
  return weights;
}

/** What a point comes to under the weights. */
export function sumOf({ at, much }: Point, weights: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < at.length; k++) sum += (much[k] as number) * (weights[at[k] as number] as number);
  return sum;
}

function addTo(target: Float64Array, { at, much }: Point, factor: number): void {
  for (let k = 0; k < at.length; k++) {
    const i = at[k] as number;
    target[i] = (target[i] as number) + factor * (much[k] as number);
  }
}

function lossOf(points: Point[], answers: boolean[], held: Float64Array, weights: Float64Array): number {
  let loss = 0;
  for (let i = 0; i < held.length; i++) loss += ((held[i] as number) * (weights[i] as number) ** 2) / 2;
  for (const [i, point] of points.entries()) {
    const sum = sumOf(point, weights) * (answers[i] ? 1 : -1);
    loss += sum > -30 ? Math.log1p(Math.exp(-sum)) : -sum;
  }
  return loss;
}

/** Solves (held + pointsᵀ · curves · points) · x = right by conjugate gradients, preconditioned by the diagonal. */
function solved(
  points: Point[],
  curves: Float64Array,
  held: Float64Array,
  right: Float64Array,
): Float64Array {
  const size = held.length;
  const diagonal = Float64Array.from(held);
  for (const [i, { at, much }] of points.entries()) {
    for (let k = 0; k < at.length; k++) {
      const j = at[k] as number;
      diagonal[j] = (diagonal[j] as number) + (curves[i] as number) * (much[k] as number) ** 2;
    }
  }
  const answer = new Float64Array(size);
  const rest = Float64Array.from(right);
  let scaled = Float64Array.from(rest, (each, i) => each / (diagonal[i] as number));
  const way = Float64Array.from(scaled);
  let size2 = dot(rest, scaled);
  const enough = size2 * 1e-4;
  for (let step = 0; step < mostSteps && size2 > enough; step++) {
    const image = Float64Array.from(held, (each, i) => each * (way[i] as number));
    for (const [i, point] of points.entries()) addTo(image, point, (curves[i] as number) * sumOf(point, way));
    const length = size2 / dot(way, image);
    for (let i = 0; i < size; i++) {
      answer[i] = (answer[i] as number) + length * (way[i] as number);
      rest[i] = (rest[i] as number) - length * (image[i] as number);
    }
    scaled = Float64Array.from(rest, (each, i) => each / (diagonal[i] as number));
    const next = dot(rest, scaled);
    for (let i = 0; i < size; i++) way[i] = (scaled[i] as number) + (next / size2) * (way[i] as number);
    size2 = next;
  }
  return answer;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] as number) * (other[i] as number);
  return sum;
}
