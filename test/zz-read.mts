import { objectsOfFile } from '../src/intake/columns-steps.ts';
import { findList, rowsOf } from '../src/intake/list-file-client.ts';
import { readList } from '../src/intake/list.ts';
const f = process.argv[2]!;
console.log(JSON.stringify((await objectsOfFile(f, '2025-06-25T10:00:00Z' as never)).map((o: any)=>[o.row,o.outcome,o.codes]), null, 0));
const { rows } = await rowsOf(await findList(f));
const r = readList('a.csv', rows, '2025-06-25' as never);
console.log(JSON.stringify((r as any).sheets ?? Object.keys(r), (k,v)=>typeof v==='bigint'?String(v):v, 0).slice(0,1500));
