using Saker.Data;
using Saker.Learning.Scores;
using Saker.Platform.Gates;

namespace Saker.Platform.Tests.Gates;

public sealed class BoundTests
{
    private static readonly Interval Wide = new(0.75, 0.85, 0.95);

    [Theory]
    [InlineData("min: 0.8", 0.8, GateOutcome.Passed)]
    [InlineData("min: 0.8", 0.7999, GateOutcome.Failed)]
    [InlineData("max: 0.8", 0.8, GateOutcome.Passed)]
    [InlineData("max: 0.8", 0.81, GateOutcome.Failed)]
    [InlineData("{min: 0.8, by: low}", 0.8, GateOutcome.Failed)]
    [InlineData("{min: 0.75, by: low}", 0.8, GateOutcome.Passed)]
    [InlineData("{max: 0.84, by: high}", 0.8, GateOutcome.Failed)]
    [InlineData("{max: 0.85, by: high}", 0.8, GateOutcome.Passed)]
    [InlineData("{min: 0.7, max: 0.84, by: interval}", 0.8, GateOutcome.Failed)]
    [InlineData("{min: 0.75, max: 0.85, by: interval}", 0.8, GateOutcome.Passed)]
    // Only the lower end is asked about, so the value itself must keep the other bound.
    [InlineData("{min: 0.7, max: 0.79, by: low}", 0.8, GateOutcome.Failed)]
    [InlineData("min: 0.8", double.NaN, GateOutcome.NotMeasurable)]
    internal void Figure_is_held_against_its_bound(string text, double value, GateOutcome expected) =>
        Assert.Equal(expected, Read(text).Bound.Judge(value, Wide));

    [Fact]
    public void End_of_an_interval_that_is_not_known_is_not_measurable()
    {
        Assert.Equal(GateOutcome.NotMeasurable, Read("{min: 0.1, by: low}").Bound.Judge(0.9, Interval.Unknown));
        Assert.Equal(GateOutcome.Passed, Read("min: 0.1").Bound.Judge(0.9, Interval.Unknown));
    }

    [Theory]
    [InlineData("by: low", "nothing is asked")]
    [InlineData("{min: 0.9, max: 0.8}", "nothing can be both")]
    [InlineData("{max: 0.8, by: low}", "there is only max")]
    [InlineData("{min: 0.8, by: high}", "there is only min")]
    [InlineData("{min: 0.8, by: hope}", "'hope' is not known")]
    [InlineData("{min: much}", "'much' is not a number")]
    public void What_cannot_be_asked_is_told(string text, string expected) =>
        Assert.Contains(expected, Assert.Single(Read(text).Problems).Message, StringComparison.Ordinal);

    private static (Bound Bound, List<Problem> Problems) Read(string text)
    {
        var problems = new List<Problem>();
        var yaml = YamlText.Parse(text.StartsWith('{') ? $"bound: {text}" : $"bound: {{{text}}}");
        return (Bound.Read(new Settings(yaml.Values, "", problems).Section("bound"), double.NegativeInfinity, double.PositiveInfinity), problems);
    }
}
