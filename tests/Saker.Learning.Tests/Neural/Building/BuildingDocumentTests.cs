using System.Globalization;
using System.Runtime.CompilerServices;
using Saker.Learning.Neural.Building;
using Saker.Onnx;
using Saker.Testing;

namespace Saker.Learning.Tests.Neural.Building;

/// <summary>What docs/neural-graphs.md shows of building.</summary>
public sealed class BuildingDocumentTests
{
    private static readonly string[] s_lines = File.ReadAllLines(Path.Combine(Checkout.Root, "docs", "neural-graphs.md"));

    [Fact]
    public void The_example_does_what_the_page_says()
    {
        var printed = new StringWriter(CultureInfo.InvariantCulture);
        Example(printed);
        Assert.Contains($"prints `{printed.ToString().TrimEnd()}`.", s_lines);
    }

    [Fact]
    public void The_example_is_the_code_that_runs_here()
    {
        var shown = s_lines.SkipWhile(line => line != "## Building").SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```" && !line.Contains("Save(", StringComparison.Ordinal));
        var runs = File.ReadLines(ThisFile()).SkipWhile(line => !line.EndsWith("// The page's example.", StringComparison.Ordinal)).Skip(1).TakeWhile(line => !line.Contains("WriteLine", StringComparison.Ordinal));
        Assert.Equal(shown, runs.Select(line => line[8..]));
    }

    private static void Example(TextWriter console)
    {
        // The page's example.
        var builder = new NetworkBuilder("shapes", seed: 1);
        var images = builder.Input("images", 1, 16, 16);
        var features = images.Conv("conv1", 8, kernel: 3).BatchNorm("norm1").Relu().MaxPool(2)
            .Residual(inner => inner.Conv("conv2", 8, kernel: 3).Relu().Conv("conv3", 8, kernel: 3))
            .GlobalAveragePool();
        builder.Output("logits", features.Dropout(0.1f).Dense("head", 3, Initialiser.Glorot));
        var network = builder.Build();
        console.WriteLine($"{network.Parameters.Count} weights, the first {network.Parameters[0]}; {network.Model.Outputs[0]}");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
