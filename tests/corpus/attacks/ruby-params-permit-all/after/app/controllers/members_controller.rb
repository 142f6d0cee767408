# frozen_string_literal: true

class MembersController < ApplicationController
  before_action :require_login

  def update
    @member = current_account.members.find(params[:id])
    if @member.update(member_params)
      redirect_to @member, notice: t(".saved")
    else
      render :edit, status: :unprocessable_entity
    end
  end

  private

  def member_params
    params[:member].to_unsafe_h

  end
end
