// family: intl; expect: ok
// ICU writes a number of a billion places digit by digit, in native code that no thread can be ended in.
for (const options of [{ notation: "compact" }, { minimumSignificantDigits: 21 }, { style: "unit", unit: "byte", notation: "compact" }])
  for (const method of ["format", "formatToParts", "formatRange", "formatRangeToParts"])
    for (const text of ["1e-999999999", "1E-99999999", "0.1e-9999999", "1e+999999999"])
      try {
        console.log(new Intl.NumberFormat("en", options)[method](text, "1e999999999"));
      } catch (error) {
        console.log(error.name);
      }
