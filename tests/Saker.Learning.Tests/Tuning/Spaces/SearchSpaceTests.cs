using Saker.Data;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Samplers;
using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tests.Tuning.Spaces;

public sealed class SearchSpaceTests
{
    private const string Declared = """
        direction: maximize
        sampler: {name: tpe, startup: 20}
        pruner: {name: halving, reduction: 4}
        seed: 7
        space:
          gamma: {from: 0.1, to: 0.5, step: 0.1, when: {booster: [tree, dart]}}
          rate: {from: 0.001, to: 1, log: true}
          trees: {from: 10, to: 1000, log: true, whole: true}
          depth: {from: 2, to: 8, step: 2}
          booster: {choose: [tree, dart, linear]}
          leaves: {choose: [7, 15, 31], when: {depth: {from: 4, to: 8}}}
        """;

    [Fact]
    public void Values_stay_within_their_ranges_steps_and_kinds()
    {
        var study = new Study(ReadSettings(Declared) with { Sampler = new RandomSampler() });

        var trials = Enumerable.Range(0, 500).Select(_ => study.Ask()!).ToList();

        Assert.All(trials, trial =>
        {
            Assert.InRange((double)trial.Parameters["rate"], 0.001, 1);
            Assert.InRange((long)trial.Parameters["trees"], 10, 1000);
            Assert.Contains((long)trial.Parameters["depth"], (long[])[2, 4, 6, 8]);
            var isLinear = (string)trial.Parameters["booster"] == "linear";
            Assert.Equal(!isLinear, trial.Parameters.ContainsKey("gamma"));
            Assert.Equal((long)trial.Parameters["depth"] >= 4, trial.Parameters.ContainsKey("leaves"));
        });
        Assert.Equal([0.1, 0.2, 0.3, 0.4, 0.5], trials.Where(trial => trial.Parameters.ContainsKey("gamma")).Select(trial => (double)trial.Parameters["gamma"]).Distinct().Order());
        Assert.Equal([7L, 15L, 31L], trials.Where(trial => trial.Parameters.ContainsKey("leaves")).Select(trial => (long)trial.Parameters["leaves"]).Distinct().Order());
    }

    [Fact]
    public void A_logarithmic_range_spends_as_much_on_each_power_of_ten()
    {
        var study = new Study(ReadSettings(Declared) with { Sampler = new SobolSampler() });

        double[] rates = [.. Enumerable.Range(0, 768).Select(_ => (double)study.Ask()!.Parameters["rate"])];

        Assert.InRange(rates.Count(rate => rate < 0.01), 250, 262);
        Assert.InRange(rates.Count(rate => rate >= 0.1), 250, 262);
    }

    [Fact]
    public void Settings_described_and_read_again_are_the_same()
    {
        var settings = ReadSettings(Declared);

        var again = Read(settings.Describe());

        Assert.Equal(settings.Sampler, again.Sampler);
        Assert.Equal(settings.Pruner, again.Pruner);
        Assert.Equal((settings.Seed, settings.Direction), (again.Seed, again.Direction));
        var (study, other) = (new Study(settings), new Study(again));
        for (var i = 0; i < 50; i++)
            Assert.Equal(study.Ask()!.Parameters, other.Ask()!.Parameters);
    }

    [Fact]
    public void Every_whole_number_of_a_wide_range_can_come_up()
    {
        var study = new Study(ReadSettings("space: {seen: {from: 0, to: 10000000, whole: true}}") with { Sampler = new RandomSampler() });

        long[] seen = [.. Enumerable.Range(0, 200).Select(_ => (long)study.Ask()!.Parameters["seen"])];

        Assert.InRange(seen.Average(), 4_000_000, 6_000_000);
        Assert.Equal(9_999_999L, study.Ask(new Dictionary<string, object> { ["seen"] = 9_999_999L }).Parameters["seen"]);
    }

    [Theory]
    [InlineData("{from: -1e30, to: 1e30, step: 1}", "to")]
    [InlineData("{from: 0, to: 1e12, whole: true}", "whole")]
    [InlineData("{from: 0, to: 1, step: 1e-12}", "step")]
    public void Values_that_cannot_be_told_apart_are_a_problem_of_the_space(string range, string key)
    {
        var problems = new List<Problem>();
        StudySettings.Read(new Settings(YamlText.Parse($"space: {{seen: {range}}}").Values, "", problems));
        Assert.Equal($"space.seen.{key}", Assert.Single(problems).Field);
    }

    [Fact]
    public void Parameters_given_by_hand_must_be_a_point_of_the_space()
    {
        var study = new Study(ReadSettings(Declared));
        var point = new Dictionary<string, object> { ["rate"] = 0.5, ["trees"] = 99L, ["depth"] = 2L, ["booster"] = "linear" };

        Assert.Equal(point.OrderBy(pair => pair.Key), study.Ask(point).Parameters.OrderBy(pair => pair.Key));
        var refused = Assert.Throws<SakerException>(() => study.Ask(new Dictionary<string, object> { ["rate"] = 2.0, ["trees"] = 99L, ["depth"] = 3L, ["booster"] = "linear", ["gamma"] = 0.1, ["other"] = 1L }));
        Assert.Equal(["depth", "gamma", "other", "rate"], refused.Problems.Select(problem => problem.Field).Order());
    }

    [Fact]
    public void Every_fault_of_a_space_is_reported_at_once_with_its_place()
    {
        var problems = new List<Problem>();
        var yaml = YamlText.Parse("""
            sampler: best
            pruner: {name: median, startup: 0, stop: 1}
            space:
              a: {from: 3, to: 2}
              b: {from: 0, to: 1, log: true}
              c: {choose: [x, x]}
              d: {from: 0, to: 1, when: {nobody: 1}}
              e: {from: 0, to: 1, when: {f: 1}}
              f: {from: 0, to: 2, when: {e: 1}}
              g: {choose: [1, 2], when: {h: z}}
              h: {choose: [x, y]}
              i: 5
              j: {from: 1, to: 4, step: 9}
              k: {from: 1, to: 4, stp: 1}
            """);

        StudySettings.Read(new Settings(yaml.Values, "", problems));

        var expected = new[] { "sampler", "pruner.startup", "pruner.stop", "space.a.to", "space.b.log", "space.c.choose", "space.d.when", "space.e.when", "space.f.when", "space.g.when", "space.i", "space.j.step", "space.k.stp" };
        Assert.Equal(expected.Order(), problems.Select(problem => problem.Field).Order());
        Assert.All(problems, problem => Assert.NotNull(yaml.LineOf(problem.Field)));
    }

    private static StudySettings ReadSettings(string yaml) => Read(YamlText.Parse(yaml).Values);

    private static StudySettings Read(IReadOnlyDictionary<string, object?> values)
    {
        var problems = new List<Problem>();
        var settings = StudySettings.Read(new Settings(values, "", problems));
        Assert.Empty(problems);
        return settings;
    }
}
