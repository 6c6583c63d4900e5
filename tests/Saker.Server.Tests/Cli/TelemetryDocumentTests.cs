namespace Saker.Server.Tests.Cli;

/// <summary>What docs/telemetry.md shows, done as it stands there.</summary>
public sealed class TelemetryDocumentTests
{
    [Fact]
    public async Task Commands_of_the_document_do_what_it_says()
    {
        using var folder = new CliFolder();
        var block = await DocumentedCommands.ReadAsync("telemetry.md", "export");
        Assert.True(block.Count > 8, "The document has no commands.");
        await DocumentedCommands.RunAsync(folder, block);
    }
}
