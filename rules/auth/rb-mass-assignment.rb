def create
  # ruleid: rb-mass-assignment
  User.create(params.permit!)
  # ruleid: rb-mass-assignment
  User.create(params.require(:user).permit!)
  # ruleid: rb-mass-assignment
  User.create(params.to_unsafe_h)
  # ruleid: rb-mass-assignment
  User.update(params[:user].to_unsafe_h)
  # ruleid: rb-mass-assignment
  User.update(params.require(:user).to_unsafe_h)
  # ok: rb-mass-assignment
  User.update(params[:user].to_h)
  # ok: rb-mass-assignment
  User.create(params.require(:user).permit(:name))
  # ok: rb-mass-assignment
  params.permit(:page)
  # ok: rb-mass-assignment
  params.to_h
end
