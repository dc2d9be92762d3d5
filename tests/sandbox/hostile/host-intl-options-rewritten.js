// family: host; expect: ok|error
// What is asked is put together as text: names and values that would end it early.
const evil = '"],"method":"format","args":["x';
const tries = [() => new Intl.NumberFormat(evil), () => new Intl.NumberFormat("en", { currency: evil, style: "currency" }), () => (1).toLocaleString("en", { style: evil }), () => "a".localeCompare(evil, evil), () => new Intl.DisplayNames("en", { type: evil }).of(evil), () => new Intl.NumberFormat("en").format(evil), () => new Intl.NumberFormat("en").format({ toString: () => evil, valueOf: () => evil }), () => new Intl.PluralRules("en").select(evil), () => new Intl.ListFormat("en").format([evil]), () => new Intl.RelativeTimeFormat("en").format(1, evil), () => Intl.supportedValuesOf(evil), () => new Date(0).toLocaleString("en", { timeZone: evil })];
for (const f of tries) try { console.log(JSON.stringify(f())); } catch (e) { console.log(e.name, e.message.length); }
