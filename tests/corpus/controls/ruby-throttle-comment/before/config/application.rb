# frozen_string_literal: true

require_relative "boot"
require "rails/all"

module Allotments
  class Application < Rails::Application
    config.load_defaults 7.1
    config.middleware.use Rack::Attack
    config.time_zone = "Vienna"
  end
end
