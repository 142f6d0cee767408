def show(name)
  # ruleid: rb-html-safe
  name.html_safe
  # ruleid: rb-html-safe
  raw(name)
  # ruleid: rb-html-safe
  "<b>#{name}</b>".html_safe
  # ok: rb-html-safe
  sanitize(name)
  # ok: rb-html-safe
  "<b>fixed</b>".html_safe
  # ok: rb-html-safe
  h(name)
end
