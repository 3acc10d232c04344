import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipInputStream;

/** Reads each archive as a stream, without its central directory; checks every CRC. */
public class ReadZip {
  public static void main(String[] paths) throws Exception {
    for (String path : paths) {
      int entries = 0;
      long bytes = 0;
      byte[] buffer = new byte[1 << 16];
      try (var zip = new ZipInputStream(new FileInputStream(path), StandardCharsets.UTF_8)) {
        while (zip.getNextEntry() != null) {
          entries += 1;
          for (int n = zip.read(buffer); n >= 0; n = zip.read(buffer)) bytes += n;
        }
      }
      System.out.println(entries + " " + bytes);
    }
  }
}
