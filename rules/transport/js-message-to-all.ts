// ruleid: js-message-to-all
parent.postMessage(state, "*");
// ruleid: js-message-to-all
window.opener.postMessage({ token }, "*");
// ruleid: js-message-to-all
frame.contentWindow.postMessage(state, "*", [port]);
// ok: js-message-to-all
parent.postMessage(state, ORIGIN);
// ok: js-message-to-all
worker.postMessage(state);
// ok: js-message-to-all
parent.postMessage("*", ORIGIN);
