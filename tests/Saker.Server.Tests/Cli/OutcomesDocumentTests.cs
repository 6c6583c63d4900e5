namespace Saker.Server.Tests.Cli;

/// <summary>What docs/outcomes.md shows, done as it stands there.</summary>
public sealed class OutcomesDocumentTests
{
    [Fact]
    public async Task Commands_of_the_document_do_what_it_says()
    {
        using var folder = new CliFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "churned.csv"), "order,left\norder-1018,Yes\norder-1019,No\n", TestContext.Current.CancellationToken);
        var block = await DocumentedCommands.ReadAsync("outcomes.md", "commands");
        Assert.True(block.Count > 12, "The document has no commands.");

        await DocumentedCommands.RunAsync(folder, block);

        using var missing = await SakerProcess.RunAsync(folder.Path, folder.Home, "outcomes", "show", "order-1019");
        using var performance = await SakerProcess.RunAsync(folder.Path, folder.Home, "performance", "nobody");
        Assert.Equal((1, 1), (missing.ExitCode, performance.ExitCode));
        Assert.Contains("There is no endpoint 'nobody'", performance.Errors, StringComparison.Ordinal);
    }
}
