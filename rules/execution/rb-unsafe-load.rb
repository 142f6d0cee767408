def load(text)
  # ruleid: rb-unsafe-load
  a = YAML.unsafe_load(text)
  # ruleid: rb-unsafe-load
  b = Marshal.load(text)
  # ruleid: rb-unsafe-load
  c = eval(text)
  # ok: rb-unsafe-load
  d = YAML.safe_load(text)
  # ok: rb-unsafe-load
  e = JSON.parse(text)
  # ok: rb-unsafe-load
  f = Marshal.load(Marshal.dump(text))
end
