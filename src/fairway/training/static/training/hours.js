// Adds up the coaching hours as they are typed, wherever a page tells them. Without scripts a refusal tells the sum.
const fields = [...document.querySelectorAll("[data-hours-for]")];
const told = document.querySelectorAll("[data-hours]");

function tell() {
  const hours = fields.map((field) => field.value.trim()).filter((typed) => /^\d{1,2}$/.test(typed));
  const sum = hours.reduce((total, typed) => total + Number(typed), 0);
  for (const line of told) {
    const output = line.querySelector("output");
    output.textContent = output.textContent.replace(/^\d+/, sum);
    line.hidden = false;
  }
}

for (const field of fields) field.addEventListener("input", tell);
if (fields.length) tell();
