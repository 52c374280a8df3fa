// SPDX-License-Identifier: Apache-2.0
/** Runs in the old Electron behind the shell's own main program: asks the page, and prints what it found as JSON. */
import { readFileSync, writeFileSync } from 'node:fs';
// oxlint-disable-next-line import/no-unassigned-import -- the program itself
import '../../electron/main.ts';
import { app, BrowserWindow } from 'electron';

const SCREENSHOT = process.env['PARTICLEOS_SCREENSHOT'] ?? '';

/** What the page can and cannot do, from inside it. */
const questions = {
  title: 'document.title',
  origin: 'location.origin',
  status:
    "fetch('/api/status', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).then((r) => r.json())",
  draft: `fetch('/api/saveDraft', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"draft":"from the shell"}' }).then((r) => r.status)`,
  unknownVerb:
    "fetch('/api/rm', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).then((r) => r.status)",
  stream:
    "new Promise((done) => { const s = new EventSource('/api/run'); s.onmessage = (e) => { s.close(); done(JSON.parse(e.data)); }; s.onerror = () => done('error'); })",
  missing: "fetch('/no-such-file.js').then((r) => r.status)",
  outside: "fetch('/../../etc/passwd').then((r) => r.status)",
  require: 'typeof require',
  process: 'typeof process',
  bridge: 'Object.keys(particleosShell)',
  zoomed: 'particleosShell.zoom(150)',
  zoomRefused: "particleosShell.zoom('1e9')",
  // What it returns differs; whether there is a second window is counted below.
  windowOpened: "typeof window.open('https://example.org/')",
  elsewhere: "fetch('https://example.org/').then(() => 'reached', () => 'refused')",
  file: "fetch('file:///etc/passwd').then(() => 'reached', () => 'refused')",
  inline:
    "new Promise((done) => { const s = document.createElement('script'); s.textContent = 'window.injected = 1'; document.head.append(s); setTimeout(() => done(typeof window.injected), 100); })",
  notification: 'Notification.requestPermission()',
  camera: "navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'allowed', (e) => e.name)",
  location:
    "new Promise((done) => navigator.geolocation.getCurrentPosition(() => done('allowed'), (e) => done(e.code)))",
};

/** How deep a process is in namespaces, proc_pid_status(5): the sandbox makes new ones. */
function processNamespaces(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return (/^NSpid:\t(.*)$/m.exec(status)?.[1] ?? '').split('\t').length;
}

async function ask(): Promise<void> {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) throw new Error('no window');
  const contents = window.webContents;
  const found: Record<string, unknown> = {};
  for (const [name, script] of Object.entries(questions))
    found[name] = await contents
      .executeJavaScript(script)
      .catch((error: unknown) => `threw ${String(error)}`);
  await contents.executeJavaScript(
    'particleosShell.zoom(100).then(() => new Promise((done) => setTimeout(done, 300)))',
  );
  await contents.executeJavaScript(
    "location.href = 'https://example.org/'; new Promise((done) => setTimeout(done, 300))",
  );
  found['stays'] = contents.getURL();
  found['windows'] = BrowserWindow.getAllWindows().length;
  found['processNamespaces'] = processNamespaces(contents.getOSProcessId()) - processNamespaces(process.pid);
  writeFileSync(SCREENSHOT, (await contents.capturePage()).toPNG());
  process.stdout.write(`FOUND ${JSON.stringify(found)}\n`);
}

app.on('web-contents-created', (_event, contents) => {
  contents.once('did-finish-load', () => {
    ask().then(
      () => app.quit(),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        app.exit(1);
      },
    );
  });
});
