/* Built to public/assets/price-widget.min.js by `npm run build`. */

function format(cents) {
  return `€ ${(cents / 100).toFixed(2)}`;
}

window.PriceWidget = {
  version: "2.1.1",

  show(id, cents) {
    document.getElementById(id).textContent = format(cents);
  },
};
