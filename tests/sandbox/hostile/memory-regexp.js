// family: memory; expect: memory|error|time
new RegExp("(" .repeat(5e5) + ")".repeat(5e5));
