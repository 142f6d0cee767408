import { markdown } from "../format/markdown";

interface Props {
  author: string;
  text: string;
}

export function Comment({ author, text }: Props) {
  const html = markdown(text);

  return (
    <article className="comment">
      <h4>{author}</h4>
      <div dangerouslySetInnerHTML={{ __html: html }} />
    </article>
  );
}
