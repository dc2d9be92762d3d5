// family: modules; expect: time
import "./b.ts";
//// b.ts
const x = ((((((((((((((((((((((((((((((1 as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any) as any); while (x);
