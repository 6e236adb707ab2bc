/** A node with more children than this keeps them in a table, any other in a list. */
const mostInList = 4;
const units = 128;

/** Nodes are numbers; the letters from the root to one spell the beginning of a word. Words are of ASCII. */
export class Trie {
  static readonly root = 1;
  /** By node: the letter that leads to it, its first child, its next sibling, and its row in the table. */
  private readonly unit: number[] = [0, 0];
  private readonly child: number[] = [0, 0];
  private readonly sibling: number[] = [0, 0];
  private readonly row: number[] = [0, 0];
  private table: Uint32Array = new Uint32Array(0);

  constructor(words: Iterable<string>) {
    for (const word of words) {
      let node = Trie.root;
      for (let at = 0; at < word.length; at++)
        node = this.listed(node, word.charCodeAt(at)) || this.grow(node, word.charCodeAt(at));
    }
    this.tabulate();
  }

  /** How many nodes there may be numbers for. */
  get size(): number {
    return this.unit.length;
  }

  /** Where a letter leads from a node, or 0 where no word goes on so. */
  step(node: number, unit: number): number {
    const row = this.row[node] as number;
    if (row) return unit < units ? (this.table[row + unit] as number) : 0;
    return this.listed(node, unit);
  }

  /** The node of a word, or 0. */
  find(word: string): number {
    let node = Trie.root;
    for (let at = 0; at < word.length && node; at++) node = this.step(node, word.charCodeAt(at));
    return node;
  }

  private listed(node: number, unit: number): number {
    let child = this.child[node] as number;
    while (child && this.unit[child] !== unit) child = this.sibling[child] as number;
    return child;
  }

  private grow(node: number, unit: number): number {
    const grown = this.unit.push(unit) - 1;
    this.sibling.push(this.child[node] as number);
    this.child.push(0);
    this.row.push(0);
    this.child[node] = grown;
    return grown;
  }

  private childrenOf(node: number): number[] {
    const children: number[] = [];
    for (let child = this.child[node] as number; child; child = this.sibling[child] as number)
      children.push(child);
    return children;
  }

  private tabulate(): void {
    const many = this.child.map((_, node) => this.childrenOf(node)).entries();
    const rows = [...many].filter(([, children]) => children.length > mostInList);
    this.table = new Uint32Array((rows.length + 1) * units);
    for (const [i, [node, children]] of rows.entries()) {
      const row = (i + 1) * units;
      this.row[node] = row;
      for (const child of children) this.table[row + (this.unit[child] as number)] = child;
    }
  }
}
