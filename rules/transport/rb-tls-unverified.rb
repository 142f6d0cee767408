def connect(address)
  http = Net::HTTP.new(address.host, address.port)
  # ruleid: rb-tls-unverified
  http.verify_mode = OpenSSL::SSL::VERIFY_NONE
  # ruleid: rb-tls-unverified
  Net::HTTP.start(address.host, address.port, verify_mode: OpenSSL::SSL::VERIFY_NONE)
  # ruleid: rb-tls-unverified
  Faraday.new(url: address, ssl: { verify: false })
  # ruleid: rb-tls-unverified
  HTTParty.get(address, verify: false)
  # ok: rb-tls-unverified
  http.verify_mode = OpenSSL::SSL::VERIFY_PEER
  # ok: rb-tls-unverified
  Faraday.new(url: address, ssl: { verify: true })
  # ok: rb-tls-unverified
  HTTParty.get(address, verify: strict)
  # ok: rb-tls-unverified
  user.save(verify: false)
end
