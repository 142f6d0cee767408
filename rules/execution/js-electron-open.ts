// ruleid: js-electron-open
new BrowserWindow({ webPreferences: { nodeIntegration: true } });
// ruleid: js-electron-open
new BrowserWindow({ webPreferences: { contextIsolation: false } });
// ruleid: js-electron-open
const options = { webSecurity: false };
// ok: js-electron-open
new BrowserWindow({ webPreferences: { contextIsolation: true } });
// ok: js-electron-open
new BrowserWindow({ width: 800 });
// ok: js-electron-open
const options = { nodeIntegration: false };
