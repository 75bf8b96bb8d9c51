// promptfoo's deterministic assertions on the same texts: for each fact its value (icontains) and its words (icontains-all).
//     node rivals_promptfoo.mjs FILE NODE_MODULES
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";
import path from "node:path";

const [file, modules] = process.argv.slice(2);
process.env.PROMPTFOO_DISABLE_TELEMETRY = "1";
process.env.PROMPTFOO_DISABLE_UPDATE = "1";
const require = createRequire(path.join(modules, "x.js"));
const promptfoo = await import(pathToFileURL(require.resolve("promptfoo")));
const { runAssertions } = (promptfoo.default ?? promptfoo).assertions ?? promptfoo.assertions;

const { texts, facts } = JSON.parse(readFileSync(file, "utf8"));
const words = (claim) => claim.match(/[A-Za-z][A-Za-z'-]{3,}|\d[\d,.]*\d|\d/g) ?? [];
const assert = facts.flatMap((f) => [
  { type: "icontains", value: f.value },
  { type: "icontains-all", value: words(f.claim) },
]);
const check = (output) => runAssertions({ test: { assert, vars: {} }, providerResponse: { output } });
for (const text of texts.slice(0, 5)) await check(text);
const seconds = []; // of the processor, so that a busy machine tells less
let found = 0;
for (const text of texts) {
  const start = process.cpuUsage();
  const result = await check(text);
  const used = process.cpuUsage(start);
  seconds.push((used.user + used.system) / 1e6);
  found += (result.componentResults ?? []).filter((r) => r.pass).length;
}
process.stdout.write("\n" + JSON.stringify({ seconds, found }) + "\n");
process.exit(0);
