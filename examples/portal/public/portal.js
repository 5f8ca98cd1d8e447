const root = document.documentElement;
const provider = document.querySelector("heddle-provider");
const system = matchMedia("(prefers-color-scheme: dark)");

/** The widgets follow the page; without a choice both follow the system. */
function applyTheme() {
  provider.setAttribute("theme", root.dataset.theme ?? "auto");
}

document.querySelector("#theme").addEventListener("click", () => {
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
  root.dataset.theme = isDark ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
  applyTheme();
});

applyTheme();
