import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const LINUX = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
];
const MACOS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const WINDOWS = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];

/** Quiet (no calls to the browser's own services) and able to run where there is no GPU. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** `CHROME_PATH` if set, else the first of the usual places. Undefined when this machine has no such browser. */
export function findChrome(): string | undefined {
  const chosen = process.env['CHROME_PATH'];
  if (chosen !== undefined && chosen !== '') return existsSync(chosen) ? chosen : undefined;
  return usualPlaces().find((path) => existsSync(path));
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') return MACOS;
  if (process.platform !== 'win32') return LINUX;
  const roots = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].map((name) => process.env[name]);
  return roots.flatMap((root) => (root === undefined ? [] : WINDOWS.map((path) => join(root, path))));
}

/** Starts the browser headless; throws, naming `CHROME_PATH`, when there is none. */
export async function launch(): Promise<Browser> {
  const executablePath = findChrome();
  if (executablePath === undefined) {
    throw new Error('No Chrome, Chromium or Edge found. Set CHROME_PATH to the executable.');
  }
  // Chromium refuses its sandbox to root, which is who runs tests in most containers.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, headless: true, args: [...sandbox, ...QUIET] });
}
