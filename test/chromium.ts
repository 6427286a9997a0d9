// Decides which Chromium the page tests drive: that of CHROME_PATH, else the one from npm, unpacked for this user alone.
import { mkdir } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Starts the browser. The package reuses whatever lies in the temporary folder under its name, also another version or another user's: it gets a folder of its own. */
export async function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await executable(), args: ['--no-sandbox', '--disable-gpu', '--mute-audio'] });
}

async function executable(): Promise<string> {
  const given = process.env['CHROME_PATH'];
  if (given !== undefined && given !== '') return given;
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('The page tests need a Chromium: set CHROME_PATH to one.');
  const folder = path.join(tmpdir(), `payung-chromium-143-${userInfo().uid}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    return await packed.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
