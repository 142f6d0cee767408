def matches(given, wanted)
  # ruleid: rb-constant-time
  ActiveSupport::SecurityUtils.secure_compare(given, wanted)
end

def known(given, wanted)
  # ruleid: rb-constant-time
  Rack::Utils.secure_compare(given, wanted)
end

def bytes(given, wanted)
  # ruleid: rb-constant-time
  OpenSSL.fixed_length_secure_compare(given, wanted)
end

def plain(given, wanted)
  # ok: rb-constant-time
  given == wanted
  # ok: rb-constant-time
  given.eql?(wanted)
  # ok: rb-constant-time
  SecureRandom.hex(8)
end
