namespace Saker.Server.Tests.Cli;

/// <summary>The commands of docs/datasets.md and docs/encryption.md, run as they stand there.</summary>
public sealed class DatasetDocumentTests
{
    [Theory]
    [InlineData("datasets.md")]
    [InlineData("encryption.md")]
    public async Task Commands_of_the_document_do_what_it_says(string document)
    {
        using var folder = new CliFolder();
        folder.Write("may.csv", "id,plan,charge\n1,basic,10\n2,basic,12.5\n3,plus,20\n4,,30\n");
        folder.Write("june.csv", "id,plan,charge\n1,basic,10\n2,plus,12.5\n3,plus,20\n5,basic,11\n6,plus,21\n");
        folder.Write("checks.yaml", "checks:\n  - {check: not_null, column: id}\n  - {check: unique, column: id}\n");
        var block = await DocumentedCommands.ReadAsync(document, "commands");
        Assert.True(block.Count > 10, "The document has no commands.");
        await DocumentedCommands.RunAsync(folder, block);
    }

    [Fact]
    public async Task Failing_check_stops_the_addition_and_a_changed_source_the_rebuilding()
    {
        using var folder = new CliFolder();
        var file = folder.Write("x.csv", "id\n1\n1\n");
        folder.Write("checks.yaml", "checks:\n  - {check: unique, column: id}\n");
        using var failed = await SakerProcess.RunAsync(folder.Path, folder.Home, "datasets", "add", "x", "x.csv", "--suite", "checks.yaml");
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("id", failed.Errors, StringComparison.Ordinal);
        using var added = await SakerProcess.RunAsync(folder.Path, folder.Home, "datasets", "add", "x", "x.csv", "--json");
        Assert.Equal("added", added.Json.GetProperty("outcome").GetString());
        var hash = added.Json.GetProperty("dataset").GetProperty("lineage").GetProperty("source").GetProperty("hash").GetString();
        await File.WriteAllTextAsync(file, "id\n2\n", TestContext.Current.CancellationToken);
        using var rebuilt = await SakerProcess.RunAsync(folder.Path, folder.Home, "datasets", "rebuild", "x/1", "--json");
        Assert.Equal((1, "different"), (rebuilt.ExitCode, rebuilt.Json.GetProperty("outcome").GetString()));
        Assert.Contains(hash!, rebuilt.Json.GetProperty("explanation").GetString(), StringComparison.Ordinal);
    }
}
