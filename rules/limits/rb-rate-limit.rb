# ruleid: rb-rate-limit
config.middleware.use Rack::Attack
# ruleid: rb-rate-limit
Rack::Attack.throttle("logins", limit: 10, period: 60) do |request|
  request.ip
end
class Sessions < ApplicationController
  # ruleid: rb-rate-limit
  rate_limit to: 10, within: 3.minutes, only: :create
end
# ok: rb-rate-limit
config.middleware.use Rack::Deflater
# ok: rb-rate-limit
Rack::Attack.safelist("up") { |request| request.path == "/up" }
# ok: rb-rate-limit
limit = rate_limit_of(user)
