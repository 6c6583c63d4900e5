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
        var block = await DocumentedCommands.ReadAsync("registry.md", "commands");
        Assert.True(block.Count > 10, "The document has no commands.");
        await DocumentedCommands.RunAsync(folder, block);
    }
}
