/** Pairlab's sign, and the way to the first page. */
export function Mark() {
  return (
    <a
      href="/"
      className="grid size-6 flex-none place-items-center rounded-[7px] bg-[linear-gradient(135deg,var(--accent)_50%,var(--p2)_50%)]"
    >
      <span className="sr-only">Pairlab, first page</span>
    </a>
  );
}
