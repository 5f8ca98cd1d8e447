export { HeddleAsk } from "./elements/ask/ask.ts";
export type { ChartData } from "./elements/chart/chart-data.ts";
export { HeddleChart } from "./elements/chart/chart.ts";
export { HeddleProvider } from "./elements/provider/provider.ts";
export { HeddleWidget } from "./elements/widget/widget.ts";
export type { Theme } from "./theme/theme.ts";
