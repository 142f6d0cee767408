class Client
  def fetch(address)
    http = Net::HTTP.new(address.host, address.port)
    # ruleid: rb-call-timeout
    http.open_timeout = 3
    # ruleid: rb-call-timeout
    http.read_timeout = LIMIT
    # ruleid: rb-call-timeout
    Timeout.timeout(5) { http.get(address.path) }
  end

  def start(address)
    # ruleid: rb-call-timeout
    Net::HTTP.start(address.host, address.port, read_timeout: 5) { |http| http.get("/") }
  end

  def look(address)
    # ok: rb-call-timeout
    http.read_timeout = nil
    # ok: rb-call-timeout
    limit = http.read_timeout
    # ok: rb-call-timeout
    sleep(5)
    # ok: rb-call-timeout
    Net::HTTP.start(address.host, address.port)
  end
end
