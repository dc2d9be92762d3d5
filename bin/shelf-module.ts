/** A CommonJS file as a module that a browser imports, with its names as exports. */

/** Of these names, those that a module can export: every one but `default` that is a word. */
export function exportable(names: string[]): string[] {
  return names.filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== "default");
}

/** `needs`: what it requires, each by the name that an import map gives it; `names`: what it exports, `exportable`. */
export function asModule(code: string, needs: string[], names: string[]): string {
  const imports = needs.map((name, index) => `import need${index} from ${JSON.stringify(name)};`);
  const table = needs.map((name, index) => `${JSON.stringify(name)}: need${index}`);
  // A name that is a word of the language cannot be declared, but can be exported under a number.
  const values = names.map((name, index) => `const value${index} = module.exports[${JSON.stringify(name)}];`);
  const list = names.map((name, index) => `value${index} as ${name}`);
  return [
    ...imports,
    "const module = { exports: {} };",
    'const process = { env: { NODE_ENV: "development" } };',
    `const required = { ${table.join(", ")} };`,
    "(function (exports, require) {",
    code,
    "})(module.exports, (name) => required[name]);",
    ...values,
    `export { ${list.join(", ")} };`,
    "export default module.exports;",
    "",
  ].join("\n");
}
