/* Passkeys. A form marked data-passkey is shown only where the device can do it; a number by email always works.
   sign-in asks the server what to sign; add and use read it from the page. */
(() => {
  "use strict";
  const can = Boolean(window.PublicKeyCredential && window.webauthnJSON);

  async function fromServer(address) {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error("no options");
    return (await answer.json()).request_options;
  }

  const fromPage = () => JSON.parse(document.getElementById("js_data").textContent);

  /* The device checks that it is you (face, finger or PIN) and keeps the key itself. */
  function onThisDevice(options) {
    const choice = options.publicKey.authenticatorSelection ?? {};
    options.publicKey.authenticatorSelection = { ...choice, residentKey: "required", requireResidentKey: true, userVerification: "required" };
    return options;
  }

  const ask = {
    "sign-in": async (form) => window.webauthnJSON.get(await fromServer(form.action)),
    add: async () => window.webauthnJSON.create(onThisDevice(fromPage().creation_options)),
    use: async () => window.webauthnJSON.get(fromPage().request_options),
  };

  function say(form, words) {
    const place = form.querySelector("[data-passkey-says]");
    if (place) place.textContent = words;
  }

  function prepare(form) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      say(form, "");
      try {
        form.elements.credential.value = JSON.stringify(await ask[form.dataset.passkey](form));
        form.submit();
      } catch {
        say(form, form.dataset.passkeyNo);
      }
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (can) document.querySelectorAll("form[data-passkey]").forEach(prepare);
    else document.querySelectorAll("[data-passkey-none]").forEach((note) => (note.hidden = false));
  });
})();
