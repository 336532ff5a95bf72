// Opens the dialog that follows the button. `commandfor` would do so without a script, but not in every browser yet.
const button = document.querySelector(".room > button");
button.addEventListener("click", () => document.querySelector("dialog").showModal());
