const WIDTH = 160;
const QUALITY = 0.8;

export async function thumbnail(image) {
  const height = Math.round((image.height / image.width) * WIDTH);
  return image.resize(WIDTH, height).toBlob("image/jpeg", QUALITY);
}
