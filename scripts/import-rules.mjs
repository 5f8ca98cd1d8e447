// The rules of the house (CONTRIBUTING.md): who may import whom. Paths are relative to the root of the repository.

/** The rooms of server-kit from left to right. A file imports from columns to the left and from its own room. */
export const columns = [
  ["errors.ts", "setup-error.ts", "secrets-file.ts", "version.ts"],
  ["db", "settings.ts", "secrets.ts"],
  ["sources", "models", "catalog", "vault"],
  ["tenancy"],
  ["auth"],
  ["sql"],
  ["ask"],
  ["dashboards", "notify", "jobs", "activity", "sample"],
  ["health.ts", "model-from.ts", "prepare-sample.ts"],
  ["channels", "http", "console"],
  ["create-heddle.ts"],
  ["start-demo.ts"],
  ["index.ts", "cli"],
];

/** The stages of an ask know nothing of each other: only the files at the top of ask/ know the order. */
const stages = ["context", "compile", "draft", "run", "widget", "receipt"];

/** What each package may import of the others. */
const between = {
  sdk: [],
  widgets: ["@heddle/sdk", "@heddle/sdk/*"],
  "server-kit": ["@heddle/sdk/contract", "@heddle/widgets/static"],
};

const serverKit = "packages/server-kit/src/";

/**
 * @param {string} from the importing file
 * @param {string} to the imported file, or the name that was written where that is a package
 * @returns {string | undefined} the rule that is broken
 */
export function brokenRule(from, to) {
  return to.startsWith("@heddle/") ? brokenByName(from, to) : brokenByFile(from, to);
}

function brokenByName(from, name) {
  const owner = packageOf(from);
  if (owner === undefined) return undefined;
  if (from.startsWith("packages/sdk/src/contract/")) return "the contract imports nothing of ours";
  const allowed = between[owner];
  if (allowed.some((entry) => name === entry || (entry.endsWith("/*") && name.startsWith(entry.slice(0, -1))))) {
    return undefined;
  }
  return `${owner} imports ${allowed.length === 0 ? "no other package of ours" : `only ${allowed.join(" and ")}`}`;
}

function brokenByFile(from, to) {
  if (from.startsWith("examples/")) {
    const example = from.split("/").slice(0, 2).join("/");
    return to.startsWith(`${example}/`) ? undefined : "an example imports its own files and public entries only";
  }
  const owner = packageOf(from);
  if (owner !== undefined && !to.startsWith(`packages/${owner}/`)) return "another package is imported by its name";
  if (isTest(from)) return undefined;
  if (isTest(to)) return "only tests import from tests and testing/";
  if (from.startsWith("packages/sdk/src/contract/") && !to.startsWith("packages/sdk/src/contract/")) {
    return "the contract imports nothing of ours";
  }
  return from.startsWith(serverKit)
    ? brokenByRoom(from.slice(serverKit.length), to.slice(serverKit.length))
    : undefined;
}

function brokenByRoom(from, to) {
  const [fromRoom, fromStage] = from.split("/");
  const [toRoom, toStage] = to.split("/");
  const [fromColumn, toColumn] = [columnOf(fromRoom), columnOf(toRoom)];
  if (fromColumn === -1) return `${fromRoom} stands in no column of scripts/import-rules.mjs`;
  if (toColumn === -1) return `${toRoom} stands in no column of scripts/import-rules.mjs`;
  if (fromRoom !== toRoom && !(fromColumn === 0 && toColumn === 0)) {
    if (toColumn > fromColumn) return `imports go leftward, and ${toRoom} is right of ${fromRoom}`;
    if (toColumn === fromColumn) return `${fromRoom} and ${toRoom} are neighbours and do not know each other`;
  }
  const isStep = fromRoom === "ask" && toRoom === "ask" && stages.includes(fromStage) && stages.includes(toStage);
  return isStep && fromStage !== toStage
    ? `stages of an ask do not know each other: ${fromStage}, ${toStage}`
    : undefined;
}

function columnOf(room) {
  return columns.findIndex((rooms) => rooms.includes(room));
}

function packageOf(file) {
  return /^packages\/([^/]+)\//.exec(file)?.[1];
}

/** Tests and what only they use may look into any room of their package. */
export function isTest(file) {
  return /\.(test|test-d|suite|stories)\.tsx?$|\/testing\//.test(file);
}

/**
 * Import cycles, each as the files on the way round.
 * @param {Map<string, string[]>} graph a file and the files it imports
 */
export function cycles(graph) {
  const found = [];
  const done = new Set();
  const path = [];
  const visit = (file) => {
    const start = path.indexOf(file);
    if (start !== -1) {
      found.push(path.slice(start));
      return;
    }
    if (done.has(file)) return;
    path.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    path.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return found;
}
