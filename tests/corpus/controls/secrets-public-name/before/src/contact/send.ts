export interface Note {
  from: string;
  text: string;
}

export async function send(note: Note): Promise<void> {
  const answer = await fetch("/api/contact", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(note),
    signal: AbortSignal.timeout(5000),
  });
  if (!answer.ok) {
    throw new Error(`the note was not taken: ${answer.status}`);
  }
}
