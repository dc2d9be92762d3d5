// The same while it is loaded.
process.exit(0);
export const sum = () => 0; export default () => 0; export const each = () => {}; export const later = () => 0; export const word = () => "";
