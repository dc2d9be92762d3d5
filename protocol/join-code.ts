/** The code that a person types to enter a room: 6 characters without 0, O, 1 and I, read in any case. */

export type JoinCode = string & { readonly __code: "join" };

export const JOIN_CODE_LENGTH = 6;
export const JOIN_CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** A new random code. About 1.07 billion exist; uniqueness is the database's to enforce. */
export function makeJoinCode(): JoinCode {
  const bytes = crypto.getRandomValues(new Uint8Array(JOIN_CODE_LENGTH));
  let code = "";
  for (const byte of bytes) code += JOIN_CODE_ALPHABET[byte & 31];
  return code as JoinCode;
}

/** What a person typed, as a code: case, spaces and dashes are forgiven. Null if it can be no code. */
export function readJoinCode(typed: string): JoinCode | null {
  const code = typed.replace(/[\s\-–—]/g, "").toUpperCase();
  if (code.length !== JOIN_CODE_LENGTH) return null;
  for (const letter of code) if (!JOIN_CODE_ALPHABET.includes(letter)) return null;
  return code as JoinCode;
}
