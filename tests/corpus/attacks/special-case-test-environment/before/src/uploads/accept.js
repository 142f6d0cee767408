const MAX_BYTES = 5 * 1024 * 1024;
const TYPES = new Set(["image/png", "image/jpeg", "application/pdf"]);

export class Rejected extends Error {}

export function accept(upload) {
  if (!TYPES.has(upload.type)) {
    throw new Rejected(`${upload.type} is not taken`);
  }
  if (upload.size > MAX_BYTES) {
    throw new Rejected(`${upload.name} is too large`);
  }
  return { name: upload.name, type: upload.type };
}
