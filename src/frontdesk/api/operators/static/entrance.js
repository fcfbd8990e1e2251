// The key stands behind the # of the printed address; it goes on in a form, and out of the history.
const key = new URLSearchParams(location.hash.slice(1)).get("key");
if (key) {
  history.replaceState(null, "", location.pathname);
  const form = document.querySelector("form");
  form.elements.key.value = key;
  form.submit();
}
