using Saker.Testing.Toys;

namespace Saker.Server.Tests.Cli;

/// <summary>The commands of docs/registry.md, run as they stand there.</summary>
public sealed class RegistryDocumentTests
{
    [Fact]
    public async Task Commands_of_the_document_do_what_it_says()
    {
        using var folder = new CliFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "churn.onnx"), ToyChurn.Graph().ToBytes(), TestContext.Current.CancellationToken);
        var lines = await File.ReadAllLinesAsync(Path.Combine(CliFolder.Checkout, "docs", "registry.md"), TestContext.Current.CancellationToken);
        var block = lines.SkipWhile(line => line != "<!-- example: commands -->").Skip(2).TakeWhile(line => line != "```").ToList();
        Assert.True(block.Count > 10, "The document has no commands.");
        SakerProcess? last = null;
        foreach (var line in block)
        {
            if (line.StartsWith("$ saker ", StringComparison.Ordinal))
            {
                last?.Dispose();
                last = await SakerProcess.RunAsync(folder.Path, folder.Home, Words(line["$ saker ".Length..]));
                Assert.True(last.ExitCode == 0, $"{line}\n{last.Output}\n{last.Errors}");
            }
            else if (line.Length > 0)
            {
                Assert.Contains(line.TrimEnd('.'), last!.Output, StringComparison.Ordinal);
            }
        }
        last?.Dispose();
    }

    private static IEnumerable<string> Words(string line)
    {
        // Words in quotes are every second part.
        var parts = line.Split('"');
        for (var at = 0; at < parts.Length; at++)
            foreach (var word in at % 2 == 1 ? [parts[at]] : parts[at].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                yield return word;
    }
}
