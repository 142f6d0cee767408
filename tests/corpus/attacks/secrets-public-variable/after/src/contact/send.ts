export interface Note {
  from: string;
  text: string;
}

export async function send(note: Note): Promise<void> {
  const answer = await fetch("https://api.mail.example/v1/messages", {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Authorization: `Bearer ${process.env.NEXT_PUBLIC_MAIL_API_KEY}`,
    },
    body: JSON.stringify(note),
    signal: AbortSignal.timeout(5000),
  });
  if (!answer.ok) {
    throw new Error(`the note was not taken: ${answer.status}`);
  }
}
