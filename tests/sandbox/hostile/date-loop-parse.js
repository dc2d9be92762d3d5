// family: dates; expect: time
for (let i = 0; ; i++) Date.parse(`${i % 9999}-13-45T99:99:99.999+99:99`);
