// family: modules; expect: time
import "./deep.tsx";
//// deep.tsx
class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = class A { x = 1 } } } } } } } } } } } } } } } } } } } } } } } } } }
