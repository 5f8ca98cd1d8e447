import type { Preview } from "@storybook/web-components-vite";
import { html } from "lit";
import "../src/index.ts";

/** Stories stand in a provider that is connected with the recorded server, in the theme of the tool bar or the story. */
const preview: Preview = {
  globalTypes: {
    theme: { toolbar: { title: "Theme", icon: "contrast", items: ["light", "dark", "auto"], dynamicTitle: true } },
  },
  initialGlobals: { theme: "light" },
  parameters: { layout: "padded", a11y: { test: "error" } },
  decorators: [
    (story, { globals }) => {
      const theme = String(globals["theme"]);
      document.body.style.background = theme === "dark" ? "#0c0d10" : "#f2f3f5";
      return html`<heddle-provider base-url="/recorded" token-url="/recorded/token" locale="en-GB" theme=${theme}>
        <main>${story()}</main>
      </heddle-provider>`;
    },
  ],
};

export default preview;
