// family: dates; expect: time
for (let i = 0; ; i++) new Intl.DateTimeFormat("en-u-ca-gregory-x-" + i, { timeZone: "Asia/Tokyo", year: "numeric" }).formatToParts(i);
