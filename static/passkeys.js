// Only on pages with a passkey: asks the device when the button is pressed, and sends its answer with the form.
(() => {
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), letter => letter.charCodeAt(0));
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const keys = list => (list || []).map(key => ({ ...key, id: bytes(key.id) }));

  const make = asked => navigator.credentials.create({ publicKey: {
    ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: keys(asked.excludeCredentials),
  } });
  const sign = asked => navigator.credentials.get({ publicKey: {
    ...asked, challenge: bytes(asked.challenge), allowCredentials: keys(asked.allowCredentials),
  } });

  const asText = credential => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (credential.response[name]) response[name] = text(credential.response[name]);
    const { id, type } = credential;
    return JSON.stringify({ id, rawId: text(credential.rawId), type, response, clientExtensionResults: {} });
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    for (const other of document.querySelectorAll("[data-without-passkey]")) other.hidden = true;
    form.addEventListener("submit", async event => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      const asked = JSON.parse(form.dataset.passkey);
      try {
        form.elements.credential.value = asText(await (asked.user ? make(asked) : sign(asked)));
        form.submit();
      } catch {
        const failed = form.querySelector("[data-failed]");
        failed.hidden = false;
        failed.focus();
      }
    });
  }
})();
