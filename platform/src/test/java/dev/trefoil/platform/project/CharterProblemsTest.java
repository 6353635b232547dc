package dev.trefoil.platform.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Everything that a project file can get wrong by itself, each one line with its place and its mend.
final class CharterProblemsTest {
    @Test
    void allProblemsAreReportedAtOnceInTheOrderOfTheFile() {
        assertThat(Examples.lines("""
                        trefoil: 1
                        project: Fleet Delays
                        design:
                          mode: prod
                          problem:
                            decision: d
                            user: u
                            unit: x
                            today: t
                            alternatives:
                              - {id: rule, when: "late >> 3"}
                          costs: {false_alarm: -20, miss: 60}
                          requirements:
                            - {id: R1, mesure: auc, at_least: 0.7}
                            - {id: R1, measure: aoc, at_least: 0.7}
                            - {id: R3, measure: latency_p99, at_most: 20}
                            - {id: R4, measure: auc, better_than: ruel}
                        data:
                          sources: {a: a.csv, b: b.csv}
                          label: {name: late}
                          split: {by: time, holdout_from: 1.3.2013}
                        developement: {}
                        monitoring:
                          retrain: {when: "R9 = 'fail'", cooldown: soon}
                        """))
                .containsExactly(
                        "trefoil.yaml:2:10: 'project' should be small letters, digits and dashes, at most 63, not 'Fleet Delays' (write fleet-delays)",
                        "trefoil.yaml:4:9: 'mode' cannot be 'prod' (one of poc, production)",
                        "trefoil.yaml:11:33: 'when': expected a value, found '>'",
                        "trefoil.yaml:12:24: a cost is at least 0, not -20 (a gain is a cost of the other error)",
                        "trefoil.yaml:14:16: unknown key 'mesure' (did you mean 'measure'?)",
                        "trefoil.yaml:15:12: two requirements are called 'R1' (give each its own id)",
                        "trefoil.yaml:15:25: there is no measure 'aoc' (did you mean 'auc'?)",
                        "trefoil.yaml:16:47: 'at_most' should be a length of time, not '20' (write it like 20ms, 15s, 10m, 1h, 14d or 3 months)",
                        "trefoil.yaml:17:43: 'better_than' cannot be 'ruel' (did you mean 'rule'?)",
                        "trefoil.yaml:19:3: there are 2 sources and no 'prepare' (write a SQL file that makes one table of them: prepare: prepare.sql)",
                        "trefoil.yaml:21:10: a split by time needs the column of the time (add time: COLUMN to 'data')",
                        "trefoil.yaml:21:35: 'holdout_from' should be a day or a time, not '1.3.2013' (write it like 2013-03-01 or 2013-03-01T06:00)",
                        "trefoil.yaml:22:1: unknown key 'developement' (did you mean 'development'?)",
                        "trefoil.yaml:24:20: 'when': unknown column 'R9' (did you mean 'R1'?)",
                        "trefoil.yaml:24:44: 'cooldown' should be a length of time, not 'soon' (write it like 20ms, 15s, 10m, 1h, 14d or 3 months)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "measure: auc, at_least: 0.7|measure: auc, at_least: 0,7|11:42: unknown key '7' (there are id, says,",
                "measure: auc, at_least: 0.7|measure: auc, at_least: \"0,7\"|11:40: 'at_least' should be a number, not '0,7' (write the decimal point: 0.7)",
                "measure: auc, at_least: 0.7|measure: auc|11:7: the requirement asks for nothing (add at_least, at_most, within or better_than)",
                "measure: auc, at_least: 0.7|measure: auc, at_least: 0.7, at_most: 0.8|11:45: a requirement asks for one thing, this one for at_least and at_most (write two requirements)",
                "measure: auc, at_least: 0.7|measure: auc, at_most: 0.7|11:30: warning: 'auc' is better when higher; this asks for a worse one (did you mean 'at_least'?)",
                "measure: auc, at_least: 0.7|measure: value_per_1000, at_least: 7|11:16: nothing can measure 'value_per_1000' without costs (add design.costs: {false_alarm: …, miss: …})",
                "measure: auc, at_least: 0.7|measure: recall_at_precision, at_least: 0.7|11:16: 'recall_at_precision' needs the precision to keep (add precision: 0.9)",
                "measure: auc, at_least: 0.7|measure: latency_p99, at_most: 20ms, for_each: origin|11:53: 'latency_p99' is measured of the model as a whole, not of some rows (take it out)",
                "measure: auc, at_least: 0.7|measure: latency_p99, better_than: never|11:38: 'latency_p99' is measured of one model, not against another (use at_most)",
                "measure: auc, at_least: 0.7|measure: calibration_in_the_large, better_than: never|11:51: 'calibration_in_the_large' is best at 0, so nothing is better by a difference (ask for it within a width, such as within: 0.05)",
                "measure: auc, at_least: 0.7|measure: auc, better_than: last-value|11:43: 'last-value' needs the column of the time (add time: COLUMN to 'data')",
                "measure: auc, at_least: 0.7|measure: memory, at_most: much|11:42: 'at_most' should be a size, not 'much' (write it like 10kB, 50MB or 1GB)",
                "measure: auc, at_least: 0.7|measure: auc, at_least: 0.7, on: \"a = \"|11:53: 'on': expected a value, found the end",
                "measure: auc, at_least: 0.7|measure: auc, at_least: 0.7, at_least: 0.8|11:45: the key 'at_least' appears twice (it is in line 11 already)",
                "measure: auc, at_least: 0.7|measure: auc, at_least: 0.7, confidence: 95|11:57: 'confidence' should be at least 0.5 and below 1 (such as 0.95)",
                "label: {name: churned}|label: {name: churned, task: regression}|11:25: 'auc' does not fit a regression label (such as rmse, mae, r2)",
                "label: {name: churned}|label: {name: churned, task: binery}|14:32: 'task' cannot be 'binery' (did you mean 'binary'?)",
                "label: {name: churned}|label:|14:3: the key 'label' is missing in 'data' (name the column to predict: label: {name: …})",
                "label: {name: churned}|label: churned|14:10: 'label' should be a map of keys and values",
                "label: {name: churned}|exclude: {churned: x}¶  label: {name: churned}|14:3: the label 'churned' is excluded (take it out of 'exclude')",
                "label: {name: churned}|split: {by: random, holdout_from: 2013-03-01}¶  label: {name: churned}|14:23: 'holdout_from' means nothing in a split by random (take it out, or change 'by')",
                "label: {name: churned}|split: {holdout: 120%}¶  label: {name: churned}|14:20: 'holdout' should be a share between 0 and 1 (such as 0.2 or 20%)",
                "trefoil: 1|trefoil: 2|1:1: this program reads version 1 of the format, not '2' (write trefoil: 1)",
                "trefoil: 1|name: x|1:1: the key 'trefoil' is missing (write trefoil: 1, the version of this format)",
                "customers: data/customers.csv|customers: {path: a.csv, encoding: latin-9000}|13:48: there is no encoding 'latin-9000' (such as utf-8, windows-1252, iso-8859-1, utf-16le)",
                "customers: data/customers.csv|customers: {path: a.csv, delimiter: ';;'}|13:49: 'delimiter' should be one character (write it in quotes, a tab as \"\\t\")",
                "customers: data/customers.csv|my customers: a.csv|13:13: a source is a table in SQL: 'my customers' is no name for it (use letters, digits and _)",
                "when: \"false\"|wehn: \"false\"|9:32: unknown key 'wehn' (did you mean 'when'?)",
                "id: never, when: \"false\"|id: never|9:20: an alternative needs 'when', 'score' or 'value' (when: a predicate that acts, score: a column that ranks, value: a number)",
                "id: never|id: logistic|9:21: 'logistic' is the name of a built-in baseline (choose another id)",
            })
    void mistakeHasItsPlaceAndItsMend(String before, String after, String line) {
        assertThat(Examples.SMALL).contains(before);
        List<String> lines = Examples.lines(Examples.SMALL.replace(before, after.replace("¶", "\n")));
        assertThat(lines)
                .as(lines.toString())
                .anySatisfy(found -> assertThat(found).startsWith("trefoil.yaml:" + line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "development: {candidates: [logistic, xgbost]}|15:38: 'candidates[1]' cannot be 'xgbost' (did you mean 'xgboost'?)",
                "development: {candidates: [xgbost: {eta: 1}]}|15:28: there is no candidate 'xgbost' (did you mean 'xgboost'?)",
                "development: {candidates: [xgboost: {eta: 8..3}]}|15:43: 'eta': 8..3 is not a range; the smaller number comes first",
                "development: {candidates: [xgboost: {eta: 0..0.3 log}]}|15:43: 'eta': a logarithmic range starts above 0, not at 0",
                "development: {candidates: [xgboost, xgboost]}|15:37: two candidates are called 'xgboost' (say what both search in one)",
                "development: {candidates: [command: {run: a}]}|15:37: the key 'writes' is missing in 'command' (the folder of the model, such as model/)",
                "development: {candidates: [command: {run: a, writes: /etc}]}|15:46: 'writes' should be a folder inside the project, not '/etc' (such as model/)",
                "development: {search: {trials: 0}}|15:32: 'trials' should be a whole number of at least 1, not '0'",
                "development: {candidates: [xgboost: {max_deph: 3..8}]}|15:48: xgboost has no hyper-parameter 'max_deph' (did you mean 'max_depth'?)",
                "development: {candidates: [lightgbm: {objective: binary}]}|15:50: 'objective' of lightgbm is not for you to choose (it follows from the label, the seed and the machine: take it out)",
                "development: {candidates: [logistic: {penalty: 3}]}|15:48: logistic has no hyper-parameter 'penalty' (there is l2)",
                "development: {candidates: [xgboost: {quux: 3}]}|15:44: warning: Trefoil knows no hyper-parameter 'quux' of xgboost (it is passed on as it is)",
                "development: {baselines: [last-value]}|15:27: 'last-value' needs the column of the time (add time: COLUMN to 'data')",
                "development: {select_by: latency_p99}|15:26: 'latency_p99' says nothing about predictions (select by a measure of scored rows)",
                "development: {baselines: [majorty]}|15:27: 'baselines[0]' cannot be 'majorty' (did you mean 'majority'?)",
                "deployment: {rollout: {steps: [5%, shadow, 100%]}}|15:36: 'shadow' comes first (a version that answers does not go back into the shadow)",
                "deployment: {rollout: {steps: [25%, 5%, 100%]}}|15:37: the steps go up: 5% comes too late (sort them)",
                "deployment: {rollout: {steps: [shadow, 5%]}}|15:31: the last step should be 100% (such as [shadow, 5%, 25%, 100%])",
                "deployment: {rollout: {automation: l5}}|15:36: 'automation' cannot be 'l5' (did you mean 'L5'?)",
                "monitoring: {window: 0d}|15:22: a window has a length (such as 1d)",
                "monitoring: {webhook: mailto:x@y.z}|15:23: 'webhook' should be an address, not 'mailto:x@y.z' (it begins with https:// or http://)",
                "monitoring: {retrain: {when: \"R1 = 'failed'\"}}|15:30: 'R1' is never 'failed' (did you mean 'fail'?)",
                "monitoring: {retrain: {when: \"R1 = 'fail' OR R1 > 3\"}}|15:46: 'when': column 'R1' is a text; compare it with a text in quotes: '3'",
                "monitoring: {retrain: {when: \"drift_shar > 0.3\"}}|15:31: 'when': unknown column 'drift_shar' (did you mean 'drift_share'?)",
                "monitoring: {retrain: {when: \"R1 = 'fail'\", on: sometimes}}|15:49: 'on' should say how far back, not 'sometimes' (write it like last 3 months, last 90d or all)",
                "monitoring: {capture: {quota: lots}}|15:31: 'quota' should be a size, not 'lots' (write it like 10kB, 50MB or 1GB)",
            })
    void mistakeInALaterSectionHasItsPlaceToo(String section, String line) {
        List<String> lines = Examples.lines(Examples.SMALL + section);
        assertThat(lines)
                .as(lines.toString())
                .anySatisfy(found -> assertThat(found).startsWith("trefoil.yaml:" + line));
    }

    @Test
    void fileThatIsNoYamlSaysWhere() {
        assertThat(Examples.lines("trefoil: 1\nproject: [a\ndata: {"))
                .singleElement()
                .asString()
                .startsWith("trefoil.yaml:3:")
                .contains("this is not YAML")
                .doesNotContain("\n");
        assertThat(Examples.lines("a: \"b")).singleElement().asString().contains("this is not YAML");
        assertThat(Examples.lines("\tx: 1"))
                .singleElement()
                .asString()
                .startsWith("trefoil.yaml:1:")
                .contains("this is not YAML");
        assertThat(Examples.lines(""))
                .containsExactly(
                        "trefoil.yaml:1:1: the file is empty (trefoil init --data FILE --label COLUMN writes one)");
        assertThat(Examples.lines("- a\n- b"))
                .containsExactly("trefoil.yaml:1:1: the file should be a map of keys and values");
        assertThat(Examples.lines("just text"))
                .containsExactly("trefoil.yaml:1:1: the file should be a map of keys and values");
        assertThat(Examples.lines("a: &x [*x]")).isNotEmpty();
    }

    @Test
    void fileMadeToBreakTheReaderIsRefused() {
        assertThat(Examples.lines("a: " + "[".repeat(50_000)))
                .singleElement()
                .asString()
                .contains("nested deeper than 32");
        assertThat(Examples.lines("a: " + "{a: ".repeat(50_000)))
                .singleElement()
                .asString()
                .contains("nested deeper than 32");
        assertThat(Examples.lines("- ".repeat(50_000)))
                .singleElement()
                .asString()
                .contains("nested deeper than 32");
        assertThat(Examples.lines("a: x" + "y".repeat(1_100_000)))
                .singleElement()
                .asString()
                .contains("this is not YAML");
        assertThat(Examples.lines("design: &d {problem: *d, requirements: &r [*r]}"))
                .isNotEmpty();
        String bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ndata: {group: [*c, *c]}";
        assertThat(Examples.lines(bomb)).isNotEmpty();
        assertThat(Examples.lines("trefoil: !!java.net.URL [x]\nproject: \u0000"))
                .isNotEmpty();
    }

    @Test
    void whatIsDoubtfulIsSaidAndTheFileUsed() {
        assertThat(Examples.lines("trefoil: 1\nproject: x\ndata: {sources: {a: a.csv}, label: {name: y}}"))
                .containsExactly(
                        "trefoil.yaml:1:1: warning: there is no 'design': nothing says what the model is for or what must hold (trefoil init writes one to start from)");
        assertThat(Examples.lines(Examples.SMALL.replace("    alternatives: [{id: never, when: \"false\"}]\n", "")))
                .containsExactly(
                        "trefoil.yaml:4:3: warning: no alternative without machine learning: nothing shows that a model is needed (add problem.alternatives, such as {id: never, when: \"false\"})");
        assertThat(Examples.lines(Examples.SMALL.replace("    - {id: R1, measure: auc, at_least: 0.7}\n", "")))
                .containsExactly(
                        "trefoil.yaml:10:3: warning: no requirement: nothing says when a model is good enough (such as {id: R1, measure: auc, at_least: 0.7})");
        assertThat(Examples.lines(Examples.SMALL.replace("churned}", "churned, arrives_after: 4 months}")
                        + "monitoring: {window: 7d}"))
                .containsExactly(
                        "trefoil.yaml:15:13: warning: predictions are kept for 90d, their truth arrives after 4 months: nothing live can be measured (keep them longer: capture: {keep: …})");
        assertThat(Examples.lines(Examples.SMALL.replace("design:", "design:\n  mode: production")))
                .containsExactly(
                        "trefoil.yaml:4:3: warning: nobody signs anything, in production (add stakeholders with the sections they sign)");
    }
}
