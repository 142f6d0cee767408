class PagesController < ApplicationController
  # ruleid: rb-auth-skipped
  skip_before_action :authenticate_user!
  # ruleid: rb-auth-skipped
  skip_before_action :require_login, only: [:index]
  # ruleid: rb-auth-skipped
  allow_unauthenticated_access only: [:show]
  # ruleid: rb-auth-skipped
  skip_authorization_check

  # ok: rb-auth-skipped
  skip_before_action :set_locale
  # ok: rb-auth-skipped
  before_action :authenticate_user!
  # ok: rb-auth-skipped
  skip_after_action :verify_authorized

  # ok: rb-auth-skipped
  def skipped; end
end
