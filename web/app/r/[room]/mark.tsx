/** Pairlab's sign, and the way to the first page. */
export function Mark() {
  return (
    <a
      href="/"
      aria-label="Pairlab, first page"
      className="block size-[22px] flex-none rounded-[7px] bg-[linear-gradient(135deg,var(--accent)_50%,var(--p2)_50%)]"
    />
  );
}
