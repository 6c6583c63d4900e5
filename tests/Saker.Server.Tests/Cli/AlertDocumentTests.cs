namespace Saker.Server.Tests.Cli;

/// <summary>The file and commands of docs/alerts.md, used as they stand there.</summary>
public sealed class AlertDocumentTests
{
    [Fact]
    public async Task Commands_of_the_document_do_what_it_says()
    {
        using var folder = new CliFolder();
        folder.Write("alerts.yaml", string.Join('\n', await DocumentedCommands.ReadAsync("alerts.md", "file")));
        var block = await DocumentedCommands.ReadAsync("alerts.md", "commands");
        Assert.True(block.Count > 5, "The document has no commands.");
        await DocumentedCommands.RunAsync(folder, block);

        using var rules = await SakerProcess.RunAsync(folder.Path, folder.Home, "alerts", "rules");
        Assert.Contains("odd-traffic", rules.Output, StringComparison.Ordinal);
        using var receivers = await SakerProcess.RunAsync(folder.Path, folder.Home, "alerts", "receivers");
        Assert.Contains("ml@example.org", receivers.Output, StringComparison.Ordinal);
        folder.Write("bad.yaml", "alerts: {rules: [{name: a, signal: nothing, above: 1}], receivers: [{name: b, kind: webhook}]}");
        using var bad = await SakerProcess.RunAsync(folder.Path, folder.Home, "alerts", "apply", "bad.yaml");
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("there is no signal 'nothing'", bad.Errors, StringComparison.Ordinal);
        Assert.Contains("receivers[0].url: this is missing", bad.Errors, StringComparison.Ordinal);
        folder.Write("nobody.yaml", "alerts: {rules: [{name: a, signal: refused.rate, above: 0.1, receivers: [nobody]}]}");
        using var nobody = await SakerProcess.RunAsync(folder.Path, folder.Home, "alerts", "apply", "nobody.yaml", "--check");
        Assert.Equal(1, nobody.ExitCode);
        Assert.Contains("there is no receiver 'nobody'", nobody.Errors, StringComparison.Ordinal);
    }
}
