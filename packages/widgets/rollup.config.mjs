import { nodeResolve } from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import { library, refuse, tscOutput } from "../../scripts/rollup-library.mjs";

const directory = import.meta.dirname;
const elements = ["ask", "chart", "provider", "widget"];

/** The kit's own packages as tsc wrote them: the file holds them whole, so their dist need not be built before. */
const workspace = {
  name: "workspace",
  resolveId: (id) =>
    ({
      "@heddle/sdk": `${directory}/../sdk/build/index.js`,
      "@heddle/sdk/contract": `${directory}/../sdk/build/contract/index.js`,
    })[id] ?? null,
};

function concernsOthers({ id, ids = [] }) {
  const files = id === undefined ? ids : [id];
  return files.length > 0 && files.every((file) => file.includes("node_modules"));
}

/** Everything in one file, for pages without a bundler: `<script type="module" src=".../heddle.js">`. */
const cdn = {
  input: `${directory}/build/index.js`,
  output: { file: `${directory}/dist/heddle.js`, format: "es", sourcemap: true },
  plugins: [workspace, nodeResolve({ browser: true }), tscOutput(), terser({ module: true, ecma: 2020 })],
  // How others wrote their packages is their affair; a warning about ours is a mistake that ships.
  onwarn: (warning) => (concernsOthers(warning) ? undefined : refuse(warning)),
};

export default [
  ...library({
    directory,
    entries: {
      index: "index",
      ...Object.fromEntries(elements.map((name) => [`elements/${name}`, `elements/${name}/${name}`])),
    },
  }),
  cdn,
];
