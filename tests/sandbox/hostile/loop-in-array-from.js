// family: loops; expect: memory|time
Array.from({ length: 1e9 }, (_, i) => i & 1 ? undefined : undefined);
