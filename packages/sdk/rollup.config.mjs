import { library } from "../../scripts/rollup-library.mjs";

export default library({
  directory: import.meta.dirname,
  entries: { index: "index", contract: "contract/index" },
});
