/** Thrown by a chart function when there is nothing it can draw; `drawChart` turns it into words in the box. */
export class NotDrawable extends Error {
  override readonly name = "NotDrawable";
}
