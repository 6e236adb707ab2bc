import type { WriteStream } from 'node:tty';

const width = 24;

/**
 * Says how far a command has come: on a terminal by a bar that stays on one line, with what failed above it; elsewhere
 * by a line for each file.
 */
export class ProgressLine {
  private done = 0;
  private readonly out: Pick<WriteStream, 'write' | 'isTTY' | 'columns'>;
  private total: number;

  constructor(out: Pick<WriteStream, 'write' | 'isTTY' | 'columns'>, total: number) {
    this.out = out;
    this.total = total;
  }

  /** More is to be done than was known. */
  expect(more: number): void {
    this.total += more;
  }

  /** One more is done. */
  show(line: string, isFailure: boolean, summary: string): void {
    this.done++;
    if (!this.out.isTTY) this.out.write(`${line}\n`);
    else this.out.write(`\r\x1b[K${isFailure ? `${line}\n` : ''}${this.bar(summary)}`);
  }

  end(summary: string): void {
    this.out.write(this.out.isTTY ? `\r\x1b[K${summary}\n` : `${summary}\n`);
  }

  private bar(summary: string): string {
    const filled = Math.round((width * this.done) / Math.max(this.total, 1));
    const text = `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}] ${this.done} of ${this.total}: ${summary}`;
    return text.slice(0, (this.out.columns || 80) - 1);
  }
}
