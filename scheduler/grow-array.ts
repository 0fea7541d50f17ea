/** A kind of typed array. */
type TypedArray = Float64Array | Int32Array | Uint16Array | Uint8Array;

/** A larger array of the same kind that begins with these entries; the rest is zero. */
export function grown<A extends TypedArray>(array: A, length: number): A {
  const larger = new (array.constructor as new (length: number) => A)(length);
  larger.set(array);
  return larger;
}
