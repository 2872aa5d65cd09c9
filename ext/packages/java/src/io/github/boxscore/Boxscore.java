package io.github.boxscore;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/**
 * Evaluates object detectors in SQL: adds the functions of the SQLite extension to connections of sqlite-jdbc.
 *
 * <pre>{@code
 * Connection db = Boxscore.connect("jdbc:sqlite:detections.db");
 * ResultSet figures = db.createStatement().executeQuery("SELECT metric, value FROM coco_summary");
 * }</pre>
 */
public final class Boxscore {
  private Boxscore() {}

  /** Opens a connection that has boxscore's functions. */
  public static Connection connect(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    try {
      return load(connection);
    } catch (SQLException | RuntimeException error) {
      connection.close();
      throw error;
    }
  }

  /** Adds boxscore's functions to a connection, also one from a pool, and returns it. */
  public static Connection load(Connection connection) throws SQLException {
    Path path = loadablePath();
    DB database = connection.unwrap(SQLiteConnection.class).getDatabase();
    database.enable_load_extension(true);
    try (PreparedStatement statement = connection.prepareStatement("SELECT load_extension(?)")) {
      statement.setString(1, path.toString());
      statement.executeQuery().close();
    } finally {
      database.enable_load_extension(false);
    }
    return connection;
  }

  /** The same without the functions that open files, for a connection on which strangers may run SQL. */
  public static Connection loadWithoutFiles(Connection connection) throws SQLException {
    load(connection);
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT boxscore_restrict('files')").close();
    }
    return connection;
  }

  /** The path of the extension: unpacked from the jar into a temporary folder, once in a process. */
  public static Path loadablePath() {
    return Unpacked.EXTENSION;
  }

  /** Done when the class is first used. */
  private static final class Unpacked {
    static final Path EXTENSION = unpack(platform());
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch");
    boolean arm = processor.equals("aarch64") || processor.equals("arm64");
    if (!arm) processor = processor.equals("amd64") ? "x86_64" : processor;
    if (system.startsWith("mac")) return "macos-" + (arm ? "arm64" : processor);
    if (system.startsWith("windows")) return "windows-" + (arm ? "arm64" : processor);
    return "linux-" + (arm ? "aarch64" : processor) + (onMusl() ? "-musl" : "");
  }

  /** Whether this process runs on musl instead of glibc. */
  private static boolean onMusl() {
    try (BufferedReader maps = Files.newBufferedReader(Paths.get("/proc/self/maps"), StandardCharsets.ISO_8859_1)) {
      return maps.lines().anyMatch(line -> line.contains("/ld-musl-"));
    } catch (IOException | UncheckedIOException error) {
      return false;
    }
  }

  private static Path unpack(String platform) {
    try {
      Path folder = Files.createTempDirectory("boxscore");
      folder.toFile().deleteOnExit();
      Path extension = null;
      for (String name : files(platform)) {
        Path path = folder.resolve(name);
        try (InputStream file = Boxscore.class.getResourceAsStream(platform + "/" + name)) {
          Files.copy(file, path);
        }
        path.toFile().deleteOnExit();
        if (name.startsWith("boxscore.")) extension = path;
      }
      return extension;
    } catch (IOException error) {
      throw new UncheckedIOException("boxscore: cannot unpack the extension", error);
    }
  }

  private static List<String> files(String platform) throws IOException {
    InputStream list = Boxscore.class.getResourceAsStream(platform + "/files.txt");
    if (list == null) throw new UnsupportedOperationException("boxscore: the jar has no extension for " + platform);
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return lines.lines().collect(Collectors.toList());
    }
  }
}
