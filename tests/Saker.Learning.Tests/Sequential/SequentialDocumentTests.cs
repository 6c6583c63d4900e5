using System.Globalization;
using System.Runtime.CompilerServices;
using Saker.Learning.Sequential;
using Saker.Testing;

namespace Saker.Learning.Tests.Sequential;

/// <summary>What docs/sequential-tests.md shows.</summary>
public sealed class SequentialDocumentTests
{
    private static readonly string[] s_lines = File.ReadAllLines(Path.Combine(Checkout.Root, "docs", "sequential-tests.md"));

    [Fact]
    public void The_example_does_what_the_page_says()
    {
        var printed = new StringWriter(CultureInfo.InvariantCulture);
        Example(printed);
        var lines = printed.ToString().Split(Environment.NewLine);
        Assert.True(s_lines.Contains($"prints `{lines[0]}` and `{lines[1]}`."), $"the page does not say that it prints {printed}");
    }

    [Fact]
    public void The_example_is_the_code_that_runs_here()
    {
        var shown = s_lines.SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```");
        var runs = File.ReadLines(ThisFile()).SkipWhile(line => !line.EndsWith("// The page's example.", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line != "    }");
        Assert.Equal(shown, runs.Select(line => line.Trim().Replace("console.", "Console.", StringComparison.Ordinal) is var text && text.StartsWith("errors.Add", StringComparison.Ordinal) ? "    " + text : text));
    }

    [Fact]
    public void The_plan_is_what_the_page_says() =>
        Assert.Contains(s_lines, line => line.Contains($"it takes: {RolloutPlanning.Odds(0.01, 0.02, candidateShare: 0.1, risk: 0.03).Median:0} in the median", StringComparison.Ordinal));

    private static void Example(TextWriter console)
    {
        // The page's example.
        var errors = new OddsEvidence();
        for (var second = 0; second < 60; second++)
            errors.Add(control: new HitCounts(900, 9), candidate: new HitCounts(100, second % 2 == 0 ? 4 : 3));
        console.WriteLine($"{errors.Effect:0.0} times the odds, between {errors.Interval().Low:0.0} and {errors.Interval().High:0.0}");
        console.WriteLine(errors.LogEvidence >= -Math.Log(0.05) ? "roll back" : "go on");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
