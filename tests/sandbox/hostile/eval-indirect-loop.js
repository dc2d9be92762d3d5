// family: eval; expect: time
const e = eval; e("while (true) {}");
