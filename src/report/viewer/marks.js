// How flows look, on the map and in the legend.

export const CLASSES = [
  { below: 0.25, name: "use-1", text: "< 25" },
  { below: 0.5, name: "use-2", text: "25–50" },
  { below: 0.75, name: "use-3", text: "50–75" },
  { below: 0.95, name: "use-4", text: "75–95" },
  { below: Infinity, name: "use-5", text: "≥ 95 %" },
];

export function useClass(share) {
  if (share === null) return "use-none";
  return CLASSES.find((each) => share < each.below).name;
}

const WIDEST = 17;

// The area of a mark grows with its tonnes.
export function flowWidth(tonnes) {
  if (tonnes <= 0) return 0;
  return Math.min(WIDEST, Math.max(1.4, 2.4 * Math.sqrt(tonnes / 1e6)));
}

const WIDEST_CASING = 14e6;

export function casingWidth(capacity, load) {
  if (capacity === null) return flowWidth(load) + 1.5;
  return Math.max(flowWidth(Math.min(capacity, WIDEST_CASING)), flowWidth(load)) + 2.5;
}

const SEA = new Set(["rail_ferry", "container_vessel", "tanker"]);
const PIPES = new Set(["oil_pipeline", "gas_pipeline"]);

export function wayClass(mode) {
  if (SEA.has(mode)) return "way-sea";
  return PIPES.has(mode) ? "way-pipe" : "way-land";
}
