// ruleid: js-stored-token
localStorage.setItem("token", token);
// ruleid: js-stored-token
localStorage.setItem("access_token", answer.token);
// ruleid: js-stored-token
sessionStorage.setItem("jwt", token);
// ok: js-stored-token
localStorage.setItem("theme", "dark");
// ok: js-stored-token
localStorage.getItem("token");
// ok: js-stored-token
localStorage.removeItem("token");
