# frozen_string_literal: true

require_relative "boxscore/version"

# Evaluates object detectors in SQL: adds the functions of the SQLite extension to a connection.
#
#     db = SQLite3::Database.new("detections.db")
#     Boxscore.load(db)
module Boxscore
  class << self
    # The path of the extension, for any host that loads SQLite extensions.
    def loadable_path
      name = case RUBY_PLATFORM
             when /darwin/ then "boxscore.dylib"
             when /mingw|mswin/ then "boxscore.dll"
             else "boxscore.so"
             end
      File.join(__dir__, "boxscore", name)
    end

    # SQLite3::Database.new(file, extensions: [Boxscore]) and Rails' `extensions` ask for this name.
    alias to_path loadable_path

    # Adds the functions to a connection of the gem sqlite3, and returns it. With files: false those that open files are
    # switched off, for a connection on which strangers may run SQL.
    def load(db, files: true)
      db.enable_load_extension(true)
      begin
        db.load_extension(loadable_path)
      ensure
        db.enable_load_extension(false)
      end
      db.execute("SELECT boxscore_restrict('files')") unless files
      db
    end
  end
end
