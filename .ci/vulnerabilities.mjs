// Asks OSV (https://osv.dev, no key) which versions that the product ships, or that its npm tools use, have a published weakness.
// Ends with 0 where there is none, 1 where there is one that is not in vulnerabilities-accepted.txt, 3 where OSV does not answer.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..");
const osv = process.env.OSV_URL ?? "https://api.osv.dev";
const atOnce = 500;

function* files(folder, name) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && !["node_modules", ".git", "stacks", "classes"].includes(entry.name)) {
      yield* files(join(folder, entry.name), name);
    } else if (entry.name === name) {
      yield join(folder, entry.name);
    }
  }
}

function json(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Package URLs without what OSV does not want, and who has them. */
function packages() {
  const found = new Map();
  const add = (purl, owner) => found.set(purl, [...(found.get(purl) ?? []), owner]);
  for (const file of files(root, "bom.json")) {
    if (file.includes(`${join("target", "bom.json")}`)) {
      const bom = json(file);
      for (const part of bom.components ?? []) {
        if (part.purl?.startsWith("pkg:maven/") && part.group !== bom.metadata.component.group) {
          add(part.purl.split("?")[0], bom.metadata.component.name);
        }
      }
    }
  }
  const maven = found.size;
  for (const file of files(root, "package-lock.json")) {
    if (!file.includes(`${join("target", "")}`)) {
      for (const [path, part] of Object.entries(json(file).packages)) {
        const name = path.split("node_modules/").pop();
        if (path && part.version && !part.link) {
          add(`pkg:npm/${name.replace("@", "%40")}@${part.version}`, file.slice(root.length + 1));
        }
      }
    }
  }
  if (maven === 0) {
    throw new Error("there is no target/bom.json: build first");
  }
  return found;
}

async function ask(path, body) {
  const response = await fetch(osv + path, {
    method: body ? "POST" : "GET",
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  if (!response.ok) {
    throw new Error(`${response.status}`);
  }
  return response.json();
}

function accepted() {
  return new Set(
    readFileSync(join(here, "vulnerabilities-accepted.txt"), "utf8")
      .split("\n")
      .filter((line) => line && !line.startsWith("#"))
      .map((line) => line.split(" ")[0]),
  );
}

const all = packages();
const purls = [...all.keys()];
const hits = [];
try {
  for (let from = 0; from < purls.length; from += atOnce) {
    const part = purls.slice(from, from + atOnce);
    const { results } = await ask("/v1/querybatch", { queries: part.map((purl) => ({ package: { purl } })) });
    results.forEach((result, i) => (result.vulns ?? []).forEach(({ id }) => hits.push({ purl: part[i], id })));
  }
} catch (away) {
  console.log(`OSV does not answer: ${away.cause?.code ?? away.message}`);
  process.exit(3);
}
const known = accepted();
const open = hits.filter(({ id }) => !known.has(id));
for (const { purl, id } of open) {
  console.log(`${id}: ${purl}, of ${[...new Set(all.get(purl))].join(", ")}; see https://osv.dev/vulnerability/${id}`);
}
console.log(`Packages: ${purls.length}; known weaknesses: ${open.length}; accepted: ${hits.length - open.length}`);
process.exit(open.length ? 1 : 0);
