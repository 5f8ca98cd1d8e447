// The rollup configuration that the libraries share: what tsc wrote to build/ becomes a few files in dist/, with
// source maps to the TypeScript, and one declaration file an entry.
import { chmod, readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { dts } from "rollup-plugin-dts";

/**
 * Reads what tsc wrote together with its source map, which rollup alone would not follow.
 * @returns {import("rollup").Plugin}
 */
export function tscOutput() {
  return {
    name: "tsc-output",
    async load(id) {
      if (!/[\\/]build[\\/].*\.js$/.test(id) || id.includes("node_modules")) return null;
      const code = await readFile(id, "utf8");
      const map = JSON.parse(await readFile(`${id}.map`, "utf8"));
      // The sources are not published: the map has to hold them.
      const source = (path) => readFile(resolve(dirname(id), path), "utf8");
      map.sourcesContent = await Promise.all(map.sources.map(source));
      return { code: code.replace(/^#!.*/, ""), map };
    },
  };
}

/** @returns {import("rollup").Plugin} */
function executable(name) {
  return {
    name: "executable",
    banner: (chunk) => (chunk.isEntry && chunk.name === name ? "#!/usr/bin/env node" : ""),
    writeBundle: ({ dir }) => chmod(`${dir}/${name}.js`, 0o755),
  };
}

/**
 * @param {object} options
 * @param {string} options.directory of the package
 * @param {Record<string, string>} options.entries name of the file in dist to the module in build, without extension
 * @param {string} [options.command] the entry that is run as a command and has no declarations
 * @returns {import("rollup").RollupOptions[]}
 */
export function library({ directory, entries, command }) {
  const inputs = (extension, names) =>
    Object.fromEntries(names.map((name) => [name, `${directory}/build/${entries[name]}${extension}`]));
  const names = Object.keys(entries);
  // All that is named by package is installed beside the library.
  const external = (id) => !id.startsWith(".") && !id.startsWith("/") && !/^[a-z]:[\\/]/i.test(id);
  const output = { dir: `${directory}/dist`, format: "es", chunkFileNames: "[name]-[hash].js" };
  return [
    {
      input: inputs(".js", names),
      external,
      output: { ...output, sourcemap: true },
      plugins: [tscOutput(), ...(command === undefined ? [] : [executable(command)])],
      onwarn: refuse,
    },
    {
      input: inputs(
        ".d.ts",
        names.filter((name) => name !== command),
      ),
      external,
      output: { ...output, chunkFileNames: "[name]-[hash].d.ts" },
      plugins: [dts()],
      onwarn: refuse,
    },
  ];
}

/** A warning of a bundler is a mistake that ships. Circles are the matter of scripts/check-imports.mjs. */
export function refuse(warning) {
  if (warning.code === "CIRCULAR_DEPENDENCY") return;
  throw Object.assign(new Error(warning.message), { cause: warning });
}
