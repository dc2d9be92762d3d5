// family: promises; expect: error
const p = Promise.reject(new Error("late")); setTimeout(() => p.catch(() => {}), 20);
