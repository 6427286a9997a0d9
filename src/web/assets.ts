// Decides which files a browser fetches besides pages: named by the hash of their content, so they may be kept for a year.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Hono } from 'hono';
import { sha256 } from '../kernel/digest.ts';
import { projectRoot } from '../platform/project-root.ts';

function asset(name: string, mediaType: string) {
  const content = readFileSync(path.join(projectRoot, 'src', 'web', 'assets', name), 'utf8');
  const { name: stem, ext } = path.parse(name);
  return { content, mediaType, url: `/assets/${stem}.${sha256(content).slice(0, 16)}${ext}` };
}

/** The style sheet, the umbrella and the one script, with the address each has until it changes. */
export const assets = {
  style: asset('style.css', 'text/css; charset=utf-8'),
  umbrella: asset('umbrella.svg', 'image/svg+xml'),
  progress: asset('progress.js', 'text/javascript; charset=utf-8'),
};

/** Serves the assets. */
export function assetRoutes(): Hono {
  const routes = new Hono();
  for (const { url, content, mediaType } of Object.values(assets)) {
    routes.get(url, (c) => c.body(content, 200, { 'content-type': mediaType, 'cache-control': 'public, max-age=31536000, immutable' }));
  }
  return routes;
}
