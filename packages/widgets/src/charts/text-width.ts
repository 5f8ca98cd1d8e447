const narrow = /[ijlItf.,:;'|!()[\]]/;
const wide = /[mwMW@%—€£¥]/;

/**
 * About how many pixels a text takes, generous rather than tight. Charts are pure and may be drawn where there is no
 * canvas to measure with, and the page's font is not known; only overlaps and margins hang on it.
 */
export function textWidth(text: string, fontSize = 12): number {
  let ems = 0;
  for (const character of text) {
    if (character > "\u2e7f") ems += 1;
    else if (narrow.test(character)) ems += 0.34;
    else if (wide.test(character)) ems += 0.88;
    else ems += character >= "A" && character <= "Z" ? 0.72 : 0.63;
  }
  return ems * fontSize;
}

/** Cuts a text to a width in pixels, with an ellipsis where something went. */
export function fitText(text: string, width: number, fontSize = 12): string {
  if (textWidth(text, fontSize) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join("")}…`, fontSize) > width) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}
