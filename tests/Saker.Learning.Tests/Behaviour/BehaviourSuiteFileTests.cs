using Saker.Data;
using Saker.Learning.Behaviour;

namespace Saker.Learning.Tests.Behaviour;

public sealed class BehaviourSuiteFileTests
{
    private const string Every = """
        seed: 7
        made: 50
        real: 20
        examples: 5
        output: probability
        tests:
          - {test: invariance, columns: [plan], tolerance: 0.01, tries: 2}
          - {test: protected, columns: [sex, race]}
          - {test: monotonicity, column: age, direction: decreasing, tolerance: 0.05, points: 5}
          - {test: directional, change: {plan: gold, age: {add: -3}, income: {multiply: 1.5}}, where: {plan: [basic]}, expect: not_increase, by: 0.1}
          - {test: range, min: -1, max: 2}
          - {test: determinism, repeats: 5}
          - {test: column_order}
          - {test: row_order, tolerance: 0.001}
          - {test: latency, max: 20ms, percentile: 95, calls: 50}
          - {test: noise, columns: [age], scale: 0.02, tolerance: 0.2, tries: 1, severity: warn}
          - {test: missing, columns: [income], tolerance: 0.3, allowed: 0.1, name: no income}
        """;

    [Fact]
    public void Every_kind_is_written_as_it_was_read()
    {
        var suite = BehaviourSuiteFile.Parse(Every);
        Assert.Equal(BehaviourCatalogue.Names, suite.Tests.Select(test => test.Kind));
        var text = BehaviourSuiteFile.Write(suite);
        Assert.Equal(text, BehaviourSuiteFile.Write(BehaviourSuiteFile.Parse(text)));
        foreach (var word in (string[])["seed: 7", "\"add\":-3", "\"multiply\":1.5", "not_increase", "\"direction\":\"decreasing\"", "20ms", "\"severity\":\"warn\"", "no income", "\"columns\":[\"sex\",\"race\"]"])
            Assert.Contains(word, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_not_understood_is_told_with_its_line()
    {
        var error = Assert.Throws<SakerException>(() => BehaviourSuiteFile.Parse("""
            seeds: 3
            tests:
              - {test: invariance}
              - {test: monotonicity, column: age}
              - {test: monotonicity, column: age, direction: up}
              - {test: directional, expect: up, change: {age: {add: 1, multiply: 2}}}
              - {test: latency}
              - {test: latency, max: soon}
              - {test: magic}
              - {test: range, allowed: 2, tolerance: 1}
            """, "behaviour.yaml"));
        Assert.StartsWith("behaviour.yaml has 11 problems:", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["line 3, tests[0].columns", "line 4, tests[1].direction", "line 5, tests[2].direction", "line 6, tests[3].change.age", "line 6, tests[3].expect", "line 7, tests[4].max", "line 8, tests[5].max", "line 9, tests[6].test",
                "line 10, tests[7].allowed", "line 10, tests[7].tolerance", "line 1, seeds"],
            error.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void A_suite_without_a_test_says_which_there_are() =>
        Assert.Contains("monotonicity", Assert.Throws<SakerException>(() => BehaviourSuiteFile.Parse("seed: 1")).Problems.Single().Message, StringComparison.Ordinal);

    [Fact]
    public void More_tests_than_a_suite_has_are_refused()
    {
        string Of(int count) => "tests:\n" + string.Concat(Enumerable.Repeat("  - {test: range}\n", count));

        Assert.Equal(BehaviourSuite.MaxTests, BehaviourSuiteFile.Parse(Of(BehaviourSuite.MaxTests)).Tests.Count);
        var error = Assert.Throws<SakerException>(() => BehaviourSuiteFile.Parse(Of(BehaviourSuite.MaxTests + 1)));
        Assert.Contains("at most 200", Assert.Single(error.Problems).Message, StringComparison.Ordinal);
    }
}
