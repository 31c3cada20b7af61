/** Long side of a picture that is kept: a face or a paper can be read, and it goes over a mobile line. */
const LONG_SIDE_PX = 1000;
/** Base64 of at most 140 KB, below what the server takes. */
const LONGEST_BASE64 = 190_000;

/** A picture as JPEG in base64, small enough for a weak line. Throws when the file is no picture. */
export async function makeSmall(file: File): Promise<string> {
  const picture = await createImageBitmap(file);
  for (let side = LONG_SIDE_PX; side >= 250; side = Math.round(side * 0.75)) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const base64 = canvas.toDataURL('image/jpeg', 0.8).replace(/^data:image\/jpeg;base64,/, '');
    if (base64.length <= LONGEST_BASE64) return base64;
  }
  throw new RangeError('the picture cannot be made small enough');
}
