using System.Globalization;
using System.Text;
using Saker.Learning.Scores;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Server.Tests.Cli;

/// <summary>The commands of docs/evaluation.md, run as they stand there.</summary>
public sealed class EvaluationDocumentTests
{
    [Fact]
    public async Task Commands_of_the_document_do_what_it_says()
    {
        using var folder = new CliFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "prices.csv"), Prices(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "calls.csv"), Calls(), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "prices.onnx"), PriceGraph(), TestContext.Current.CancellationToken);
        var block = await DocumentedCommands.ReadAsync("evaluation.md", "commands");
        Assert.True(block.Count > 10, "The document has no commands.");

        await DocumentedCommands.RunAsync(folder, block);

        var report = EvaluationReport.FromJson(await File.ReadAllTextAsync(Path.Combine(folder.Path, "judged", "report.json"), TestContext.Current.CancellationToken));
        Assert.Equal(ScoreTask.Regression, report.Task);
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(Path.Combine(folder.Path, "judged", "residuals.svg"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>Forty flats; those in the harbour are predicted far too low.</summary>
    private static string Prices()
    {
        var text = new StringBuilder("area,size,price,predicted\n");
        for (var i = 0; i < 40; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i % 4 == 0 ? "harbour" : "hill")},{i},{200 + (5 * i)},{200 + (5 * i) + (i % 4 == 0 ? -40 : (i % 3) - 1)}\n");
        return text.ToString();
    }

    /// <summary>A model of somebody else's making: 2 below the price.</summary>
    private static byte[] PriceGraph()
    {
        var graph = new GraphBuilder("prices");
        var size = graph.Input("size", ElementType.Float64, -1, 1);
        var times = graph.Node("Mul", [size, graph.Constant(Tensor.Scalar(5.0))], ElementType.Float64);
        graph.Output("estimate", graph.Node("Add", [times, graph.Constant(Tensor.Scalar(198.0))], ElementType.Float64), -1, 1);
        return graph.Build().ToBytes();
    }

    private static string Calls()
    {
        var text = new StringBuilder("kind,predicted\n");
        for (var i = 0; i < 30; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i % 3 == 0 ? "fault" : i % 3 == 1 ? "bill" : "move")},{(i % 10 == 0 ? "move" : i % 3 == 0 ? "fault" : i % 3 == 1 ? "bill" : "move")}\n");
        return text.ToString();
    }
}
