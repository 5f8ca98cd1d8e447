export type { Environment, EnvironmentSource } from "./controllers/environment.ts";
export { HeddleAsk } from "./elements/ask/ask.ts";
export type { ChartData } from "./elements/chart/chart-data.ts";
export { HeddleChart } from "./elements/chart/chart.ts";
export { HeddleProvider } from "./elements/provider/provider.ts";
export type { HeddleElement } from "./elements/shared/heddle-element.ts";
export { HeddleWidget } from "./elements/widget/widget.ts";
export type { Theme } from "./theme/theme.ts";
