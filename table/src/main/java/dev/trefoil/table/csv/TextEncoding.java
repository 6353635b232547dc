package dev.trefoil.table.csv;

import dev.trefoil.table.source.TableException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The character set of a file, and how it is known.
///
/// @param malformed whether some bytes are no text in it; they read as U+FFFD
/// @param evidence how it is known, a phrase
record TextEncoding(Charset charset, boolean malformed, String evidence) {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /// Looks at every byte of the file.
    static TextEncoding detect(Path file, @Nullable String stated) {
        byte[] head = new byte[4096];
        int headLength;
        try (InputStream in = open(file)) {
            headLength = in.readNBytes(head, 0, head.length);
        } catch (IOException e) {
            throw problem(file, e);
        }
        if (headLength >= 2 && (head[0] & 0xff) == 0xff && (head[1] & 0xff) == 0xfe) {
            return new TextEncoding(StandardCharsets.UTF_16LE, false, "byte-order mark");
        }
        if (headLength >= 2 && (head[0] & 0xff) == 0xfe && (head[1] & 0xff) == 0xff) {
            return new TextEncoding(StandardCharsets.UTF_16BE, false, "byte-order mark");
        }
        if (stated != null && !stated.toLowerCase(Locale.ROOT).matches("utf-?8(-?bom|-?sig)?")) {
            return new TextEncoding(named(stated), false, "stated");
        }
        Charset wide = stated == null ? wide(head, headLength) : null;
        if (wide != null) {
            return new TextEncoding(wide, false, "every other byte is zero");
        }
        Utf8Scan scan = scan(file);
        boolean mark =
                headLength >= 3 && (head[0] & 0xff) == 0xef && (head[1] & 0xff) == 0xbb && (head[2] & 0xff) == 0xbf;
        if (stated != null || mark || scan.invalid == 0 || scan.valid > 2 * scan.invalid) {
            String evidence = stated != null
                    ? "stated"
                    : mark ? "byte-order mark" : scan.valid > 0 ? "its bytes are valid UTF-8" : "nothing but ASCII";
            return new TextEncoding(StandardCharsets.UTF_8, scan.invalid > 0, evidence);
        }
        return new TextEncoding(WINDOWS, false, "byte " + scan.firstInvalid + " is not valid UTF-8");
    }

    static Charset named(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new TableException(
                    "encoding: " + name,
                    "there is no such character set",
                    "write utf-8, utf-16le, windows-1252 or iso-8859-1",
                    e);
        }
    }

    /// The text of the file without a byte-order mark.
    Reader reader(Path file) {
        try {
            Reader reader = new BufferedReader(
                    new InputStreamReader(
                            open(file),
                            charset.newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPLACE)
                                    .onUnmappableCharacter(CodingErrorAction.REPLACE)),
                    1 << 16);
            reader.mark(1);
            if (reader.read() != '\ufeff') {
                reader.reset();
            }
            return reader;
        } catch (IOException e) {
            throw problem(file, e);
        }
    }

    /// What a failed read of this file means.
    static TableException problem(Path file, IOException e) {
        String name = file.getFileName().toString();
        if (e instanceof EOFException || e instanceof ZipException) {
            return new TableException(
                    name,
                    e instanceof EOFException ? "the gzip file is cut short" : "bad gzip (" + e.getMessage() + ")",
                    "copy or export it again",
                    e);
        }
        return new TableException(name, "cannot be read (" + e.getMessage() + ")", "check the file and the disk", e);
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static @Nullable Charset wide(byte[] head, int length) {
        int even = 0;
        int odd = 0;
        for (int i = 0; i < length; i++) {
            if (head[i] == 0) {
                if (i % 2 == 0) {
                    even++;
                } else {
                    odd++;
                }
            }
        }
        if (odd * 10 > length * 3) {
            return StandardCharsets.UTF_16LE;
        }
        return even * 10 > length * 3 ? StandardCharsets.UTF_16BE : null;
    }

    private static Utf8Scan scan(Path file) {
        Utf8Scan scan = new Utf8Scan();
        byte[] block = new byte[1 << 16];
        try (InputStream in = open(file)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                scan.add(block, read);
            }
        } catch (IOException e) {
            throw problem(file, e);
        }
        return scan;
    }

    /// Counts multi-byte characters that are valid UTF-8 and bytes that are not.
    private static final class Utf8Scan {
        private long valid;
        private long invalid;
        private long firstInvalid = -1;
        private long position;
        private int expected;

        private void add(byte[] block, int length) {
            for (int i = 0; i < length; i++, position++) {
                int b = block[i] & 0xff;
                if (expected > 0 && (b & 0xc0) == 0x80) {
                    if (--expected == 0) {
                        valid++;
                    }
                    continue;
                }
                if (expected > 0) {
                    spoilt();
                    expected = 0;
                }
                if (b >= 0x80) {
                    if (b >= 0xc2 && b <= 0xdf) {
                        expected = 1;
                    } else if (b >= 0xe0 && b <= 0xef) {
                        expected = 2;
                    } else if (b >= 0xf0 && b <= 0xf4) {
                        expected = 3;
                    } else {
                        spoilt();
                    }
                }
            }
        }

        private void spoilt() {
            invalid++;
            if (firstInvalid < 0) {
                firstInvalid = position;
            }
        }
    }
}
