// ruleid: js-inner-html
panel.innerHTML = comment.body;

// ruleid: js-inner-html
panel.innerHTML += `<li>${name}</li>`;

// ruleid: js-inner-html
list.insertAdjacentHTML("beforeend", row);

// ruleid: js-inner-html
document.write(banner);

// ruleid: js-inner-html
const Note = ({ html }) => <div dangerouslySetInnerHTML={{ __html: html }} />;

// ok: js-inner-html
panel.innerHTML = "";

// ok: js-inner-html
panel.textContent = comment.body;

// ok: js-inner-html
panel.innerHTML = DOMPurify.sanitize(comment.body);

// ok: js-inner-html
const Rule = () => <div dangerouslySetInnerHTML={{ __html: "<hr>" }} />;

// ok: js-inner-html
const before = panel.innerHTML;

// ok: js-inner-html
stream.write(banner);
