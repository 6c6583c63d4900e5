using Saker.Data;
using Saker.Platform.Gates;
using Saker.Platform.Registry.Verdicts;

namespace Saker.Platform.Tests.Gates;

public sealed class GateFileTests
{
    private const string All = """
        target: {column: left, positive: "yes"}
        gates:
          scores: {roc_auc: {min: 0.8, by: low}, log_loss: {max: 0.5}}
          segments: [{column: payment, score: roc_auc, min: 0.7}, {column: [payment, region], score: f1, min: 0.3, min_rows: 20}]
          fairness: {protected: [payment], limits: {disparate_impact: 0.8, theil_index: 0.3}}
          calibration: {max: 0.1}
          latency: {p99_ms: 5}
          size: {max_mib: 10}
          champion: {score: roc_auc, margin: 0.02}
        """;

    [Fact]
    public void Every_gate_has_a_stable_name()
    {
        var file = GateFile.Parse(All);
        Assert.Equal(("left", "yes"), (file.Target, file.Positive));
        Assert.Equal(
            ["scores.roc_auc", "scores.log_loss", "segments.payment.roc_auc", "segments.payment+region.f1", "fairness.payment.disparate_impact", "fairness.theil_index", "calibration.ece", "latency.p99", "size", "champion.roc_auc"],
            file.Suite.Names);
    }

    [Fact]
    public void A_positive_answer_of_what_has_none_is_refused_before_it_is_required()
    {
        var requirement = new GateRequirement { Model = "m", Alias = "champion" };
        var file = GateFile.Parse("{target: {column: a, task: regression}, gates: {scores: {rmse: {max: 5}}}}");

        Assert.Equal("positive", Assert.Throws<SakerException>(() => (file with { Positive = "yes" }).AddTo(requirement)).Field);
        Assert.True(file.AddTo(requirement).HasNoPositive);
    }

    [Theory]
    [InlineData("target: {column: a, positive: b}", "f1: {min: 80}", "gates.scores.f1.min: 80 is out of range; it must be between 0 and 1.")]
    [InlineData("target: {column: a, positive: b}", "mcc: {min: -1.5}", "between -1 and 1")]
    [InlineData("target: {column: a, positive: b}", "log_loss: {max: -0.1}", "-0.1 is out of range")]
    [InlineData("target: {column: a, task: regression}", "r2: {min: 1.2}", "1.2 is out of range")]
    [InlineData("target: {column: a, task: regression}", "rmse: {max: -5}", "-5 is out of range")]
    public void What_no_model_can_reach_is_told(string target, string score, string told)
    {
        var error = Assert.Throws<SakerException>(() => GateFile.Parse($"{target}\ngates: {{scores: {{{score}}}}}"));
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        GateFile.Parse($"{{target: {{column: a, task: regression}}, gates: {{scores: {{rmse: {{max: 60000}}, r2: {{min: -3}}, smape: {{max: 2}}}}}}}}");
    }

    [Theory]
    [InlineData("{column: age, edges: [25]}", "{column: age, edges: [80]}")]
    [InlineData("{column: age, over: 25}", "{column: age, over: 80}")]
    [InlineData("{column: age, edges: [25]}", "{column: age, over: 25}")]
    public void Gates_about_other_groups_have_another_hash(string one, string other)
    {
        static string Hash(string attribute) => GateFile.Parse($"gates: {{fairness: {{protected: [{attribute}], limits: {{disparate_impact: 0.8}}}}}}").Suite.Hash;

        Assert.Equal(Hash(one), Hash(one));
        Assert.NotEqual(Hash(one), Hash(other));
    }

