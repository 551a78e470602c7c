/* docxtemplater as its manual has it, kept running: a line of JSON with many contexts comes in, their documents go
   out, each behind its length. The template is read once; modules lie where the first argument says. */
"use strict";

const path = require("node:path");
const { createRequire } = require("node:module");
const fs = require("node:fs");
const readline = require("node:readline");

const fetched = createRequire(path.join(process.argv[2], "package.json"));
const Docxtemplater = fetched("docxtemplater");
const PizZip = fetched("pizzip");
const template = fs.readFileSync(process.argv[3]);

/* `dataansvarlig.navn` is a path; `.` is the item of a list itself. */
function parser(tag) {
  const names = tag.trim() === "." ? [] : tag.trim().split(".");
  return {
    get: (scope) => names.reduce((value, name) => (value == null ? undefined : value[name]), scope)
  };
}

function filled(context) {
  const word = new Docxtemplater(new PizZip(template), {
    delimiters: { start: "{{", end: "}}" },
    paragraphLoop: true,
    linebreaks: true,
    parser
  });
  word.render(context);
  return word.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  for (const context of JSON.parse(line)) {
    const made = filled(context);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(made.length);
    fs.writeSync(1, length);
    for (let sent = 0; sent < made.length;) {
      sent += fs.writeSync(1, made, sent);
    }
  }
});
