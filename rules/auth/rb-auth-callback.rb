class InvoicesController < ApplicationController
  # ruleid: rb-auth-callback
  before_action :authenticate_user!
  # ruleid: rb-auth-callback
  before_action :authorize_manager, only: [:refund]
  # ruleid: rb-auth-callback
  prepend_before_action :require_login

  # ok: rb-auth-callback
  before_action :set_invoice
  # ok: rb-auth-callback
  skip_before_action :authenticate_user!
  # ok: rb-auth-callback
  after_action :verify_authorized
  # ok: rb-auth-callback
  before_action :load_authors

  def show; end
end

module Guarded
  extend ActiveSupport::Concern

  included do
    # ruleid: rb-auth-callback
    before_action :authenticate_user!
    # ok: rb-auth-callback
    before_action :set_locale
  end
end
