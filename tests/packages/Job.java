import io.github.boxscore.Boxscore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The job of the package tests, for Java: DATABASE JOB OUTPUT. */
public class Job {
  private static ResultSet query(Connection db, String sql) throws Exception {
    return db.createStatement().executeQuery(sql);
  }

  private static String text(String job, String name) throws Exception {
    return new String(Files.readAllBytes(Paths.get(job, name + ".sql")), "UTF-8").trim();
  }

  public static void main(String[] words) throws Exception {
    String url = "jdbc:sqlite:" + words[0], job = words[1];
    Path output = Paths.get(words[2]);
    try (Connection db = Boxscore.connect(url)) {
      StringBuilder lines = new StringBuilder();
      ResultSet figures = query(db, text(job, "figures"));
      while (figures.next())
        lines.append(String.format("%s %016x\n", figures.getString(1), Double.doubleToRawLongBits(figures.getDouble(2))));
      Files.write(output.resolve("figures.txt"), lines.toString().getBytes("UTF-8"));
      Files.write(output.resolve("picture.svg"), (query(db, text(job, "picture_svg")).getString(1) + "\n").getBytes("UTF-8"));
      Files.write(output.resolve("picture.png"), query(db, text(job, "picture_png")).getBytes(1));
      Files.write(output.resolve("sqlite.txt"), query(db, "SELECT sqlite_version()").getString(1).getBytes("UTF-8"));
    }
    try (Connection db = Boxscore.loadWithoutFiles(DriverManager.getConnection(url))) {
      query(db, "SELECT read_file('" + words[0] + "')").getBytes(1);
      throw new AssertionError("read_file reads a file");
    } catch (SQLException error) {
      if (!error.getMessage().contains("boxscore_restrict")) throw error;
    }
  }
}
