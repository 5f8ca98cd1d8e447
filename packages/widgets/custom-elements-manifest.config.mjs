/** Keeps the manifest to what a page can use: no private or protected members, no internal state, no inner events. */
const publicOnly = {
  name: "public-only",
  packageLinkPhase({ customElementsManifest }) {
    for (const module of customElementsManifest.modules) {
      for (const element of module.declarations ?? []) {
        const hidden = (element.members ?? []).filter(({ name, privacy }) =>
          ["private", "protected"].includes(name.startsWith("#") ? "private" : privacy),
        );
        const fields = new Set(hidden.map((member) => member.name));
        element.members = element.members?.filter((member) => !fields.has(member.name));
        element.attributes = element.attributes?.filter((attribute) => !fields.has(attribute.fieldName));
        // The shared helper dispatches whatever it is told; the names stand in each element's docblock.
        element.events = element.events?.filter((event) => event.name.startsWith("heddle-"));
      }
    }
  },
};

export default {
  globs: ["src/elements/*/*.ts"],
  exclude: ["**/*.test.ts", "**/*.stories.ts"],
  outdir: ".",
  litelement: true,
  plugins: [publicOnly],
};
