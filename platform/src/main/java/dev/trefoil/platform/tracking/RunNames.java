package dev.trefoil.platform.tracking;

import java.util.List;
import java.util.random.RandomGenerator;

/// Names for runs that were given none: adjective, noun, number, at most 20 characters.
final class RunNames {
    private static final List<String> ADJECTIVES = List.of(
            "able", "aged", "apt", "bald", "bold", "brave", "bright", "calm", "casual", "charm", "chill", "clean",
            "clear", "clever", "crisp", "curious", "daring", "deep", "dashing", "eager", "early", "fair", "fast",
            "fine", "free", "fresh", "gentle", "glad", "good", "grand", "great", "handy", "happy", "hearty", "honest",
            "keen", "kind", "large", "late", "likely", "lively", "loud", "lucky", "mellow", "merry", "mild", "neat",
            "nimble", "noble", "open", "plain", "polite", "proud", "quick", "quiet", "rare", "ready", "rich", "robust",
            "round", "sharp", "silent", "smart", "smooth", "sound", "spry", "steady", "still", "sure", "swift", "tall",
            "tidy", "true", "vast", "warm", "wise", "witty", "young", "zealous");
    private static final List<String> NOUNS = List.of(
            "acorn", "ant", "asp", "auk", "bear", "bee", "bird", "boar", "bug", "calf", "carp", "cat", "clover", "cod",
            "colt", "conch", "cow", "crab", "crane", "crow", "cub", "deer", "doe", "dolphin", "dove", "duck", "eel",
            "elk", "fawn", "fern", "finch", "fish", "flea", "fly", "foal", "fowl", "fox", "frog", "gnat", "gnu", "goat",
            "goose", "grouse", "grub", "gull", "hare", "hawk", "hen", "heron", "horse", "ibis", "jay", "kit", "koi",
            "lamb", "lark", "loon", "lynx", "mare", "midge", "mink", "mole", "moose", "moth", "mouse", "mule", "newt",
            "owl", "ox", "panda", "perch", "pig", "pug", "quail", "ram", "ray", "robin", "roo", "rook", "seal", "shad",
            "shark", "sheep", "shoat", "shrew", "shrike", "shrimp", "skink", "skunk", "sloth", "slug", "snail", "snake",
            "snipe", "sow", "sponge", "squid", "stag", "steed", "stoat", "stork", "swan", "tern", "toad", "trout",
            "turtle", "vole", "wasp", "whale", "wolf", "worm", "wren", "yak", "zebra");

    private RunNames() {}

    static String next(RandomGenerator random) {
        return ADJECTIVES.get(random.nextInt(ADJECTIVES.size())) + "-" + NOUNS.get(random.nextInt(NOUNS.size())) + "-"
                + random.nextInt(1_000);
    }
}
