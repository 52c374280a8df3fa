// SPDX-License-Identifier: Apache-2.0
import { app, BrowserWindow, ipcMain, protocol, session } from 'electron';
import { join } from 'node:path';
import { answerRequest } from './answer-request.ts';
import { lockDown } from './lock-down.ts';
import { readFaceFiles } from './read-face-files.ts';
import { ENTRY, isOwn, SCHEME } from './scheme.ts';
import { setZoom } from './set-zoom.ts';

/** The root service's socket; another one in tests and on a desktop. */
const SERVICE = process.env['PARTICLEOS_SERVICE'] ?? '/run/particleos/service.sock';
/** The wizard's files: beside the packed program, or where the environment says. */
const RENDERER = process.env['PARTICLEOS_RENDERER'] ?? join(app.getAppPath(), 'renderer');

// A second one would show the same run twice; the first comes to the front.
if (!app.requestSingleInstanceLock()) app.quit();
app.enableSandbox();
// Before the app is ready (Electron, protocol.registerSchemesAsPrivileged).
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);
lockDown(app, () => session.defaultSession);

async function open(): Promise<void> {
  const files = await readFaceFiles(RENDERER);
  protocol.handle(SCHEME, (request) => answerRequest(request, files, SERVICE));
  const window = new BrowserWindow({
    width: 1100,
    height: 760,
    minWidth: 640,
    minHeight: 480,
    kiosk: app.commandLine.hasSwitch('kiosk'),
    autoHideMenuBar: true,
    backgroundColor: '#202428',
    show: false,
    webPreferences: {
      preload: join(__dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.removeMenu();
  window.once('ready-to-show', () => window.show());
  // A crash of the page is no crash of the install: it comes back and shows the same.
  // It rejects when the page's process goes; then this is called again.
  const load = (): void => void window.loadURL(ENTRY).catch(() => undefined);
  window.webContents.on('render-process-gone', load);
  load();
}

ipcMain.handle('particleos:zoom', (event, percent: unknown) => {
  if (event.senderFrame === null || !isOwn(event.senderFrame.url)) throw new Error('not the wizard');
  return setZoom(event.sender, percent);
});
app.on('window-all-closed', () => app.quit());
app
  .whenReady()
  .then(open)
  .catch(() => app.exit(1));
