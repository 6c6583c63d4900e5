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

    [Fact]
    public async Task Networks_learn_on_as_the_page_says()
    {
        using var folder = new CliFolder();
        // The other side is the answer.
        var rows = ToySides.Rows(200).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[^1] switch { '0' => line[..^1] + "1", '1' => line[..^1] + "0", _ => line });
        await File.WriteAllLinesAsync(Path.Combine(folder.Path, "turned.csv"), rows, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "sides.onnx"), ToySides.Graph().ToBytes(), TestContext.Current.CancellationToken);

        await DocumentedCommands.RunAsync(folder, await DocumentedCommands.ReadAsync("neural-graphs.md", "finetune"));
    }

    [Fact]
    public async Task Networks_are_looked_into_as_the_page_says()
    {
        using var folder = new CliFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "pictures.csv"), ToyLines.Rows(4), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "lines.onnx"), ToyLines.Graph().ToBytes(), TestContext.Current.CancellationToken);

        await DocumentedCommands.RunAsync(folder, await DocumentedCommands.ReadAsync("neural-graphs.md", "probes"));
    }
}