    [Fact]
    public void Gates_that_ask_the_same_have_the_same_hash_however_they_are_written()
    {
        var one = GateFile.Parse("gates: {scores: {roc_auc: {min: 0.8}, f1: {min: 0.5}}, size: {max_mib: 1}}").Suite.Hash;
        Assert.Equal(one, GateFile.Parse("size: {max_mib: 1.0}\nscores:\n  f1: {min: 0.50}\n  roc_auc: {by: value, min: 0.8}\n").Suite.Hash);
        Assert.Equal(one, GateFile.Parse("""{"gates": {"size": {"max_mib": 1}, "scores": {"f1": {"min": 0.5}, "roc_auc": {"min": 0.8}}}}""").Suite.Hash);
        Assert.NotEqual(one, GateFile.Parse("gates: {scores: {roc_auc: {min: 0.8, by: low}, f1: {min: 0.5}}, size: {max_mib: 1}}").Suite.Hash);
        Assert.NotEqual(one, GateFile.Parse("gates: {scores: {roc_auc: {min: 0.79}, f1: {min: 0.5}}, size: {max_mib: 1}}").Suite.Hash);
        Assert.NotEqual(one, GateFile.Parse("gates: {scores: {roc_auc: {min: 0.8}, f1: {min: 0.5}}}").Suite.Hash);
    }

    [Fact]
    public void Text_of_a_file_reads_as_the_same_gates()
    {
        var file = GateFile.Parse(All);
        var again = GateFile.Parse(file.Text);
        Assert.Equal((file.Suite.Hash, file.Target, file.Positive), (again.Suite.Hash, again.Target, again.Positive));
        // Of a pipeline file, only what is about gates is kept.
        var pipeline = GateFile.Parse($"pipeline: toy\nsource: {{csv: a.csv}}\n{All}");
        Assert.Equal(file.Suite.Hash, pipeline.Suite.Hash);
        Assert.DoesNotContain("a.csv", pipeline.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_is_told_at_once_with_its_line()
    {
        var failure = Assert.Throws<SakerException>(() => GateFile.Parse("""
            gates:
              scores: {roc_acu: {min: 0.8}, f1: {by: low}}
              segments: [{column: payment, score: nothing, min: 0.7}, {score: f1, min: 0.5}]
              fairness: {protected: [], limits: {disparate_impct: 0.8}}
              latency: {p99: 5}
              size: {}
              champion: {score: roc_auc, alias: "v3"}
              speed: {max: 1}
            """));
        Assert.Equal(ErrorKind.InvalidInput, failure.Kind);
        Assert.Equal(
            [
                "line 2, gates.scores.roc_acu", "line 2, gates.scores.f1", "line 3, gates.segments[0].score", "line 3, gates.segments[1].column",
                "line 4, gates.fairness.protected", "line 4, gates.fairness.limits.disparate_impct", "line 4, gates.fairness.limits",
                "line 5, gates.latency.p99_ms", "line 5, gates.latency.p99", "line 6, gates.size.max_mib", "line 7, gates.champion.alias", "line 8, gates.speed",
            ],
            failure.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void Blocks_of_the_file_can_be_meant()
    {
        var own = GateFile.Parse("gates: {fairness: {protected: [sex], limits: {disparate_impact: 0.8}}, behaviour: {tests: [{test: determinism}]}}");
        var meant = GateFile.Parse("gates: {fairness: true, behaviour: true}\nfairness: {protected: [sex], limits: {disparate_impact: 0.8}}\nbehaviour: {tests: [{test: determinism}]}");
        Assert.Equal(["fairness.sex.disparate_impact", "behaviour"], meant.Suite.Names);
        Assert.Equal(own.Suite.Hash, meant.Suite.Hash);
        Assert.Equal(own.Suite.Hash, GateFile.Parse(meant.Text).Suite.Hash);
        var none = Assert.Throws<Data.SakerException>(() => GateFile.Parse("gates: {behaviour: true, size: {max_mib: 1}}"));
        Assert.Contains("there is no 'behaviour:' in the file", none.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gates: {}", "there is no gate")]
    [InlineData("target: {column: a, positive: b}", "this key is not known here")]
    [InlineData("pipeline: a", "without gates nothing can be judged")]
    [InlineData("gates: {segments: [{column: a, score: f1, min: 0.5}, {column: a, score: f1, max: 0.9}]}", "'segments.a.f1' is asked 2 times")]
    [InlineData("gates: {size: {max_mib: 1}}\nmore: 1", "this key is not known here")]
    public void File_without_what_it_needs_is_refused(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<SakerException>(() => GateFile.Parse(text)).Message, StringComparison.Ordinal);
}
