import { language } from "./text.js";

const cache = new Map();

function number(options) {
  const key = language() + JSON.stringify(options);
  if (!cache.has(key)) cache.set(key, new Intl.NumberFormat(language(), options));
  return cache.get(key);
}

// Tonnes a year as millions, with as many decimals as a figure of that size carries.
export function mt(tonnes) {
  const value = tonnes / 1e6;
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  return number({ maximumFractionDigits: digits }).format(value);
}

// Every tonne, for tables that are checked against other files.
export function tonnes(value) {
  return number({ maximumFractionDigits: 0 }).format(value);
}

export function percent(share) {
  const digits = share > 0 && share < 0.01 ? 1 : 0;
  return number({ style: "percent", maximumFractionDigits: digits }).format(share);
}

export function plain(value, digits = 1) {
  return number({ maximumFractionDigits: digits }).format(value);
}

export function listOf(items) {
  return new Intl.ListFormat(language(), { type: "conjunction" }).format(items);
}
