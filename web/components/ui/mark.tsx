/** Pairlab's mark: two halves of one square. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 22 22" className="flex-none">
      <clipPath id="mark">
        <rect width="22" height="22" rx="7" />
      </clipPath>
      <g clipPath="url(#mark)">
        <path d="M0 0h22L0 22z" fill="var(--accent)" />
        <path d="M22 0v22H0z" fill="var(--p2)" />
      </g>
    </svg>
  );
}
