// Reads one list from its file to judged rows and says how long that took and how much memory at most: run in a process of its own.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findList, rowsOf } from '../../src/intake/list-file-client.ts';
import { readList } from '../../src/intake/list.ts';
import { civilDate } from '../../src/kernel/date.ts';

const file = process.argv[2] as string;
const began = performance.now();
const cpuBefore = process.cpuUsage();
const found = await findList(file);
const reading = readList(found.name, (await rowsOf(found)).rows, civilDate('2025-06-20'));
const seconds = (performance.now() - began) / 1000;
const cpu = process.cpuUsage(cpuBefore);
const cpuSeconds = (cpu.user + cpu.system) / 1e6;
const peak = /VmHWM:\s*(\d+)/.exec(process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '')?.[1];
const peakMb = Math.round(peak === undefined ? process.resourceUsage().maxRSS / 1024 : Number(peak) / 1024);
process.stdout.write(JSON.stringify({ file: path.basename(file), rows: reading.rows.length, seconds, cpuSeconds, peakMb }));
