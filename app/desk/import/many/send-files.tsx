'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { isArchive, MAX_ARCHIVE_BYTES } from '#lib/bulk/model.ts';
import type { Refusal } from '#lib/refusal.ts';
import { useReady } from '../../use-ready.ts';
import { count } from '../../words.ts';
import { completeAction, startAction } from './actions.ts';

/** How many bytes and files go to the server together; a larger file goes by itself. */
const together = { bytes: 2_000_000, files: 50 };
/** A file that no importer takes is not sent; the server says the same (lib/import/decode.ts). */
const maxBytes = 5 * 1024 * 1024;

/** Chooses files, a folder or an archive, sends them bit by bit, and then shows the import's own page. */
export function SendFiles() {
  const router = useRouter();
  const [sending, setSending] = useState<{ sent: number; total: number } | null>(null);
  const [problem, setProblem] = useState('');
  const ready = useReady();

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const files = ['files', 'folder']
      .flatMap((name) => form.getAll(name))
      .filter((value) => value instanceof File)
      .filter((file) => file.size > 0 && !/(?:^|\/)\./.test(pathOf(file)))
      .sort((a, b) => pathOf(a).localeCompare(pathOf(b), 'en', { numeric: true }));
    const tooLarge = files.find((file) => file.size > (isArchive(file.name) ? MAX_ARCHIVE_BYTES : maxBytes));
    if (files.length === 0) return setProblem('Choose files, a folder or an archive first.');
    if (tooLarge)
      return setProblem(
        `“${tooLarge.name}” is larger than ${isArchive(tooLarge.name) ? 50 : 5} MB. Part it, or leave it out: nothing has been sent.`,
      );
    setProblem('');
    try {
      const started = await startAction();
      if (!started.ok) return setProblem(started.message);
      let sent = 0;
      setSending({ sent, total: files.length });
      for (const batch of batches(files)) {
        const refusal = await sendBatch(started.jobId, batch);
        if (refusal) {
          setSending(null);
          return setProblem(`${refusal.message} ${count(sent, 'file')} had been sent before.`);
        }
        sent += batch.length;
        setSending({ sent, total: files.length });
      }
      await completeAction(started.jobId);
      router.push(`/desk/import/many/${started.jobId}`);
    } catch {
      setSending(null);
      setProblem(
        'The server did not answer. What was sent is imported; send the others again: nothing is imported twice.',
      );
    }
  }

  return (
    <form onSubmit={send} className="stack">
      {problem && (
        <p role="alert" className="alert">
          {problem}
        </p>
      )}
      <label>
        Files or archives
        <input
          name="files"
          type="file"
          multiple
          accept=".txt,.md,.markdown,.html,.htm,.docx,.zip,text/plain,text/markdown,text/html"
        />
        <small>
          Text, Markdown, web pages and Word documents, 5 MB each at most; .zip archives of them, 50 MB each.
        </small>
      </label>
      <label>
        Or a folder
        <input name="folder" type="file" multiple {...{ webkitdirectory: '' }} />
        <small>Every file in it and in the folders below.</small>
      </label>
      {sending && (
        <div className="job-progress">
          <progress value={sending.sent} max={sending.total} aria-label="Files sent" />
          <p role="status">
            {sending.sent.toLocaleString('en')} of {count(sending.total, 'file')} sent. Stay on this page
            until all are.
          </p>
        </div>
      )}
      <div className="buttons">
        <button type="submit" className="primary" disabled={sending !== null || !ready}>
          {sending ? 'Sending…' : 'Import them'}
        </button>
      </div>
      <p className="quiet">
        Each file becomes an article of its own, as the importer understands it, and nothing of it reaches
        readers before it is checked. A file that was imported before changes nothing.
      </p>
    </form>
  );
}

function* batches(files: File[]): Generator<File[]> {
  let batch: File[] = [];
  let bytes = 0;
  for (const file of files) {
    if (batch.length > 0 && (batch.length === together.files || bytes + file.size > together.bytes)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(file);
    bytes += file.size;
  }
  yield batch;
}

/** @returns what the server refused, or null */
async function sendBatch(jobId: string, files: File[]): Promise<Refusal | null> {
  const body = new FormData();
  body.set('jobId', jobId);
  for (const file of files) body.append('file', file, pathOf(file));
  const response = await fetch('/desk/import/many/files', { method: 'POST', body });
  const answer = await response.json();
  return answer.ok ? null : answer;
}

function pathOf(file: File): string {
  return file.webkitRelativePath || file.name;
}
