export const COLOURS = {
  background: "#ffffff",
  text: "#1b1b1f",
  accent: "#c2410c",
};

export const MAX_WIDTH_PX = 960;
export const TOAST_MS = 4000;
