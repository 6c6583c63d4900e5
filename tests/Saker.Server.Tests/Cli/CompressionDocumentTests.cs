using Saker.Testing.Toys;

namespace Saker.Server.Tests.Cli;

/// <summary>The commands of docs/compression.md and docs/neural-graphs.md, run as they stand there.</summary>
public sealed class CompressionDocumentTests
{
    [Fact]
    public async Task Commands_of_the_document_do_what_it_says()
    {
        using var folder = new CliFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "rows.csv"), ToySides.Rows(200), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "sides.onnx"), ToySides.Graph().ToBytes(), TestContext.Current.CancellationToken);
        var block = await DocumentedCommands.ReadAsync("compression.md", "commands");
        Assert.True(block.Count > 5, "The document has no commands.");

        await DocumentedCommands.RunAsync(folder, block);
    }

    [Fact]
    public async Task Networks_are_explained_as_the_page_says()
    {
        using var folder = new CliFolder();
        var rows = ToySides.Rows(3).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.LastIndexOf(',')]);
        await File.WriteAllLinesAsync(Path.Combine(folder.Path, "rows.csv"), rows, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "sides.onnx"), ToySides.Graph().ToBytes(), TestContext.Current.CancellationToken);

        await DocumentedCommands.RunAsync(folder, await DocumentedCommands.ReadAsync("neural-graphs.md", "gradients"));
    }
}
