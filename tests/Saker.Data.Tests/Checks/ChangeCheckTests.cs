using Saker.Data.Checks;

namespace Saker.Data.Tests.Checks;

public sealed class ChangeCheckTests
{
    private static readonly Table Rows = new(
    [
        Column.OfNumbers("price", [100, 101, double.NaN, 95, 120, 118]),
        Column.OfText("part", ["a", "a", null, "a", "b", "b"]),
    ]);

    [Fact]
    public async Task A_step_larger_than_allowed_is_told_with_both_values() =>
        Assert.Equal(["row 5, column price: '120.0' comes after '95.0', a change of 25; at most 6 is allowed (check change)"], await Find(new ChangeCheck("price") { Max = 6 }));

    [Fact]
    public async Task A_step_may_be_limited_as_a_share_of_the_value_before() =>
        Assert.Equal(["row 5, column price: '120.0' comes after '95.0', a change of 25; at most 0.06 of the value is allowed (check change)"], await Find(new ChangeCheck("price") { Max = 0.06, Relative = true }));

    [Fact]
    public async Task A_missing_value_is_skipped_over() => Assert.Empty(await Find(new ChangeCheck("price") { Max = 25 }));

    [Fact]
    public async Task A_value_other_than_the_one_before_breaks_repeats()
    {
        Assert.Equal(["row 5, column part: 'b' comes after 'a' (check repeats)"], await Find(new RepeatsCheck("part")));
        Assert.Equal(CheckOutcome.Passed, (await RunAsync(new RepeatsCheck("part") { Mostly = 0.7 })).Outcome);
    }

    [Fact]
    public async Task A_mean_length_counts_characters()
    {
        var texts = new Table([Column.OfText("word", ["a", "😀bc", null])]);

        Assert.True((await CheckRunner.RunAsync(texts, new CheckSuite { Checks = [new MeanLengthCheck("word") { Min = 2, Max = 2 }] }, TestContext.Current.CancellationToken)).Passed);
        Assert.False((await CheckRunner.RunAsync(texts, new CheckSuite { Checks = [new MeanLengthCheck("word") { Min = 2.1 }] }, TestContext.Current.CancellationToken)).Passed);
    }

    private static async Task<string[]> Find(Check check)
    {
        return [.. (await RunAsync(check)).Violations.Select(violation => violation.Message)];
    }

    private static async Task<CheckResult> RunAsync(Check check) =>
        (await CheckRunner.RunAsync(Rows, new CheckSuite { Checks = [check] }, TestContext.Current.CancellationToken)).Results[^1];
}
