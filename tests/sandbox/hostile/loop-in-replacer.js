// family: loops; expect: time
"abc".replace(/b/, () => { for (;;); });
