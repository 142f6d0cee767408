# frozen_string_literal: true

Rack::Attack.safelist("monitoring") { |request| request.path == "/up" }

Rack::Attack.throttle("logins/address", limit: 10, period: 60) do |request|
  request.ip if request.post? && request.path == "/session"
end

Rack::Attack.throttle("resets/email", limit: 3, period: 3600) do |request|
  request.params["email"].to_s.downcase if request.post? && request.path == "/password_resets"
end
