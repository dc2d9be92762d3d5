/** Names that are right somewhere else: in another language, on a page, or in another kind of file. */

const ELSEWHERE: Record<string, string> = {
  True: "JavaScript writes true and false in small letters.",
  False: "JavaScript writes true and false in small letters.",
  None: "JavaScript has null and undefined for what Python calls None.",
  print: "To print, write console.log(…).",
  println: "To print, write console.log(…).",
  printf: "To print, write console.log(…).",
  echo: "To print, write console.log(…).",
  input: 'To ask for a line, write prompt("…").',
  len: "The length of a text or a list is its .length, as in list.length.",
  str: "String(…) makes a text of a value.",
  int: "Number(…) makes a number of a text.",
  float: "Number(…) makes a number of a text.",
  range: "There is no range(). Count with for (let i = 0; i < n; i++).",
  elif: "JavaScript writes else if.",
  nil: "JavaScript writes null.",
  self: "JavaScript writes this for the object of a method.",
  require: 'This file is an ES module (it uses import or export), so write import … from "…" instead of require.',
  module: "This file is an ES module (it uses import or export), so write export instead of module.exports.",
  exports: "This file is an ES module (it uses import or export), so write export instead of exports.",
  __dirname:
    'This file is an ES module, which has no __dirname. Paths begin at the room\'s top folder, as in "data.txt".',
  __filename: "This file is an ES module, which has no __filename.",
};
const PAGE =
  "document window localStorage sessionStorage navigator location history HTMLElement addEventListener requestAnimationFrame".split(
    " ",
  );
const TESTS = "describe it test expect beforeEach afterEach".split(" ");

/** A sentence about a name that does not exist here, if it exists elsewhere. */
export function foreignWord(name: string): string | undefined {
  if (Object.hasOwn(ELSEWHERE, name)) return ELSEWHERE[name];
  if (PAGE.includes(name))
    return `Programs here run outside a page, so there is no ${name}. To work with a page, make an HTML file and open Preview.`;
  if (TESTS.includes(name)) return `${name}() is there in test files only.`;
  return undefined;
}

/** Methods of the language's own values, for those who misspell them. */
export const METHODS =
  "at concat copyWithin entries every fill filter find findIndex findLast findLastIndex flat flatMap forEach from includes indexOf join keys lastIndexOf map pop push reduce reduceRight reverse shift slice some sort splice toReversed toSorted toSpliced unshift values with charAt charCodeAt codePointAt endsWith localeCompare match matchAll normalize padEnd padStart repeat replace replaceAll search split startsWith substring toLowerCase toUpperCase trim trimEnd trimStart toFixed toPrecision toString valueOf log error warn info debug table group groupEnd time timeEnd count assert dir trace then catch finally get set has delete clear add size assign freeze hasOwn create abs ceil floor round random max min pow sqrt trunc sign parse stringify getTime getFullYear getMonth getDate getDay getHours getMinutes getSeconds toISOString call apply bind test exec isArray isInteger".split(
    " ",
  );
