namespace Saker.Server.Tests.Cli;

/// <summary>The files and commands of docs/retraining.md, used as they stand there, and what a person does then.</summary>
public sealed class RetrainingDocumentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_of_the_document_do_what_it_says_and_approval_brings_the_version_to_the_endpoint()
    {
        using var folder = new CliFolder();
        var rows = Path.Combine(folder.Path, "telco_churn.csv");
        File.Copy(CliFolder.ChurnData, rows);
        folder.Write("churn.yaml", string.Join('\n', await DocumentedCommands.ReadAsync("retraining.md", "pipeline")));
        folder.Write("policy.yaml", string.Join('\n', await DocumentedCommands.ReadAsync("retraining.md", "policy")));
        var first = await DocumentedCommands.ReadAsync("retraining.md", "commands");
        Assert.True(first.Count > 8, "The document has no commands.");
        await DocumentedCommands.RunAsync(folder, first);

        var lines = await File.ReadAllLinesAsync(rows, Token);
        await File.WriteAllLinesAsync(rows, [lines[0], .. lines.Skip(501)], Token);
        var later = await DocumentedCommands.ReadAsync("retraining.md", "later");
        Assert.True(later.Count > 8, "The document has no later commands.");
        await DocumentedCommands.RunAsync(folder, later);

        using var history = await SakerProcess.RunAsync(folder.Path, folder.Home, "retrain", "history", "churn", "--json");
        Assert.Equal(["proposed", "unchanged"], history.Json.EnumerateArray().Select(attempt => attempt.GetProperty("state").GetString()!));
        var rollout = history.Json[0].GetProperty("rolloutId").GetString()!;
        using var approved = await SakerProcess.RunAsync(folder.Path, folder.Home, "rollouts", "approve", rollout);
        Assert.True(approved.ExitCode == 0, approved.Output + approved.Errors);
        using var endpoints = await SakerProcess.RunAsync(folder.Path, folder.Home, "endpoints");
        Assert.Contains("churn/2", endpoints.Output, StringComparison.Ordinal);

        using var off = await SakerProcess.RunAsync(folder.Path, folder.Home, "retrain", "policy", "churn", "off");
        Assert.True(off.ExitCode == 0, off.Output + off.Errors);
        using var shown = await SakerProcess.RunAsync(folder.Path, folder.Home, "retrain", "policy", "churn");
        Assert.Contains("has no policy", shown.Output, StringComparison.Ordinal);
        using var jobs = await SakerProcess.RunAsync(folder.Path, folder.Home, "jobs");
        Assert.Contains("There are none yet", jobs.Output, StringComparison.Ordinal);
        using var unnamed = await SakerProcess.RunAsync(folder.Path, folder.Home, "retrain");
        Assert.Contains("Name the endpoint", unnamed.Errors, StringComparison.Ordinal);
        using var nobody = await SakerProcess.RunAsync(folder.Path, folder.Home, "jobs", "run", "nobody");
        Assert.Equal(1, nobody.ExitCode);
    }
}
