# ruleid: rb-secret-fallback
key = ENV.fetch("SECRET_KEY_BASE", "insecure")
# ruleid: rb-secret-fallback
token = ENV["API_KEY"] || "local"
# ruleid: rb-secret-fallback
word = ENV.fetch("ADMIN_PASSWORD") { "admin" }
# ok: rb-secret-fallback
port = ENV.fetch("PORT", "3000")
# ok: rb-secret-fallback
key = ENV.fetch("SECRET_KEY_BASE")
# ok: rb-secret-fallback
key = ENV["API_KEY"] || ""
