package dev.trefoil.inference;

import java.nio.file.Files;
import java.nio.file.Path;

/// Prints how the ONNX models under a folder compare: for people.
final class OnnxMain {
    private OnnxMain() {}

    public static void main(String[] args) throws Exception {
        int ulps = args.length > 1 ? Integer.parseInt(args[1]) : 0;
        try (var folders = Files.list(Path.of(args[0]))) {
            for (Path folder : folders.sorted().toList()) {
                String result;
                try {
                    result = "fine, " + new OnnxCase(folder).check(ulps);
                } catch (AssertionError | RuntimeException e) {
                    result = "BAD "
                            + String.valueOf(e)
                                    .lines()
                                    .filter(l -> !l.isBlank())
                                    .limit(2)
                                    .toList();
                }
                System.out.println(folder.getFileName() + ": " + result);
            }
        }
    }
}
