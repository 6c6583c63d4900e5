using System.CommandLine;
using Saker.Cli.Commands;

namespace Saker.Server.Tests.Cli;

public sealed class TimeOptionTests
{
    [Theory]
    [InlineData("2026-05-04T12:00:00Z", "2026-05-04T12:00:00Z")]
    [InlineData("2026-05-04T12:00", "2026-05-04T12:00:00Z")]
    [InlineData("2026-05-04 12:00", "2026-05-04T12:00:00Z")]
    [InlineData("2026-05-04T12:00+02:00", "2026-05-04T10:00:00Z")]
    [InlineData("2026-05-04", "2026-05-04T00:00:00Z")]
    public void Times_are_UTC_unless_they_say_otherwise(string text, string expected)
    {
        var option = TimeOption.Create("--at", "");
        var parsed = new Command("test") { option }.Parse(["--at", text]);

        Assert.Empty(parsed.Errors);
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), parsed.GetValue(option));
        Assert.Equal(TimeSpan.Zero, parsed.GetValue(option)!.Value.Offset);
    }

    [Fact]
    public void What_is_no_time_is_told_with_one_that_is()
    {
        var option = TimeOption.Create("--at", "");

        Assert.Contains("2026-01-31T12:00Z", Assert.Single(new Command("test") { option }.Parse(["--at", "yesterday"]).Errors).Message, StringComparison.Ordinal);
        Assert.Null(new Command("test") { option }.Parse([]).GetValue(option));
    }
}
