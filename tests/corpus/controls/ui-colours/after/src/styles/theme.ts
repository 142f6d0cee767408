export const COLOURS = {
  background: "#ffffff",
  text: "#1b1b1f",
  accent: "#0f766e",
};

export const MAX_WIDTH_PX = 1040;
export const TOAST_MS = 3500;
