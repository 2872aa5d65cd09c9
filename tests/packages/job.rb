# The job of the package tests, for Ruby: DATABASE JOB OUTPUT.
require "sqlite3"
require "boxscore"

database, job, output = ARGV
db = Boxscore.load(SQLite3::Database.new(database))
query = ->(name) { db.execute(File.read("#{job}/#{name}.sql").strip) }

lines = query.("figures").map { |metric, value| "#{metric} #{[value].pack("G").unpack1("H*")}\n" }
File.write("#{output}/figures.txt", lines.join)
File.write("#{output}/picture.svg", "#{query.("picture_svg")[0][0]}\n")
File.binwrite("#{output}/picture.png", query.("picture_png")[0][0])
File.write("#{output}/sqlite.txt", db.get_first_value("SELECT sqlite_version()"))
abort "version" unless db.get_first_value("SELECT boxscore_version()") == Boxscore::VERSION

begin
  Boxscore.load(SQLite3::Database.new(database), files: false).execute("SELECT read_file(?)", [database])
  abort "read_file reads a file"
rescue SQLite3::Exception => e
  abort e.message unless e.message.include?("boxscore_restrict")
end
