using Saker.Platform;
using Saker.Platform.Pipelines;
using Saker.Platform.Retraining;
using Saker.Platform.Storage;

namespace Saker.Server.Tests.Cli;

/// <summary>A retraining whose process is killed in the middle.</summary>
public sealed class RetrainingCrashTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_retraining_is_lost_registers_nothing_and_is_not_in_the_way_of_the_next()
    {
        using var folder = new CliFolder();
        var rows = Path.Combine(folder.Path, "telco_churn.csv");
        File.Copy(CliFolder.ChurnData, rows);
        folder.Write("churn.yaml", string.Join('\n', await DocumentedCommands.ReadAsync("retraining.md", "pipeline")));
        await using var saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = folder.Home }, Token);
        await saker.Pipelines.RunAsync(await PipelineFile.LoadAsync(Path.Combine(folder.Path, "churn.yaml"), Token), null, Token);
        await saker.Endpoints.FollowAsync("churn", "churn", "champion", Token);
        var lines = await File.ReadAllLinesAsync(rows, Token);
        await File.WriteAllLinesAsync(rows, [lines[0], .. lines.Skip(501)], Token);

        using var killed = SakerProcess.Start(folder.Path, folder.Home, "retrain", "churn", "--wait");
        RetrainingAttempt? attempt;
        while ((attempt = (await saker.Retraining.GetAsync("churn", 1, Token)).Attempts.FirstOrDefault())?.Run is null)
            await Task.Delay(5, Token);
        killed.KillHard();
        await killed.WaitAsync();
        Assert.Equal(RetrainingState.Running, (await saker.Retraining.GetAsync("churn", 1, Token)).Attempts[0].State);

        using var next = await SakerProcess.RunAsync(folder.Path, folder.Home, "retrain", "churn", "--wait");

        Assert.True(next.ExitCode == 0, next.Output + next.Errors);
        var attempts = (await saker.Retraining.GetAsync("churn", 10, Token)).Attempts;
        Assert.Equal([(RetrainingState.Proposed, 2), (RetrainingState.Lost, null)], attempts.Select(one => (one.State, one.Version)));
        Assert.Equal(attempt!.Id, attempts[1].Id);
        Assert.Equal(2, (await saker.Registry.FindAsync("churn", Token))!.Versions.Count);
    }
}
