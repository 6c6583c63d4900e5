using Saker.Data.Checks;

namespace Saker.Data.Tests.Checks;

/// <summary>Whole numbers above 2^53, which doubles cannot tell from their neighbours.</summary>
public sealed class LargeNumberCheckTests
{
    private const long Base = 9_007_199_254_740_992;

    /// <summary>Each holds for rows of <c>Base + 1, Base + 2, Base + 3</c>.</summary>
    public static TheoryData<Check> Holding =>
    [
        new SequenceCheck("id"),
        new InSetCheck("id", "9007199254740993", "9007199254740994", "9007199254740995"),
        new NotInSetCheck("id", "9007199254740992", "9007199254740996", "1.5", "word"),
        new SameSetCheck("id", "9007199254740993", "9007199254740994", "9007199254740995"),
        new ContainsValuesCheck("id", "9007199254740995"),
        new RangeCheck("id") { Min = Base, StrictMin = true, Max = Base + 4, StrictMax = true },
        new MostCommonCheck("id", "9007199254740993"),
    ];

    /// <summary>Each is broken by them, where rounded numbers would not break it.</summary>
    public static TheoryData<Check> Broken =>
    [
        new SequenceCheck("id") { Step = 2 },
        new InSetCheck("id", "9007199254740992", "9007199254740994", "9007199254740996"),
        new NotInSetCheck("id", "9007199254740993"),
        new SameSetCheck("id", "9007199254740992", "9007199254740994", "9007199254740996"),
        new ContainsValuesCheck("id", "9007199254740992"),
        new RangeCheck("id") { Max = Base },
        new MostCommonCheck("id", "9007199254740992"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Holding))]
    public async Task What_holds_to_the_last_digit_holds(Check check) => Assert.Equal("", string.Join("\n", (await Run(check)).Results[1].Violations));

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_is_broken_by_the_last_digit_is_broken(Check check) => Assert.Equal(CheckOutcome.Failed, (await Run(check)).Results[1].Outcome);

    [Fact]
    public async Task Nothing_follows_the_largest_number()
    {
        var rows = new Table([Column.Of<long>("id", new[] { long.MaxValue - 1, long.MaxValue, long.MinValue })]);
        var report = await CheckRunner.RunAsync(rows, new CheckSuite { Checks = [new SequenceCheck("id")] }, Token);
        Assert.Equal(3L, Assert.Single(report.Results[1].Violations).Row);
    }

    private static Task<CheckReport> Run(Check check) =>
        CheckRunner.RunAsync(new Table([Column.Of<long>("id", new[] { Base + 1, Base + 2, Base + 3 })]), new CheckSuite { Checks = [check] }, Token);
}
