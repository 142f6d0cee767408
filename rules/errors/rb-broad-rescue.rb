class Store
  def load(path)
    begin
      parse(path)
    # ruleid: rb-broad-rescue
    rescue Exception => e
      log(e)
    end
  end

  def size(path)
    parse(path).size
  # ruleid: rb-broad-rescue
  rescue Exception
    0
  end

  def name(path)
    begin
      parse(path)
    # ruleid: rb-broad-rescue
    rescue ::Exception => e
      log(e)
    end
  end

  def rows(path)
    begin
      parse(path)
    # ok: rb-broad-rescue
    rescue Exception => e
      log(e)
      raise
    end
  end

  def count(path)
    begin
      parse(path)
    # ok: rb-broad-rescue
    rescue StandardError => e
      log(e)
    end
  end

  def fields(path)
    parse(path)
  # ok: rb-broad-rescue
  rescue ParseError, Errno::ENOENT
    []
  end
end
