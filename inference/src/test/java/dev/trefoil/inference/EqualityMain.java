package dev.trefoil.inference;

import java.nio.file.Path;

/// Prints how the models under a folder compare: for people.
final class EqualityMain {
    private EqualityMain() {}

    public static void main(String[] args) throws Exception {
        long compared = 0;
        int fine = 0;
        int bad = 0;
        for (EqualityCase one : EqualityCase.in(Path.of(args[0]))) {
            if (args.length > 1 && !one.folder().toString().contains(args[1])) {
                continue;
            }
            try {
                compared += one.check();
                fine++;
            } catch (AssertionError | RuntimeException e) {
                bad++;
                System.out.println(one.folder().getFileName() + ": "
                        + String.valueOf(e)
                                .lines()
                                .filter(l -> !l.isBlank())
                                .limit(2)
                                .toList());
            }
        }
        System.out.println(fine + " models fine, " + bad + " not, " + compared + " numbers");
    }
}
